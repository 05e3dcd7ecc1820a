"""What every operation that reads needs: records by number, the person, the answers."""

from typing import Any

from django.db.models import Model
from django.http import Http404

from jiping.web.api.operations import FAULTS
from jiping.web.campaigns.models import Assignment
from jiping.web.drafts.models import Draft
from jiping.web.drafts.starting import draft_for

_LARGEST = 2**53
_SAID = {code: FAULTS[code] for code in (401, 403, 404, 409, 422, 429)}


def answer(kind: Any) -> Any:
    """What may come of reading; None for a file."""
    return {200: kind, **_SAID}


def one(model: type[Model], pk: int) -> Any:
    """A record by its number. Raises Http404."""
    found = model._default_manager.filter(pk=pk).first() if 0 < pk < _LARGEST else None
    if found is None:
        raise Http404
    return found


def draft_read(pk: int) -> Draft:
    """The draft of an assignment, whether or not it was begun. Raises Http404."""
    return draft_for(one(Assignment, pk))
