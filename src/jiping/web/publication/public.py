"""The public site: no login, no cookie, no script needed."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from urllib.parse import quote, urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.timezone import localdate

from jiping import __version__
from jiping.model.values import Ref
from jiping.rules import cards
from jiping.rules.shared.text_personal import masked_text
from jiping.web.campaigns.models import Campaign
from jiping.web.core.guard import View, guarded
from jiping.web.publication import search
from jiping.web.publication.claims import claims, compared
from jiping.web.publication.exports import TYPES, exported, kinds
from jiping.web.publication.models import Edition, Mask, Publication
from jiping.web.publication.privacy import SHOWN
from jiping.web.publication.shown import edition_shown
from jiping.web.publication.ties import behind
from jiping.web.submissions.models import Waiver

ON_A_PAGE = 50
# What may be taken back is asked for anew each time; an answer of 304 costs little.
ALWAYS_ASKED = "public, no-cache"
A_MINUTE = "public, max-age=60"
GONE = 410
NOT_YET = "材料公开后显示"


def page(
    template: str, context: dict[str, Any], *, cache: str = A_MINUTE, status: int = 200
) -> HttpResponse:
    """A page made without the request, so that nothing of a session can come in."""
    text = render_to_string(template, {"version": __version__, **context})
    response = HttpResponse(text, status=status)
    response["Cache-Control"] = cache
    if status != 200:
        response["X-Robots-Tag"] = "noindex, noarchive"
    return response


def for_everybody(view: View) -> View:
    """Marks the answer as the same for everybody. Middleware has looked for a session on
    the way here; nothing of it is in the answer, so no ``Vary: Cookie`` is needed."""

    @wraps(view)
    def seen(request: HttpRequest, /, **parts: Any) -> HttpResponseBase:
        response = view(request, **parts)
        request.session.accessed = False
        return response

    return seen


def ever_public(pk: int) -> Publication:
    """A publication that is or was public. Raises Http404 for any other."""
    return get_object_or_404(
        Publication.objects.select_related("current", "assignment__campaign").filter(
            published_on__isnull=False
        ),
        pk=pk,
    )


def ever_public_of(pk: int, **_: Any) -> Publication:
    """As ``ever_public``, for addresses that name more."""
    return ever_public(pk)


@for_everybody
@guarded("public.browse")
def browse(request: HttpRequest) -> HttpResponse:
    """The list, and the search."""
    asked = {name: request.GET.get(name, "")[:60] for name in ("unit", "year", "words")}
    listed = search.found(**asked).only(
        "unit_name", "department_name", "year", "published_on", "state", "current_id"
    )
    shown = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
    years = Publication.objects.filter(published_on__isnull=False).order_by("-year")
    context = {
        "page": shown,
        "asked": asked,
        "years": list(years.values_list("year", flat=True).distinct()),
        "query": urlencode({k: v for k, v in asked.items() if v}),
        "drawn": Campaign.objects.filter(draws__isnull=False).distinct(),
    }
    return page("publication/public_list.html", context)


def _edition(publication: Publication, number: int | None) -> Edition | None:
    """The edition to read, None where it is not open any more. Raises Http404."""
    if number is None:
        return publication.current
    found = get_object_or_404(publication.editions, number=number)
    open_ = publication.current is not None and (
        found.pk == publication.current_id or found.readable
    )
    return found if open_ else None


def _asked_number(request: HttpRequest) -> int | None:
    assert request.resolver_match is not None
    number = request.resolver_match.kwargs.get("number")
    return int(number) if number is not None else None


def _gone(publication: Publication) -> HttpResponse:
    context = {"publication": publication, "editions": publication.editions.all()}
    return page(
        "publication/public_gone.html", context, cache=ALWAYS_ASKED, status=GONE
    )


def _conditional(
    request: HttpRequest, edition: Edition, make: Callable[[], HttpResponse]
) -> HttpResponse:
    """The answer with a tag that changes with the edition, its state and the program."""
    publication = edition.publication
    stamp = f"{publication.changed_at.timestamp():.0f}"
    day = localdate().isoformat()
    tag = f'"{edition.digest[:24]}-{stamp}-{day}-{__version__}"'
    answer = get_conditional_response(request, etag=tag)
    response = answer if answer is not None and answer.status_code == 304 else make()
    response["ETag"] = tag
    response["Cache-Control"] = ALWAYS_ASKED
    assert isinstance(response, HttpResponse)
    return response


@for_everybody
@guarded("public.read", ever_public_of)
def filing(request: HttpRequest, publication: Publication) -> HttpResponse:
    """A unit's filing to be read."""
    edition = _edition(publication, _asked_number(request))
    if edition is None:
        return _gone(publication)
    return _conditional(request, edition, lambda: _filing(publication, edition))


def _filing(publication: Publication, edition: Edition) -> HttpResponse:
    read, shown = edition_shown(edition)
    said = [compared(c, publication.published_on, localdate()) for c in claims(read)]
    waivers = publication.assignment.waivers.filter(approved_at__isnull=False)
    context = {
        "publication": publication,
        "edition": edition,
        "editions": publication.editions.all(),
        "leaves": shown,
        "kinds": kinds(),
        "claims": said,
        "waivers": [_waiver(each) for each in waivers],
        "cell_url": reverse("public-cell", args=(publication.pk, edition.number)),
    }
    return page("publication/public_filing.html", context)


@for_everybody
@guarded("public.read", ever_public_of)
def cell(request: HttpRequest, publication: Publication) -> HttpResponse:
    """What is behind one figure."""
    edition = _edition(publication, _asked_number(request))
    if edition is None:
        return _gone(publication)
    read, _ = edition_shown(edition)
    parts = (request.GET.get(name, "") for name in ("form", "key", "row", "column"))
    found = behind(read, Ref(*parts))
    if found is None:
        raise Http404
    context = {
        "publication": publication,
        "edition": edition,
        "behind": found,
        "cell_url": reverse("public-cell", args=(publication.pk, edition.number)),
    }
    response = _conditional(
        request, edition, lambda: page("publication/public_cell.html", context)
    )
    # Shown beside the filing by a script it is no page to come back to.
    response["HX-Push-Url"] = "false"
    return response


@for_everybody
@guarded("public.read", ever_public_of)
def download(request: HttpRequest, publication: Publication) -> HttpResponse:
    """An edition as a file."""
    assert request.resolver_match is not None
    kind = request.resolver_match.kwargs["kind"]
    if kind not in TYPES:
        raise Http404
    edition = _edition(publication, _asked_number(request))
    if edition is None:
        return _gone(publication)
    return _conditional(request, edition, lambda: _download(publication, edition, kind))


def _download(publication: Publication, edition: Edition, kind: str) -> HttpResponse:
    read, _ = edition_shown(edition)
    try:
        data = exported(edition, read, kind)
    except ValueError as fault:
        return page(
            "publication/public_sentence.html", {"sentence": str(fault)}, status=409
        )
    name = f"{publication.unit_name}{publication.year}年度绩效自评（公开第{edition.number}版）.{kind}"
    response = HttpResponse(data, content_type=TYPES[kind])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@for_everybody
@guarded("public.browse")
def waivers(request: HttpRequest) -> HttpResponse:
    """Every error that the bureau let stand, and why: a public record."""
    found = (
        Waiver.objects.filter(approved_at__isnull=False)
        .exclude(assignment__publication__state=Publication.State.EXEMPT)
        .select_related(
            "assignment__unit",
            "assignment__campaign",
            "assignment__publication",
            "approved_by",
        )
        .order_by("-approved_at")
    )
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": shown, "waivers": [_waiver(each) for each in shown]}
    return page("publication/public_waivers.html", context)


def _waiver(waiver: Waiver) -> dict[str, Any]:
    """What the public sees of it. What it says of the filing is shown when the filing
    is public, without what was masked there."""
    publication: Publication | None = getattr(waiver.assignment, "publication", None)
    hidden: list[str] = []
    public = False
    if publication is not None and publication.current_id is not None:
        public = True
        # What is proposed counts too: while it is corrected, all is to be confirmed anew.
        masks = publication.masks.exclude(decision=Mask.Decision.KEEP)
        hidden = sorted((mask.found for mask in masks), key=len, reverse=True)
    return {
        "unit": waiver.assignment.unit.name,
        "year": waiver.assignment.campaign.year,
        "rule": waiver.rule,
        "message": _masked(waiver.message, hidden) if public else NOT_YET,
        "reason": _masked(waiver.reason, hidden) if public else NOT_YET,
        "approver": str(waiver.approved_by) if waiver.approved_by else "",
        "approved_on": waiver.approved_at,
        "until": waiver.until,
    }


def _masked(text: str, found: Iterable[str]) -> str:
    for words in found:
        text = text.replace(words, SHOWN)
    return masked_text(text)


@for_everybody
@guarded("public.browse")
def rule(request: HttpRequest, rule: str) -> HttpResponse:
    """What a rule checks, why, and on what it rests."""
    card = cards().get(rule)
    if card is None:
        raise Http404
    parts = []
    for chunk in card.page.split("## ")[1:] or [card.page]:
        heading, _, text = chunk.partition("\n")
        parts.append((heading.strip(), text.strip().splitlines()))
    context = {"card": card, "parts": parts, "cites": [str(c) for c in card.cites]}
    return page("publication/public_rule.html", context)


@for_everybody
@guarded("public.browse")
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read what is public, and nothing else."""
    text = "User-agent: *\nAllow: /public/\nAllow: /static/\nDisallow: /\n"
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response
