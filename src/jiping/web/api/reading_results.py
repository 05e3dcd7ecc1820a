"""What programs may look at of what comes of a year's results."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from ninja import Router, Schema

from jiping.web.api.found import answer, one
from jiping.web.campaigns.models import Campaign
from jiping.web.core.guard import acting, require
from jiping.web.core.sending import sent
from jiping.web.followup.models import Proof, Rectification
from jiping.web.followup.origins import Part, open_origins
from jiping.web.followup.results import lines, ranking
from jiping.web.followup.tasks import part_of, seen_by
from jiping.web.submissions.storing import kept

router = Router(tags=["reading"])
Json = dict[str, Any]


class RectificationOut(Schema):
    """Something that a unit is to mend, as lists show it."""

    id: int
    campaign: int
    unit: str
    office: str
    source: str
    where: str
    problem: str
    measure: str
    due: date
    state: str
    state_label: str
    late: bool


class OriginOut(Schema):
    """Something known against a unit of which no task was made; ``ref`` is the ``origin``
    that ``issue-rectifications`` takes."""

    source: str
    ref: str
    where: str
    problem: str
    measure: str


class LineOut(Schema):
    """A project of a unit, or the unit as a whole (``key`` empty), for the next budget;
    scores in 分, ``budget`` as the form has it, ``execution`` in percent."""

    unit: str
    unit_id: int
    key: str
    name: str
    score: Decimal | None
    self_score: Decimal | None
    grade: str
    budget: Decimal | None
    execution: Decimal | None
    problems: Sequence[str]
    choice: str
    reason: str


class RankedOut(Schema):
    """A unit's rank by re-checked score; ``work`` is the final 附件5 grade."""

    rank: int | None
    unit: str
    unit_id: int
    score: Decimal | None
    self_score: Decimal | None
    grade: str
    work: Decimal | None
    open_tasks: int
    note: str


@router.get(
    "/campaigns/{pk}/rectifications",
    response=answer(list[RectificationOut]),
    summary="整改任务",
)
def rectifications(request: HttpRequest, pk: int) -> Any:
    """Those of a campaign that the person may see."""
    require(request, "followup.list")
    found = seen_by(acting(request)).filter(campaign=_issued(pk))
    return [_task(each) for each in found]


@router.get("/rectifications/{pk}", response=answer(Json), summary="一项整改任务")
def rectification(request: HttpRequest, pk: int) -> Any:
    """With all that was done about it, and the files that prove it."""
    found: Rectification = one(Rectification, pk)
    require(request, "followup.view", found)
    steps = found.steps.select_related("by").prefetch_related("proofs")
    return _task(found) | {
        "steps": [
            {
                "kind": step.kind,
                "text": step.text,
                "by": step.by.name,
                "at": step.at,
                "proofs": [
                    {"id": p.pk, "name": p.name, "size": p.size, "digest": p.digest}
                    for p in step.proofs.all()
                ],
            }
            for step in steps
        ]
    }


@router.get("/proofs/{pk}/file", response=answer(None), summary="下载整改佐证")
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was sent."""
    found: Proof = one(Proof, pk)
    require(request, "followup.view", found)
    return sent(kept(found.file.name or ""), "application/octet-stream", found.name)


@router.get(
    "/campaigns/{pk}/units/{unit}/origins",
    response=answer(list[OriginOut]),
    summary="可以下达整改的问题",
)
def origins(request: HttpRequest, pk: int, unit: int) -> Any:
    """What is known against a unit and was not asked to be mended yet."""
    _issued(pk)
    found: Part = part_of(pk, unit)
    require(request, "followup.issue", found)
    return [
        {
            "source": each.source,
            "ref": each.ref,
            "where": each.where,
            "problem": each.problem,
            "measure": each.measure,
        }
        for each in open_origins(found)
    ]


@router.get(
    "/campaigns/{pk}/budget-lines",
    response=answer(list[LineOut]),
    summary="预算安排建议",
)
def budget_lines(request: HttpRequest, pk: int) -> Any:
    """Every unit with a re-check, and its projects, with what was suggested."""
    campaign = _issued(pk)
    require(request, "followup.results", campaign)
    return [
        {
            "unit": each.unit.name,
            "unit_id": each.unit.pk,
            "key": each.key,
            "name": each.name,
            "score": each.score,
            "self_score": each.self_score,
            "grade": each.grade,
            "budget": each.budget,
            "execution": each.execution,
            "problems": each.problems,
            "choice": each.suggestion.choice if each.suggestion else "",
            "reason": each.suggestion.reason if each.suggestion else "",
        }
        for each in lines(campaign)
    ]


@router.get(
    "/campaigns/{pk}/ranking", response=answer(list[RankedOut]), summary="复核结果排名"
)
def ranked(request: HttpRequest, pk: int) -> Any:
    """Every unit that files, the best first."""
    campaign = _issued(pk)
    require(request, "followup.results", campaign)
    return [
        {
            "rank": each.rank,
            "unit": each.unit.name,
            "unit_id": each.unit.pk,
            "score": each.score,
            "self_score": each.self_score,
            "grade": each.grade,
            "work": each.work,
            "open_tasks": each.open_tasks,
            "note": each.note,
        }
        for each in ranking(campaign)
    ]


def _issued(pk: int) -> Campaign:
    """A campaign that was issued. Raises Http404."""
    found: Campaign = one(Campaign, pk)
    if found.state == Campaign.State.DRAFT:
        raise Http404
    return found


def _task(each: Rectification) -> Json:
    return {
        "id": each.pk,
        "campaign": each.campaign_id,
        "unit": each.unit.name,
        "office": each.office.name,
        "source": each.source,
        "where": each.where,
        "problem": each.problem,
        "measure": each.measure,
        "due": each.due,
        "state": each.state,
        "state_label": each.get_state_display(),
        "late": each.is_late(localdate()),
    }
