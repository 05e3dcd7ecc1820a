"""A draft begins with its assignment."""

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from jiping.web.campaigns.models import Assignment
from jiping.web.campaigns.signals import assigned
from jiping.web.drafts.models import Draft


@receiver(assigned, dispatch_uid="drafts.begin")
def begin(sender: object, assignments: Sequence[Assignment], **_: Any) -> None:
    """An empty draft for each assignment that was just made."""
    Draft.objects.bulk_create(Draft(assignment=one) for one in assignments)
