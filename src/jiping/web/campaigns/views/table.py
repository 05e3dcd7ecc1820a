"""The page of a running campaign with the table of its assignments, and extensions."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from jiping.web.accounts.models import Role
from jiping.web.campaigns.actions import Extend
from jiping.web.campaigns.calendar import calendar, days_late
from jiping.web.campaigns.forms import ExtendForm, ReasonForm
from jiping.web.campaigns.models import CONTENTS, Assignment, Campaign
from jiping.web.campaigns.scope import lacking, turn_words, visible
from jiping.web.campaigns.views.bureau import find
from jiping.web.campaigns.withdrawing import RestoreAssignment, WithdrawAssignment
from jiping.web.campaigns.workdays import Calendar
from jiping.web.core.forms import attempted, number
from jiping.web.core.guard import acting, back, guarded, may
from jiping.web.units.models import Unit

ON_A_PAGE = 100
_STATE = Assignment.State
_UNDER_WAY = (_STATE.FILLING, _STATE.SIGNING, _STATE.RETURNED)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table. ``late`` is in working days, None where that is not known."""

    assignment: Assignment
    late: int | None
    overdue: bool
    turn: str


def lines(found: list[Assignment]) -> list[Line]:
    """Assignments with how late they are and whose turn it is."""
    known, today = calendar(), localdate()
    return [_line(one, known, today) for one in found]


def _line(one: Assignment, known: Calendar, today: date) -> Line:
    until = one.turn_due
    overdue = until is not None and until < today
    return Line(one, days_late(known, until, today), overdue, turn_words(one))


@guarded("campaign.view", find)
def campaign(request: HttpRequest, about: Campaign) -> HttpResponse:
    """Where everybody is."""
    seen = visible(acting(request), about)
    counts = dict(seen.order_by().values_list("state").annotate(Count("pk")))
    found = (
        _filtered(request, seen, about)
        .annotate(extended=Count("extensions"))
        .order_by("unit__code")
    )
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    departments = Unit.objects.filter(
        kind=Unit.Kind.DEPARTMENT, assignments__in=seen.order_by()
    ).distinct()
    late = seen.filter(_late(about, localdate())).count()
    shown = {
        "campaign": about,
        "contents": [(name, getattr(about, field)) for field, name in CONTENTS],
        "states": [(s.value, s.label, counts.get(s.value, 0)) for s in _STATE],
        "total": sum(counts.values()),
        "late": late,
        "page": page,
        "lines": lines(list(page)),
        "departments": departments,
        "mine": [
            u
            for u in acting(request).units_as(Role.DEPARTMENT_OFFICER)
            if u in departments
        ],
        "lacking": lacking(about).count()
        if may(request, "campaign.assign", about)
        else 0,
    }
    return render(request, "campaigns/campaign.html", shown)


def _filtered(
    request: HttpRequest, seen: QuerySet[Assignment], about: Campaign
) -> QuerySet[Assignment]:
    asked = request.GET
    if (state := asked.get("state", "")) in _STATE.values:
        seen = seen.filter(state=state)
    if asked.get("late") == "1":
        seen = seen.filter(_late(about, localdate()))
    if unit := number(asked.get("department", "")):
        seen = seen.filter(Q(unit=unit) | Q(unit__parent=unit))
    if words := asked.get("q", "").strip():
        seen = seen.filter(Q(unit__name__icontains=words) | Q(unit__code=words))
    return seen


def _late(about: Campaign, today: date) -> Q:
    """As ``Assignment.turn_due`` says, asked of the database."""
    late = Q(state__in=_UNDER_WAY, due__lt=today)
    if about.department_due and about.department_due < today:
        late |= Q(state=_STATE.SUBMITTED, due__lt=today)
    if about.review_due and about.review_due < today:
        late |= Q(state=_STATE.APPROVED)
    return late


def find_assignment(pk: int) -> Assignment:
    """An assignment. Raises Http404."""
    one = Assignment.objects.select_related("unit__parent__parent", "campaign").filter(
        pk=pk
    )
    found = one.first()
    if found is None:
        raise Http404
    return found


@guarded("assignment.extend", find_assignment)
def extend(request: HttpRequest, about: Assignment) -> HttpResponse:
    """A later date for one unit."""
    form = ExtendForm(request.POST or None)
    page = reverse("campaign", args=[about.campaign_id])
    if request.method == "POST" and form.is_valid():
        action = Extend(acting(request), about, **form.cleaned_data)
        if made := attempted(form, action.perform):
            messages.success(request, f"{about.unit}延期到{made.until}。")
            return back(request, page)
    shown = {"assignment": about, "form": form, "back": page}
    shown["extensions"] = about.extensions.select_related("by")
    return render(request, "campaigns/extend.html", shown)


@guarded("assignment.withdraw", find_assignment)
def withdraw(request: HttpRequest, about: Assignment) -> HttpResponse:
    """Take a unit's part back."""
    return _asked_why(request, about, WithdrawAssignment, "撤回布置")


@guarded("assignment.restore", find_assignment)
def restore(request: HttpRequest, about: Assignment) -> HttpResponse:
    """Ask the unit after all."""
    return _asked_why(request, about, RestoreAssignment, "恢复布置")


def _asked_why(
    request: HttpRequest,
    about: Assignment,
    kind: type[WithdrawAssignment | RestoreAssignment],
    title: str,
) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    page = reverse("campaign", args=[about.campaign_id])
    if request.method == "POST" and form.is_valid():
        action = kind(acting(request), about, form.cleaned_data["reason"])
        if attempted(form, action.perform):
            messages.success(request, f"{about.unit}：已{title}。")
            return back(request, page)
    shown = {"assignment": about, "form": form, "back": page, "title": title}
    shown["kept"] = about.withdrawals.select_related("by", "ended_by")
    return render(request, "campaigns/withdraw.html", shown)
