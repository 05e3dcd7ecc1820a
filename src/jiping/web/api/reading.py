"""What programs may look at: the same as the pages show, by the same policy."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from jiping.web.accounts.models import User
from jiping.web.api.found import answer, draft_read, one
from jiping.web.api.shown import (
    AssignmentOut,
    CampaignOut,
    GradeOut,
    PersonOut,
    PublicationOut,
    SubmissionOut,
    TaskOut,
    UnitOut,
    WaiverOut,
    assignment_shown,
    grade_shown,
    publication_shown,
    submission_shown,
)
from jiping.web.boards.figures import seen_by
from jiping.web.boards.todo import tasks
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.core.actions import Refused
from jiping.web.core.guard import acting, may, require
from jiping.web.drafts.models import Draft
from jiping.web.drafts.reading import look_at
from jiping.web.grading.models import DepartmentGrade
from jiping.web.publication.actions import publication_of
from jiping.web.reviews.scores import rechecked
from jiping.web.submissions import findings
from jiping.web.submissions.models import Submission, Waiver
from jiping.web.units.models import Unit
from jiping.writers import filing_json
from jiping.writers.records import ref_json

router = Router(tags=["reading"])
Json = dict[str, Any]


@router.get("/me", response=answer(Json), summary="我是谁，有哪些角色")
def me(request: HttpRequest) -> Any:
    """The person that the key acts for."""
    user = acting(request)
    held = [{"role": m.role, "unit": m.unit.code} for m in user.roles]
    return {"username": user.username, "name": user.name, "roles": held}


@router.get("/tasks", response=answer(list[TaskOut]), summary="待我办理")
def my_tasks(request: HttpRequest) -> Any:
    """What is this person's to do now."""
    require(request, "home.view")
    return [
        {
            "doing": task.doing,
            "role": task.role,
            "unit": task.unit.name,
            "year": task.year,
            "about": task.about,
            "due": task.due,
            "late": task.late,
            "link": task.link,
        }
        for task in tasks(acting(request))
    ]


@router.get("/units", response=answer(list[UnitOut]), summary="单位")
def units(request: HttpRequest) -> Any:
    """Every unit, those merged or closed included."""
    require(request, "units.view")
    return list(Unit.objects.select_related("parent"))


@router.get("/people", response=answer(list[PersonOut]), summary="人员")
def people(request: HttpRequest) -> Any:
    """Every account with its roles."""
    require(request, "people.view")
    found = User.objects.order_by("username").prefetch_related("memberships__unit")
    return [
        {
            "id": each.pk,
            "username": each.username,
            "name": each.name,
            "is_active": each.is_active,
            "roles": [
                {"id": m.pk, "role": m.role, "unit": m.unit.code}
                for m in each.memberships.all()
                if m.ended_on is None
            ],
        }
        for each in found
    ]


@router.get("/campaigns", response=answer(list[CampaignOut]), summary="自评工作")
def campaigns(request: HttpRequest) -> Any:
    """Every campaign; those being drafted for whom that concerns."""
    require(request, "campaign.list")
    found = Campaign.objects.all()
    if not may(request, "campaign.prepare"):
        found = found.exclude(state=Campaign.State.DRAFT)
    return list(found)


@router.get(
    "/campaigns/{pk}/assignments",
    response=answer(list[AssignmentOut]),
    summary="自评任务",
)
def assignments(request: HttpRequest, pk: int) -> Any:
    """The assignments that the board shows the person."""
    require(request, "board.view")
    found = seen_by(acting(request), one(Campaign, pk))
    return [assignment_shown(each) for each in found]


@router.get("/assignments/{pk}", response=answer(AssignmentOut), summary="一个自评任务")
def assignment(request: HttpRequest, pk: int) -> Any:
    """A unit's part in a campaign."""
    found = one(Assignment, pk)
    require(request, "assignment.view", found)
    return assignment_shown(found)


@router.get("/drafts/{pk}/filing", response=answer(Json), summary="草稿内容")
def draft_filing(request: HttpRequest, pk: int) -> Any:
    """The draft of an assignment as a filing (``filing.schema.json``), with the text and
    version of each cell by its own address."""
    draft = _draft(request, pk)
    cells = draft.cells.values_list("form", "key", "row", "column", "raw", "version")
    return {
        "draft": draft.pk,
        "revision": draft.revision,
        "filing": filing_json.dump(look_at(draft).filing),
        "cells": [{"ref": c[:4], "raw": c[4], "version": c[5]} for c in cells],
    }


@router.get("/drafts/{pk}/findings", response=answer(Json), summary="草稿的问题")
def draft_findings(request: HttpRequest, pk: int) -> Any:
    """What the check finds in the draft of an assignment, and what derived cells should
    hold."""
    draft = _draft(request, pk)
    look = look_at(draft)
    return {
        "revision": draft.revision,
        "findings": _keyed(findings.records(look)),
        "follows": [[ref_json(ref), text] for ref, text in look.follows.items()],
    }


@router.get(
    "/assignments/{pk}/submissions",
    response=answer(list[SubmissionOut]),
    summary="提交的版本",
)
def submissions(request: HttpRequest, pk: int) -> Any:
    """The versions that were handed in."""
    found = one(Assignment, pk)
    require(request, "submission.view", found)
    brief = found.submissions.defer("filing", "shape", "cells", "findings")
    return [submission_shown(each) for each in brief]


@router.get("/submissions/{pk}", response=answer(Json), summary="一个版本的全部内容")
def submission(request: HttpRequest, pk: int) -> Any:
    """One version with its forms and findings."""
    found = one(Submission, pk)
    require(request, "submission.view", found)
    whole = {"filing": found.filing, "findings": _keyed(found.findings)}
    return submission_shown(found) | whole


@router.get("/submissions/{pk}/scores", response=answer(Json), summary="复核分")
def scores(request: HttpRequest, pk: int) -> Any:
    """How every row's points are arrived at now; ``at`` is what ``give-points`` takes."""
    found = one(Submission, pk)
    require(request, "review.examine", found)
    now = rechecked(found)
    return {
        "self_score": now.self_score,
        "self_grade": now.self_grade,
        "score": now.score,
        "grade": now.grade,
        "rows": now.data(),
    }


@router.get("/waivers", response=answer(list[WaiverOut]), summary="豁免申请")
def waivers(request: HttpRequest) -> Any:
    """Those that the person may see."""
    require(request, "waiver.list")
    found = Waiver.objects.select_related("assignment__unit__parent__parent")
    return [each for each in found if may(request, "submission.view", each.assignment)]


@router.get(
    "/campaigns/{pk}/grades", response=answer(list[GradeOut]), summary="考核评分"
)
def grades(request: HttpRequest, pk: int) -> Any:
    """Each department's grade, without its items."""
    require(request, "grading.list")
    found = DepartmentGrade.objects.filter(campaign=one(Campaign, pk))
    return list(found.select_related("department"))


@router.get("/grades/{pk}", response=answer(Json), summary="一张考核评分表")
def grade(request: HttpRequest, pk: int) -> Any:
    """A department's grade with its items."""
    found = one(DepartmentGrade, pk)
    if not may(request, "grading.view", found):
        require(request, "grading.read", found)
    return grade_shown(found)


@router.get(
    "/assignments/{pk}/publication",
    response=answer(PublicationOut),
    summary="公开办理",
)
def publication(request: HttpRequest, pk: int) -> Any:
    """How far a filing is on its way to the public, with what may be masked."""
    found = publication_of(one(Assignment, pk))
    require(request, "publication.view", found)
    return publication_shown(found)


def _draft(request: HttpRequest, pk: int) -> Draft:
    draft = draft_read(pk)
    require(request, "draft.view", draft)
    if not draft.started:
        raise Refused("还没有开始填报。")
    return draft


def _keyed(records: list[findings.Record]) -> list[Json]:
    """Findings, each with the key by which it is answered, waived or judged."""
    return [{**each, "judged_by": findings.key_of(each)} for each in records]
