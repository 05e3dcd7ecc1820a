"""Staff pages: what is to be published by when, masks, publishing, withdrawing."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiping.web.accounts.models import User
from jiping.web.campaigns.models import Assignment
from jiping.web.core.forms import number
from jiping.web.core.guard import acting, back, guarded
from jiping.web.core.policy import within
from jiping.web.publication.actions import (
    AddMask,
    Confirm,
    Correct,
    Prepare,
    PublicationAction,
    Publish,
    Remind,
    Scan,
    SetReply,
    Withdraw,
    publication_of,
)
from jiping.web.publication.claims import claims, compared
from jiping.web.publication.deadlines import Deadline, deadline, terms
from jiping.web.publication.exempting import Exempt, Lift
from jiping.web.publication.exports import kinds
from jiping.web.publication.masking import Unsafe, masked_plan
from jiping.web.publication.models import Publication
from jiping.web.publication.shown import leaves
from jiping.web.submissions.reading import filing_in

ON_A_PAGE = 50


def of_assignment(assignment: int) -> Publication:
    """The publication of a unit's part in a campaign, a new one where it was not begun.
    Raises Http404."""
    parts = Assignment.objects.select_related("campaign", "unit__parent__parent")
    return publication_of(get_object_or_404(parts, pk=assignment))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One unit in the list."""

    assignment: Assignment
    publication: Publication
    deadline: Deadline
    public: bool

    @property
    def overdue(self) -> bool:
        """Whether its day has passed and it is not public."""
        day = self.deadline.day
        waiting = not self.public and self.publication.policy_state != "exempt"
        return waiting and day is not None and localdate() > day


@guarded("publication.list")
def listing(request: HttpRequest) -> HttpResponse:
    """Every accepted filing within reach: what is public, what is due."""
    user = request.user
    assert isinstance(user, User)
    found = within_reach(user).filter(
        Q(state=Assignment.State.ACCEPTED) | Q(publication__isnull=False)
    )
    waiting = request.GET.get("waiting") == "1"
    if waiting:
        found = found.filter(
            Q(publication__isnull=True) | Q(publication__published_on=None)
        )
    words, year = request.GET.get("q", "").strip(), number(request.GET.get("year", ""))
    years = sorted(set(found.values_list("campaign__year", flat=True)), reverse=True)
    if words:
        found = found.filter(
            Q(unit__name__contains=words) | Q(unit__parent__name__contains=words)
        )
    if year is not None:
        found = found.filter(campaign__year=year)
    asked = {"waiting": "1" if waiting else "", "q": words, "year": year or ""}
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    first = next(iter(page), None)
    shown = {
        "page": page,
        "waiting": waiting,
        "words": words,
        "year": year,
        "years": years,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "lines": list(_lines(page)),
        "terms": list(terms(first.campaign.year, first.campaign.form)) if first else [],
    }
    return render(request, "publication/list.html", shown)


def within_reach(user: User) -> QuerySet[Assignment]:
    """The parts of the units whose filings the person may look at."""
    every = Assignment.objects.select_related(
        "campaign", "unit__parent__parent", "publication__current"
    ).order_by("-campaign__year", "unit__code")
    return every.filter(within(user, "publication.view"))


def _lines(assignments: Iterable[Assignment]) -> Iterable[Line]:
    for part in assignments:
        publication = getattr(part, "publication", None) or Publication(
            assignment=part, unit_name=part.unit.name, year=part.campaign.year
        )
        publication.assignment = part
        yield Line(
            assignment=part,
            publication=publication,
            deadline=deadline(publication),
            public=publication.current_id is not None,
        )


@never_cache
@guarded("publication.view", of_assignment)
def one(request: HttpRequest, publication: Publication) -> HttpResponse:
    """One filing: the deadline, the masks, the editions, what the report claims."""
    masks = list(publication.masks.select_related("by")) if publication.pk else []
    shown = {
        "publication": publication,
        "deadline": deadline(publication),
        "masks": masks,
        "left": sum(not mask.decision for mask in masks),
        "editions": publication.editions.select_related("by") if publication.pk else [],
        "claims": _claims(publication),
        "kinds": kinds(),
    }
    return render(request, "publication/one.html", shown)


def _claims(publication: Publication) -> list[object]:
    submission = publication.submission or publication.assignment.submissions.last()
    if submission is None:
        return []
    day, said = publication.published_on, claims(filing_in(submission))
    return [compared(claim, day, localdate()) for claim in said]


@never_cache
@guarded("publication.view", of_assignment)
def preview(request: HttpRequest, publication: Publication) -> HttpResponse:
    """What the public would see."""
    if publication.submission is None:
        return back(request, _page(publication))
    try:
        plan = masked_plan(publication)
    except Unsafe as fault:
        messages.error(request, str(fault))
        return back(request, _page(publication))
    shown = {"publication": publication, "leaves": leaves(plan, lambda ref: False)}
    return render(request, "publication/preview.html", shown)


def _page(publication: Publication) -> str:
    return reverse("publication-one", args=(publication.assignment_id,))


def _done(request: HttpRequest, action: PublicationAction, said: str) -> HttpResponse:
    publication = action.perform()
    messages.success(request, said)
    return back(request, _page(publication))


@require_POST
@guarded("publication.prepare", of_assignment)
def prepare(request: HttpRequest, publication: Publication) -> HttpResponse:
    """Begin."""
    action = Prepare(acting(request), publication.assignment)
    return _done(request, action, "已扫描个人信息，请逐处确认。")


@require_POST
@guarded("publication.scan", of_assignment)
def scan(request: HttpRequest, publication: Publication) -> HttpResponse:
    """Look anew."""
    action = Scan(acting(request), publication)
    return _done(request, action, "已重新扫描，原来确认过的保留。")


@require_POST
@guarded("publication.add_mask", of_assignment)
def add_mask(request: HttpRequest, publication: Publication) -> HttpResponse:
    """Mark words by hand."""
    action = AddMask(acting(request), publication, request.POST.get("words", ""))
    return _done(request, action, "已标出，请确认隐去。")


@require_POST
@guarded("publication.confirm", of_assignment)
def confirm(request: HttpRequest, publication: Publication) -> HttpResponse:
    """Decide on the stretches that were chosen, or mask all that are open."""
    decisions: dict[int, tuple[str, str]] = {}
    for name, decision in request.POST.items():
        pk = number(name.removeprefix("decision-"))
        if name.startswith("decision-") and pk is not None and decision:
            decisions[pk] = (str(decision), request.POST.get(f"reason-{pk}", ""))
    action = Confirm(acting(request), publication, decisions)
    return _done(request, action, f"已确认{len(decisions)}处。")


@require_POST
@guarded("publication.reply", of_assignment)
def reply(request: HttpRequest, publication: Publication) -> HttpResponse:
    """The day of the reply."""
    action = SetReply(acting(request), publication, request.POST.get("day", ""))
    return _done(request, action, "决算批复日期已登记。")


@require_POST
@guarded("publication.publish", of_assignment)
def publish(request: HttpRequest, publication: Publication) -> HttpResponse:
    """Make it public."""
    action = Publish(acting(request), publication)
    return _done(request, action, "已向社会公开。")


@require_POST
@guarded("publication.correct", of_assignment)
def correct(request: HttpRequest, publication: Publication) -> HttpResponse:
    """Begin a new edition."""
    action = Correct(
        acting(request),
        publication,
        request.POST.get("reason", ""),
        hide=request.POST.get("hide") == "1",
    )
    return _done(request, action, "请确认个人信息后公开新的一版。")


@require_POST
@guarded("publication.withdraw", of_assignment)
def withdraw(request: HttpRequest, publication: Publication) -> HttpResponse:
    """Take it back."""
    action = Withdraw(acting(request), publication, request.POST.get("reason", ""))
    return _done(request, action, "已撤回，公开页只留下公开和撤回的记录。")


@require_POST
@guarded("publication.remind", of_assignment)
def remind(request: HttpRequest, publication: Publication) -> HttpResponse:
    """Say that it is due."""
    Remind(acting(request), publication.assignment).perform()
    messages.success(request, f"已催办{publication.unit_name}。")
    return back(request, reverse("publication"))


@require_POST
@guarded("publication.exempt", of_assignment)
def exempt(request: HttpRequest, publication: Publication) -> HttpResponse:
    """Not to be public."""
    reason, ground = request.POST.get("reason", ""), request.POST.get("ground", "")
    action = Exempt(acting(request), publication.assignment, reason, ground)
    return _done(request, action, "已批准不予公开。")


@require_POST
@guarded("publication.lift", of_assignment)
def lift(request: HttpRequest, publication: Publication) -> HttpResponse:
    """To be public after all."""
    action = Lift(acting(request), publication, request.POST.get("reason", ""))
    return _done(request, action, "已取消不予公开，请确认个人信息后公开。")
