"""Keys end with what they rest on."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from jiping.web.accounts.models import User
from jiping.web.accounts.signals import void
from jiping.web.api.models import Token


@receiver(void)
def end_keys(person: User, **_: Any) -> None:
    """End every key of a person: whoever held the account may have made them."""
    Token.objects.filter(user=person, ended_at=None).update(ended_at=timezone.now())
