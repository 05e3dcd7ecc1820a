"""The first page, messages, and the boards."""

import csv
from io import StringIO

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate

from jiping.web.boards import charts
from jiping.web.boards.figures import Board, board, seen_by
from jiping.web.boards.todo import tasks, waivers_asked
from jiping.web.campaigns.calendar import calendar, days_late
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.core.guard import acting, back, guarded
from jiping.web.core.policy import READERS
from jiping.web.core.sending import sent
from jiping.web.inbox.models import Message

_MESSAGES = 30
_KINDS = {
    "filling": "state-1",
    "signing": "state-2",
    "submitted": "state-3",
    "returned": "state-4",
    "approved": "state-5",
    "accepted": "state-6",
}


@guarded("home.view")
def home(request: HttpRequest) -> HttpResponse:
    """What is mine to do, how my own packages stand, and what I was told."""
    user = request.user
    own = user.units_as(*READERS)  # type: ignore[union-attr]
    mine = (
        Assignment.objects.filter(
            unit__in=own,
            campaign__state__in=[Campaign.State.ISSUED, Campaign.State.CLOSED],
        )
        .select_related("campaign", "unit")
        .order_by("-campaign__year", "unit__code")
    )
    shown = {
        "tasks": tasks(user),  # type: ignore[arg-type]
        "waivers": waivers_asked(user),  # type: ignore[arg-type]
        "assignments": mine[:12],
        "told": user.inbox.filter(read_at=None)[:6],  # type: ignore[union-attr]
    }
    return render(request, "boards/home.html", shown)


@guarded("inbox.view")
def inbox(request: HttpRequest) -> HttpResponse:
    """My messages, the newest first; a post marks all of them as read."""
    messages = acting(request).inbox.all()
    if request.method == "POST":
        messages.filter(read_at=None).update(read_at=timezone.now())
        return back(request, reverse("inbox"))
    page = Paginator(messages, _MESSAGES).get_page(request.GET.get("page"))
    return render(request, "boards/inbox.html", {"page": page})


@guarded("inbox.view")
def open_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one of my messages as read and go to what it is about."""
    message = get_object_or_404(Message, pk=pk, to=request.user)
    if message.read_at is None:
        message.read_at = timezone.now()
        message.save(update_fields=["read_at"])
    return back(request, message.link or reverse("inbox"))


@guarded("board.view")
def newest(request: HttpRequest) -> HttpResponse:
    """The board of the newest campaign."""
    campaign = Campaign.objects.exclude(state=Campaign.State.DRAFT).first()
    if campaign is None:
        return render(request, "boards/none.html")
    return back(request, reverse("campaign-board", args=(campaign.pk,)))


@guarded("board.view")
def campaign_board(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is where, who is late, findings by rule, scores and execution."""
    campaign = get_object_or_404(Campaign, pk=pk)
    shown = board(seen_by(acting(request), campaign), localdate())
    context = {
        "campaign": campaign,
        "campaigns": Campaign.objects.exclude(state=Campaign.State.DRAFT),
        "board": shown,
        "states": [state.label for state in Assignment.LIVE],
        "drawn": {name: mark_safe(svg) for name, svg in _charts(shown).items()},
        "today": localdate(),
    }
    return render(request, "boards/board.html", context)


def _charts(shown: Board) -> dict[str, str]:
    labels = dict(Assignment.State.choices)
    standings = [
        (
            each.department,
            [
                charts.Part(amount=each.states[s], kind=_KINDS[s], name=str(labels[s]))
                for s in Assignment.LIVE
            ],
        )
        for each in shown.standings
    ]
    rules = [
        (title, [charts.Part(amount=count, kind=severity, name=rule)])
        for rule, title, severity, count, _ in shown.rules
    ]
    bands = [
        (name, [charts.Part(amount=count, kind="plain", name=name)])
        for name, count in shown.bands
    ]
    points = [
        charts.Point(
            across=each.execution,
            up=each.score,
            kind=each.colour or "plain",
            name=f"{each.assignment.unit}：执行率{each.execution}%，自评{each.score}分",
        )
        for each in shown.scored
        if each.execution is not None
    ]
    return {
        "standings": charts.bars("各部门自评材料所处环节", standings),
        "rules": charts.bars("各规则查出的问题数", rules),
        "bands": charts.bars("自评得分分布", bands),
        "plot": charts.plot(
            "预算执行率与自评得分", "预算执行率（%）", "自评得分", points
        ),
    }


@guarded("board.export")
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The packages of the campaign as CSV, for a workbook."""
    campaign = get_object_or_404(Campaign, pk=pk)
    assignments = seen_by(acting(request), campaign)
    today = localdate()
    scored = {each.assignment.pk: each for each in board(assignments, today).scored}
    known, out = calendar(), StringIO()
    writer = csv.writer(out)
    writer.writerow(
        (
            "单位编码",
            "单位",
            "环节",
            "截止日期",
            "逾期工作日",
            "自评得分",
            "预算执行率",
            "错误",
            "警告",
            "预警",
        )
    )
    for each in assignments:
        found = scored.get(each.pk)
        late = days_late(known, each.due, today) if each.is_late(today) else 0
        lights = "；".join(light["text"] for light in found.lights) if found else ""
        figures = (found.score, found.execution, found.errors, found.warnings) if found else ("",) * 4  # fmt: skip
        row = (each.unit.code, each.unit.name, each.get_state_display(), each.due, late, *figures, lights)  # fmt: skip
        writer.writerow([_text(value) for value in row])
    data = ("\ufeff" + out.getvalue()).encode()
    return sent(data, "text/csv; charset=utf-8", f"{campaign.year}年度自评明细.csv")


def _text(value: object) -> str:
    """What a workbook takes for text, never for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
