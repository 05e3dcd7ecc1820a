"""What programs may look at of files sent in: evidence, packages to be taken over, targets
approved with the budget."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from jiping.web.api.found import answer, draft_read, one
from jiping.web.campaigns.models import Campaign
from jiping.web.core.actions import Refused
from jiping.web.core.guard import acting, may, require
from jiping.web.drafts.evidence.files import handed_out
from jiping.web.drafts.evidence.places import HandedIn, groups
from jiping.web.drafts.importing.actions import DONE
from jiping.web.drafts.importing.plan import planned as read_plan
from jiping.web.drafts.models import Draft, Evidence, Proposal, TargetBatch
from jiping.web.drafts.targets.plan import planned as target_plan
from jiping.web.drafts.targets.views import owner_of

router = Router(tags=["reading"])
Json = dict[str, Any]


class EvidenceOut(Schema):
    """A file given for an indicator or an item of 附件5; ``ref`` is where
    (``add-evidence`` takes it)."""

    id: int
    ref: tuple[str, str, str, str]
    words: str
    name: str
    size: int
    digest: str
    page: str
    note: str
    withdrawn: bool


class ProposalOut(Schema):
    """A package that was read to fill a draft; done where it was taken over or dropped."""

    id: int
    files: list[Json]
    done: bool
    taken: int | None


class BatchOut(Schema):
    """Targets approved with the budget, as read from a file."""

    id: int
    campaign_id: int
    owner: str
    name: str
    digest: str
    state: str


@router.get(
    "/assignments/{pk}/evidence",
    response=answer(list[EvidenceOut]),
    summary="佐证材料",
)
def evidence(request: HttpRequest, pk: int) -> Any:
    """Every file of a draft, withdrawn ones with what stood for them."""
    draft = draft_read(pk)
    require(request, "evidence.view", draft)
    found = groups(draft) if draft.pk else ()
    return [
        _evidence(each, point.words)
        for group in found
        for point in group.points
        for each in point.files
    ]


def _evidence(each: Evidence, words: str) -> Json:
    return {
        "id": each.pk,
        "ref": (each.form, each.key, each.row, ""),
        "words": words,
        "name": each.name,
        "size": each.size,
        "digest": each.digest,
        "page": each.cited_page,
        "note": each.note,
        "withdrawn": each.withdrawn_at is not None,
    }


@router.get("/evidence/{pk}/file", response=answer(None), summary="下载佐证材料")
def evidence_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was sent: for the unit and its department; for bureau and auditors
    once it went along with a submission."""
    found: Evidence = one(Evidence, pk)
    if not may(request, "evidence.view", found):
        require(request, "evidence.examine", HandedIn(found))
    return handed_out(found)


@router.get(
    "/assignments/{pk}/proposals",
    response=answer(list[ProposalOut]),
    summary="从文件预填：传过的材料",
)
def proposals(request: HttpRequest, pk: int) -> Any:
    """The packages sent to fill this draft."""
    draft = draft_read(pk)
    require(request, "draft.import", draft)
    sent = draft.proposals.all() if draft.pk else ()
    return [
        {"id": p.pk, "files": p.files, "done": p.done_at is not None, "taken": p.taken}
        for p in sent
    ]


@router.get("/proposals/{pk}", response=answer(Json), summary="从文件预填：读出的内容")
def proposal(request: HttpRequest, pk: int) -> Any:
    """What was read, cell by cell, beside what the draft holds. ``take-over`` chooses by
    ``c-`` and the id of an item."""
    found: Proposal = one(Proposal, pk)
    require(request, "draft.import", found)
    if found.done_at is not None:
        raise Refused(DONE)
    plan = read_plan(found.draft, found.content)
    return {
        "assignment": found.draft.assignment_id,
        "revision": found.draft.revision,
        "mismatches": plan.mismatches,
        "lost": plan.lost,
        "items": [
            {
                "id": item.id,
                "ref": [item.ref.form, item.ref.key, item.ref.row, item.ref.column],
                "state": item.state,
                "theirs": item.theirs,
                "mine": item.mine,
                "asks": item.asks,
                "fixed": bool(item.fixed),
                "candidates": [each.raw for each in item.candidates],
            }
            for item in plan.items
        ],
    }


@router.get(
    "/campaigns/{pk}/target-batches",
    response=answer(list[BatchOut]),
    summary="批复绩效目标：传过的文件",
)
def batches(request: HttpRequest, pk: int) -> Any:
    """Those that the person's office sent."""
    require(request, "target.list")
    campaign: Campaign = one(Campaign, pk)
    found = TargetBatch.objects.filter(
        campaign=campaign, owner=owner_of(acting(request))
    )
    return [_batch(each) for each in found.select_related("owner", "campaign")]


@router.get(
    "/target-batches/{pk}", response=answer(Json), summary="批复绩效目标：一份文件"
)
def batch(request: HttpRequest, pk: int) -> Any:
    """What it would lock in which unit, and what is wrong with it; ``apply-targets``
    does it."""
    found: TargetBatch = one(TargetBatch, pk)
    require(request, "target.upload", found)
    if found.applied_at is not None:
        return _batch(found) | {"units": [], "problems": []}
    plan = target_plan(found, acting(request))
    return _batch(found) | {
        "units": [
            {
                "assignment": each.assignment.pk,
                "unit": each.assignment.unit.name,
                "targets": [
                    {
                        "project": target.project,
                        "level2": target.level2,
                        "level3": target.level3,
                        "target": target.target,
                        "weight": target.weight,
                    }
                    for target in each.targets
                ],
            }
            for each in plan.units
        ],
        "problems": [{"where": where, "said": said} for where, said in plan.problems],
    }


def _batch(found: TargetBatch) -> Json:
    return {
        "id": found.pk,
        "campaign_id": found.campaign_id,
        "owner": found.owner.name,
        "name": found.name,
        "digest": found.digest,
        "state": found.policy_state,
    }


@router.get(
    "/assignments/{pk}/targets", response=answer(Json), summary="一个单位的批复绩效目标"
)
def targets(request: HttpRequest, pk: int) -> Any:
    """The cells of a draft that are locked by approved targets."""
    draft = draft_read(pk)
    require(request, "target.view", draft)
    if draft.pk is None:
        return {"cells": []}
    return {"cells": _locked(draft)}


def _locked(draft: Draft) -> list[Json]:
    held = draft.cells.exclude(locked="").order_by("pk")
    return [
        {"ref": [c.form, c.key, c.row, c.column], "raw": c.raw, "why": c.locked}
        for c in held
    ]
