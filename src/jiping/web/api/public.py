"""What anybody may read without a key: the masked filings that are public."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Router, Schema, Status

from jiping.web.api.operations import Said
from jiping.web.api.schema import Text
from jiping.web.core.guard import require
from jiping.web.publication.models import Edition, Publication
from jiping.web.publication.public import ever_public
from jiping.web.publication.search import found

router = Router(tags=["public"], auth=None)
ON_A_PAGE = 50
_LARGEST = 2**53


class Sought(Schema):
    """Unit and words as on the public list; ``page`` counts from 1."""

    unit: Text = ""
    year: int | None = None
    words: Text = ""
    page: int = 1


class FilingOut(Schema):
    """A filing that is or was public. ``edition`` is None once it was withdrawn."""

    id: int
    unit: str
    unit_code: str
    department: str
    year: int
    published_on: date
    edition: int | None
    digest: str
    page: str


class Found(Schema):
    """A page of the list."""

    count: int
    page: int
    filings: list[FilingOut]


class EditionOut(FilingOut):
    """The edition that is public, masked, as ``filing.schema.json`` says."""

    filing: dict[str, Any]


@router.get("/filings", response={200: Found, 422: Said}, summary="公开的自评材料")
def filings(request: HttpRequest, sought: Query[Sought]) -> Any:
    """The public list, the newest year first."""
    require(request, "public.browse")
    _same_for_everybody(request)
    year = "" if sought.year is None else str(sought.year)
    listed = found(sought.unit, year, sought.words).select_related("current")
    if sought.year is not None and not 0 <= sought.year <= 9999:
        listed = listed.none()
    count = listed.count()
    last = max(1, -(-count // ON_A_PAGE))
    page = min(max(sought.page, 1), last)
    rows = listed[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return {"count": count, "page": page, "filings": [_brief(each) for each in rows]}


@router.get(
    "/filings/{pk}",
    response={200: EditionOut, 404: Said, 410: Said, 422: Said},
    summary="一份公开材料的全部内容",
)
def filing(request: HttpRequest, pk: int) -> Any:
    """The edition that is public now; 410 once it was withdrawn."""
    publication = ever_public(pk if 0 < pk <= _LARGEST else 0)
    require(request, "public.read", publication)
    _same_for_everybody(request)
    edition = publication.current
    if edition is None:
        return Status(410, {"error": "这份材料已经撤回，不再公开。"})
    return {**_brief(publication), "filing": edition.filing}


def _same_for_everybody(request: HttpRequest) -> None:
    # Middleware looked for a session on the way here; nothing of it is in the answer.
    request.session.accessed = False


def _brief(publication: Publication) -> dict[str, Any]:
    edition: Edition | None = publication.current
    return {
        "id": publication.pk,
        "unit": publication.unit_name,
        "unit_code": publication.unit_code,
        "department": publication.department_name,
        "year": publication.year,
        "published_on": publication.published_on,
        "edition": edition.number if edition else None,
        "digest": edition.digest if edition else "",
        "page": reverse("public-filing", args=(publication.pk,)),
    }
