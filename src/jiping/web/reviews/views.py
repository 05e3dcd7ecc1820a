"""The bureau's pages: the queue, one package beside its re-check, draws."""

from collections import Counter
from datetime import timedelta
from shlex import quote
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from jiping.web.accounts.models import Role
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.core.actions import Refused
from jiping.web.core.forms import number
from jiping.web.core.guard import acting, back, guarded, may
from jiping.web.core.policy import decide
from jiping.web.core.sending import sent
from jiping.web.reviews import actions
from jiping.web.reviews.models import Draw, ReviewResult
from jiping.web.reviews.queue import NAMES, WEIGHTS, Waiting, queue
from jiping.web.reviews.scores import rechecked
from jiping.web.submissions.changes import differences
from jiping.web.submissions.examining import examined, posted_key, posted_place
from jiping.web.submissions.judging import office_of
from jiping.web.submissions.models import Submission
from jiping.web.submissions.people import bureau_of
from jiping.web.submissions.views import day_of, submission
from jiping.web.units.models import Unit

# How long a unit is given to mend what was returned, unless another day is set.
WEEK = timedelta(days=7)
_BUREAU = (Role.REVIEWER, Role.BUREAU_HEAD)
_SHOWN = (
    ("approved", "待复核"),
    ("returned", "已退回"),
    ("accepted", "复核通过"),
)


def campaign(pk: int) -> Campaign:
    """Raises Http404."""
    return get_object_or_404(Campaign.objects.exclude(state="draft"), pk=pk)


def campaign_of(campaign: int) -> Campaign:
    """As ``campaign``, under the name that its address gives."""
    return get_object_or_404(Campaign.objects.exclude(state="draft"), pk=campaign)


def drawing(pk: int) -> Draw:
    """Raises Http404."""
    return get_object_or_404(Draw.objects.select_related("campaign"), pk=pk)


@require_GET
@guarded("review.list")
def reviews(request: HttpRequest) -> HttpResponse:
    """The queue of a campaign, by deadline and risk."""
    campaigns = list(Campaign.objects.exclude(state="draft"))
    wanted = request.GET.get("campaign", "")
    chosen = next((c for c in campaigns if str(c.pk) == wanted), None)
    chosen = chosen or next(iter(campaigns), None)
    state = request.GET.get("state", "approved")
    state = state if state in dict(_SHOWN) else "approved"
    counts = _counts(chosen) if chosen else {}
    waiting = queue(chosen, state) if chosen else []
    results = _results(chosen) if state == "accepted" else {}
    shown = {
        "campaigns": campaigns,
        "campaign": chosen,
        "state": state,
        "states": [(value, label, counts.get(value, 0)) for value, label in _SHOWN],
        "departments": _departments(waiting),
        "queue": [
            (each, results.get(each.submission.pk))
            for each in _wanted(request, waiting)
        ],
        "counts": [(each.label, counts.get(each, 0)) for each in Assignment.State],
        "weights": [(NAMES[name], weight) for name, weight in WEIGHTS.items()],
        "today": timezone.localdate(),
    }
    return render(request, "reviews/queue.html", shown)


def _counts(chosen: Campaign) -> Counter[str]:
    return Counter(chosen.assignments.values_list("state", flat=True))


def _departments(waiting: list[Waiting]) -> list[Unit]:
    found = {each.part.unit.department for each in waiting}
    return sorted((unit for unit in found if unit), key=lambda unit: unit.code)


def _wanted(request: HttpRequest, waiting: list[Waiting]) -> list[Waiting]:
    """Those of the department and with the words in their name that are asked for."""
    department = number(request.GET.get("department", ""))
    words = request.GET.get("q", "").strip()
    return [
        each
        for each in waiting
        if department in (None, getattr(each.part.unit.department, "pk", None))
        and words in f"{each.part.unit.code} {each.part.unit.name}"
    ]


def _results(chosen: Campaign | None) -> dict[int, ReviewResult]:
    """What was re-checked, by version."""
    every = ReviewResult.objects.filter(submission__assignment__campaign=chosen)
    return {each.submission_id: each for each in every.select_related("by")}


def office(request: HttpRequest, subject: Submission) -> Unit:
    """The bureau for which the person acts. An auditor looks on with its eyes."""
    if acting(request).holds(*_BUREAU):
        return office_of(acting(request), subject.policy_unit, *_BUREAU)
    return bureau_of(subject.policy_unit) or subject.policy_unit


@require_GET
@guarded("review.examine", submission)
def examine(request: HttpRequest, subject: Submission) -> HttpResponse:
    """The forms as handed in beside what is computed and found, scores, changes."""
    decision = decide(acting(request), "review.judge", subject)
    shown: dict[str, Any] = examined(subject, office(request, subject)) | {
        "judging": bool(decision) and subject.is_last,
        "why_not": decision.reason or "单位又提交了新的版本，请看新的版本。",
        "judge_url": reverse("review-judge", args=(subject.pk,)),
        "point_url": reverse("review-point", args=(subject.pk,)),
        "pass_url": reverse("review-accept", args=(subject.pk,)),
        "return_url": reverse("review-return", args=(subject.pk,)),
        "pass_title": "复核通过",
        "proposed_due": timezone.localdate() + WEEK,
        "scores": rechecked(subject),
        "result": ReviewResult.objects.filter(submission=subject).first(),
    }
    if shown["before"]:
        shown["old"] = shown["before"]
        shown["differences"] = differences(shown["before"], subject)
    return render(request, "reviews/review.html", shown)


def _back(request: HttpRequest, subject: Submission, part: str) -> HttpResponse:
    return back(request, reverse("review", args=(subject.pk,)) + f"#{part}")


@require_POST
@guarded("review.judge", submission)
def judge(request: HttpRequest, subject: Submission) -> HttpResponse:
    """Agree to a finding, or dismiss it."""
    actions.BureauJudges(
        acting(request),
        subject,
        office(request, subject),
        key=posted_key(request),
        verdict=request.POST.get("verdict", ""),
        reason=request.POST.get("reason", ""),
    ).perform()
    return _back(request, subject, "findings")


@require_POST
@guarded("review.judge", submission)
def point(request: HttpRequest, subject: Submission) -> HttpResponse:
    """Add a point at a cell, or take one back."""
    mine = office(request, subject)
    drop = number(request.POST.get("drop", ""))
    if drop is not None:
        actions.BureauDrops(acting(request), subject, mine, drop).perform()
        return _back(request, subject, "findings")
    ref, names = posted_place(request, subject)
    message = request.POST.get("message", "")
    actions.BureauAdds(
        acting(request), subject, mine, ref=ref, names=names, message=message
    ).perform()
    return _back(request, subject, "findings")


@require_POST
@guarded("review.rescore", submission)
def score(request: HttpRequest, subject: Submission) -> HttpResponse:
    """Other points for a row."""
    actions.GivePoints(
        acting(request),
        subject,
        office(request, subject),
        at=request.POST.get("at", ""),
        points=request.POST.get("points", ""),
        reason=request.POST.get("reason", ""),
    ).perform()
    page = reverse("review", args=(subject.pk,))
    return back(request, f"{page}?scores=open#scores")


@require_POST
@guarded("review.accept", submission)
def accept(request: HttpRequest, subject: Submission) -> HttpResponse:
    """Done."""
    actions.Accept(
        acting(request),
        subject,
        office(request, subject),
        request.POST.get("opinion", ""),
        request.POST.get("rule_set", ""),
    ).perform()
    messages.success(request, f"{subject.policy_unit}的材料已复核通过。")
    return back(request, reverse("reviews"))


@require_POST
@guarded("review.return", submission)
def give_back(request: HttpRequest, subject: Submission) -> HttpResponse:
    """Back to the unit by way of its department."""
    actions.BureauReturns(
        acting(request),
        subject,
        office(request, subject),
        due=day_of(request, "due"),
        opinion=request.POST.get("opinion", ""),
    ).perform()
    messages.success(request, f"已退回{subject.policy_unit}，意见书已写好。")
    return back(request, reverse("reviews"))


@require_GET
@guarded("draw.view", campaign_of)
def draws(request: HttpRequest, subject: Campaign) -> HttpResponse:
    """The draws of a campaign, and a form to announce one."""
    announcing = may(request, "draw.announce", subject)
    shown = {
        "campaign": subject,
        "draws": subject.draws.all(),
        "announcing": announcing,
        "population": len(actions.population(subject)) if announcing else 0,
    }
    return render(request, "reviews/draws.html", shown)


@require_POST
@guarded("draw.announce", campaign)
def announce(request: HttpRequest, subject: Campaign) -> HttpResponse:
    """Publish the list and the seed's digest."""
    count = number(request.POST.get("count", ""))
    if count is None:
        raise Refused("抽取数要填整数。")
    made = actions.Announce(
        acting(request),
        subject,
        title=request.POST.get("title", ""),
        count=count,
        seed=request.POST.get("seed", ""),
        public_source=request.POST.get("public_source", ""),
    ).perform()
    messages.success(request, "已公布名单和种子摘要。")
    return back(request, reverse("draw", args=(made.pk,)))


@require_GET
@guarded("draw.view", drawing)
def one_draw(request: HttpRequest, subject: Draw) -> HttpResponse:
    """A draw: what was published before, and once opened its seed and result."""
    drawn = [(*line.partition("\t")[::2], digest) for line, digest in subject.result]
    shown = {
        "draw": subject,
        "drawn": drawn,
        "command": _again(subject),
        "population": [
            line.partition("\t")[::2] for line in sorted(subject.population)
        ],
        "opening": may(request, "draw.open", subject),
    }
    return render(request, "reviews/draw.html", shown)


def _again(draw: Draw) -> str:
    """The command with which anybody draws again from the list downloaded."""
    asked = ("--seed", draw.whole_seed, "--list", f"抽查名单-{draw.pk}.txt")
    told = ("--count", str(draw.count), "--list-digest", draw.list_digest)
    return " ".join(map(quote, ("jiping", "draw", *asked, *told)))


@require_POST
@guarded("draw.open", drawing)
def open_draw(request: HttpRequest, subject: Draw) -> HttpResponse:
    """Open the seed and draw."""
    value = request.POST.get("public_value", "")
    actions.Open(acting(request), subject, value).perform()
    messages.success(request, "已开签。")
    return back(request, reverse("draw", args=(subject.pk,)))


@require_GET
@guarded("draw.view", drawing)
def draw_list(request: HttpRequest, subject: Draw) -> HttpResponse:
    """The list as its digest is taken over it."""
    text = "".join(f"{line}\n" for line in sorted(subject.population))
    kind = "text/plain; charset=utf-8"
    return sent(text.encode(), kind, f"抽查名单-{subject.pk}.txt")
