"""Pages of rectification tasks."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from jiping.web.accounts.models import User
from jiping.web.campaigns.models import Campaign
from jiping.web.core.actions import Refused
from jiping.web.core.guard import acting, back, guarded
from jiping.web.core.policy import ALL, BELOW, TABLE
from jiping.web.core.sending import sent
from jiping.web.core.uploads import File, files_of, takes_files
from jiping.web.followup import actions
from jiping.web.followup.models import Proof, Rectification
from jiping.web.followup.origins import LONGEST, Part, open_of_each, open_origins
from jiping.web.followup.workbook import EXCEL, tasks_workbook
from jiping.web.submissions.storing import kept
from jiping.web.units.models import Unit

_BY_HAND = 2
_USUAL_DAYS = 20


def campaign_of(campaign: int) -> Campaign:
    """A campaign that was issued. Raises Http404."""
    issued = Campaign.objects.exclude(state=Campaign.State.DRAFT)
    return get_object_or_404(issued, pk=campaign)


def part_of(campaign: int, unit: int) -> Part:
    """A unit that has a part in a campaign. Raises Http404."""
    about = campaign_of(campaign)
    asked = Unit.objects.filter(assignments__campaign=about)
    return Part(about, get_object_or_404(asked.distinct(), pk=unit))


def task_of(pk: int) -> Rectification:
    """A task. Raises Http404."""
    every = Rectification.objects.select_related(
        "unit__parent__parent", "office", "campaign", "issued_by"
    )
    return get_object_or_404(every, pk=pk)


def proof_of(pk: int) -> Proof:
    """A file of a task. Raises Http404."""
    every = Proof.objects.select_related("step__task__unit__parent__parent")
    return get_object_or_404(every, pk=pk)


def seen_by(user: User) -> "QuerySet[Rectification]":
    """The tasks that the policy lets a person see."""
    grant = TABLE["followup.view"]
    every = Rectification.objects.select_related("unit", "office", "campaign")
    seen = Q(pk__in=())
    for membership in user.roles:
        reach = grant.roles.get(membership.role)
        if reach == ALL:
            return every
        if reach == BELOW:
            seen |= Q(unit__in=membership.unit.below())
        elif reach is not None:
            seen |= Q(unit=membership.unit)
    return every.filter(seen)


_SHOWN: dict[str, Callable[[date], Q]] = {
    "": lambda today: ~Q(state=Rectification.State.CLOSED),
    "late": lambda today: Q(state__in=Rectification.OURS, due__lt=today),
    "reported": lambda today: Q(state=Rectification.State.REPORTED),
    "closed": lambda today: Q(state=Rectification.State.CLOSED),
}
_TABS = (("", "未销号"), ("late", "逾期"), ("reported", "待核查"), ("closed", "已销号"))


@require_GET
@guarded("followup.list")
def listing(request: HttpRequest) -> HttpResponse:
    """Tasks by deadline, of one campaign or of all."""
    today = localdate()
    which = request.GET.get("show", "")
    year = request.GET.get("campaign", "")
    seen = seen_by(acting(request))
    campaigns = Campaign.objects.exclude(state=Campaign.State.DRAFT)
    chosen = campaigns.filter(pk=int(year)).first() if _number(year) else None
    if chosen is not None:
        seen = seen.filter(campaign=chosen)
    found = seen.filter(_SHOWN.get(which, _SHOWN[""])(today))
    context = {
        "rows": [(task, task.is_late(today)) for task in found[:500]],
        "tabs": [
            (key, words, seen.filter(_SHOWN[key](today)).count(), key == which)
            for key, words in _TABS
        ],
        "which": which,
        "campaigns": campaigns,
        "campaign": chosen,
        "current": chosen or campaigns.first(),
    }
    return render(request, "followup/list.html", context)


def _number(text: str) -> bool:
    return text.isdecimal() and len(text) < 16


@require_GET
@guarded("followup.view", task_of)
def one(request: HttpRequest, task: Rectification) -> HttpResponse:
    """A task with all that was done about it."""
    context = {
        "task": task,
        "late": task.is_late(localdate()),
        "steps": task.steps.select_related("by").prefetch_related("proofs"),
        "own": task.office_id
        in {u.pk for u in acting(request).units_as(*actions.ASKERS)},
        "most": actions.MOST_FILES,
    }
    return render(request, "followup/task.html", context)


@require_GET
@guarded("followup.view", proof_of)
def proof(request: HttpRequest, about: Proof) -> HttpResponse:
    """A file as it was sent, to be saved and not run. Raises Refused where it was
    changed on the disk."""
    data = kept(about.file.name or "")
    return sent(data, "application/octet-stream", about.name)


def _to(request: HttpRequest, task: Rectification, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return back(request, actions.page_of(task))


@require_POST
@takes_files(actions.MOST_BYTES)
@guarded("followup.report", task_of)
def report(request: HttpRequest, task: Rectification) -> HttpResponse:
    """What was mended, with files."""
    given = "proof" in request.FILES or getattr(request, "too_large", False)
    files: list[File] = files_of(request, "proof", actions.MOST_FILES) if given else []
    text = request.POST.get("text", "")
    actions.ReportRectification(acting(request), task, text, files).perform()
    return _to(request, task, "整改情况已反馈，等待核查。")


@require_POST
@guarded("followup.accept", task_of)
def accept(request: HttpRequest, task: Rectification) -> HttpResponse:
    """It is mended."""
    opinion = request.POST.get("opinion", "")
    actions.AcceptRectification(acting(request), task, opinion).perform()
    return _to(request, task, "核查通过，可以销号。")


@require_POST
@guarded("followup.return", task_of)
def give_back(request: HttpRequest, task: Rectification) -> HttpResponse:
    """It is not."""
    opinion = request.POST.get("opinion", "")
    due = _day(request, "due")
    actions.ReturnRectification(acting(request), task, opinion, due).perform()
    return _to(request, task, "已退回继续整改。")


@require_POST
@guarded("followup.extend", task_of)
def extend(request: HttpRequest, task: Rectification) -> HttpResponse:
    """More time."""
    due = _day(request, "due")
    if due is None:
        raise Refused("请填写延到哪一天。")
    reason = request.POST.get("reason", "")
    actions.ExtendRectification(acting(request), task, due, reason).perform()
    return _to(request, task, f"期限已延至{due}。")


@require_POST
@guarded("followup.close", task_of)
def close(request: HttpRequest, task: Rectification) -> HttpResponse:
    """Off the list."""
    opinion = request.POST.get("opinion", "")
    actions.CloseRectification(acting(request), task, opinion).perform()
    return _to(request, task, "已销号。")


def _day(request: HttpRequest, name: str) -> date | None:
    """A day typed, None for nothing. Raises Refused for what is no date."""
    text = request.POST.get(name, "").strip()
    if not text:
        return None
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None:
        raise Refused("日期写法不对，请写成 2024-05-31。")
    return found


@require_GET
@guarded("followup.issue", campaign_of)
def choose(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Which unit is to mend something."""
    user = acting(request)
    asked = Unit.objects.filter(assignments__campaign=campaign).select_related("parent")
    bureau = user.holds("reviewer", "bureau_head")
    if not bureau:
        offices = user.units_as("department_officer")
        below = {u.pk for office in offices for u in office.below()}
        asked = asked.filter(pk__in=below - {office.pk for office in offices})
    units = list(asked.distinct())
    known = open_of_each(campaign, units)
    rows = [(unit, len(known[unit.pk])) for unit in units]
    context = {"campaign": campaign, "rows": rows}
    return render(request, "followup/choose.html", context)


@guarded("followup.issue", part_of)
def issue(request: HttpRequest, part: Part) -> HttpResponse:
    """Choose from what is known against a unit, and say until when it is to be mended."""
    if request.method == "POST":
        made = actions.IssueRectifications(
            acting(request),
            part,
            _wanted(request),
            _day(request, "due"),
            _days(request),
        ).perform()
        messages.success(request, f"已向{part.unit}下达{len(made)}项整改任务。")
        return back(request, f"{reverse('followup')}?campaign={part.campaign.pk}")
    context = {
        "part": part,
        "origins": open_origins(part),
        "days": _USUAL_DAYS,
        "own_rows": range(_BY_HAND),
        "longest": LONGEST,
    }
    return render(request, "followup/issue.html", context)


def _wanted(request: HttpRequest) -> list[actions.Wanted]:
    posted = request.POST
    chosen = [
        actions.Wanted(ref, "", posted.get(f"measure:{ref}", ""))
        for ref in posted.getlist("origin")
    ]
    for number in range(_BY_HAND):
        problem = posted.get(f"problem-{number}", "").strip()
        if problem:
            measure = posted.get(f"measure-{number}", "")
            chosen.append(actions.Wanted("", problem, measure))
    return chosen


def _days(request: HttpRequest) -> int | None:
    """So many working days, unless a day is given."""
    text = request.POST.get("days", "").strip()
    if not text or request.POST.get("due", "").strip():
        return None
    if not _number(text):
        raise Refused("工作日数要填整数。")
    return int(text)


@require_POST
@guarded("followup.remind", campaign_of)
def remind(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Tell who is late."""
    made = actions.RemindLate(acting(request), campaign).perform()
    messages.success(request, f"已催办{len(made)}项逾期的整改任务。")
    return back(request, f"{reverse('followup')}?campaign={campaign.pk}&show=late")


@require_GET
@guarded("followup.list")
def export(request: HttpRequest, campaign: int) -> HttpResponse:
    """The tasks that the person sees, as Excel."""
    about = campaign_of(campaign)
    found = seen_by(acting(request)).filter(campaign=about).order_by("unit__code", "pk")
    return workbook(
        tasks_workbook(about, found, localdate()), f"{about.year}年度整改台账.xlsx"
    )


def workbook(data: bytes, name: str) -> HttpResponse:
    """A workbook to be saved."""
    return sent(data, EXCEL, name)
