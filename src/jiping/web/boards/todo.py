"""What is somebody's to do, from where each package, grade, rectification and publication
stands."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from jiping.web.accounts.models import Membership, Role, User
from jiping.web.boards.duties import publications, rectifications
from jiping.web.boards.task import Task
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.core.policy import BUREAU_HEAD, FILER, HEAD, OFFICER, REVIEWER
from jiping.web.grading.models import DepartmentGrade
from jiping.web.submissions.models import Submission, Waiver
from jiping.web.units.models import Unit

State = Assignment.State
Graded = DepartmentGrade.State
# What a role does with a package in a state, and on which page. The pages of department
# and bureau are those of the version handed in.
WORK = {
    (FILER, State.FILLING): ("填报", "fill"),
    (FILER, State.RETURNED): ("按退回意见修改", "fill"),
    (HEAD, State.SIGNING): ("审阅并签署", "package"),
    (OFFICER, State.SUBMITTED): ("审核", "department-examine"),
    (REVIEWER, State.APPROVED): ("复核", "review"),
    (BUREAU_HEAD, State.APPROVED): ("复核", "review"),
}
OF_VERSION = ("department-examine", "review")
# The same for a department's grade.
GRADES = {
    (REVIEWER, Graded.PROPOSED): ("考核评分", "grading-sheet"),
    (REVIEWER, Graded.DECIDED): ("告知考核得分", "grading-sheet"),
    (OFFICER, Graded.TOLD): ("答复考核得分", "grading-read"),
    (BUREAU_HEAD, Graded.OBJECTED): ("复查考核异议", "grading-sheet"),
    (BUREAU_HEAD, Graded.RECHECKED): ("考核得分定稿", "grading-sheet"),
}
ALL_SEEN = (REVIEWER, BUREAU_HEAD)


def tasks(user: User) -> list[Task]:
    """What is this person's to do now: what is late first, then the earliest first."""
    found = [
        task
        for membership in user.roles
        for kind in (_packages, _grades, rectifications, publications)
        for task in kind(membership)
    ]
    once = {(task.link, task.doing): task for task in found}
    return sorted(
        once.values(), key=lambda t: (not t.late, t.due or date.max, t.unit.code)
    )


def waivers_asked(user: User) -> int:
    """How many requests for a waiver wait for this person."""
    if not user.holds(REVIEWER, BUREAU_HEAD):
        return 0
    return Waiver.objects.filter(approved_at=None, refused_at=None).count()


def _packages(membership: Membership) -> Iterator[Task]:
    role = membership.role
    states = {state for of_role, state in WORK if of_role == role}
    if not states:
        return
    found = Assignment.objects.filter(
        campaign__state=Campaign.State.ISSUED, state__in=states
    ).filter(_seen(role, membership.unit))
    listed = list(found.select_related("campaign", "unit__parent"))
    last = _versions(listed)
    for assignment in listed:
        doing, page = WORK[role, State(assignment.state)]
        pk = last.get(assignment.pk) if page in OF_VERSION else assignment.pk
        if pk is not None:
            yield Task(
                role=Role(role).label,
                doing=doing,
                unit=assignment.unit,
                year=assignment.campaign.year,
                link=reverse(page, args=(pk,)),
                due=_due(role, assignment),
            )


def _versions(assignments: list[Assignment]) -> dict[int, int]:
    """The last version of each package that has one."""
    rows = Submission.objects.filter(assignment__in=[a.pk for a in assignments])
    return dict(rows.order_by("number").values_list("assignment", "pk"))


def _seen(role: str, unit: Unit) -> Q:
    if role in ALL_SEEN:
        return Q()
    return Q(unit=unit) | Q(unit__parent=unit) if role == OFFICER else Q(unit=unit)


def _due(role: str, assignment: Assignment) -> date | None:
    """The date by which this role is to act."""
    if role == OFFICER:
        return assignment.campaign.department_due
    if role in ALL_SEEN:
        return assignment.campaign.review_due
    return assignment.due


def _grades(membership: Membership) -> Iterator[Task]:
    role = membership.role
    states = {state for of_role, state in GRADES if of_role == role}
    own: dict[str, Any] = {} if role in ALL_SEEN else {"department": membership.unit}
    if not states:
        return
    found = DepartmentGrade.objects.filter(state__in=states, **own)
    if role == OFFICER:
        found = found.filter(accepted_at=None)
    for grade in found.select_related("department", "campaign"):
        doing, page = GRADES[role, Graded(grade.state)]
        told = grade.state == Graded.TOLD
        yield Task(
            role=Role(role).label,
            doing=doing,
            unit=grade.department,
            year=grade.campaign.year,
            link=reverse(page, args=(grade.pk,)),
            due=grade.objection_due if told else None,
        )
