"""Everything that has a deadline: until when, and who is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from jiping.web.accounts.models import Role, User
from jiping.web.boards.duties import waiting_to_be_public
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.campaigns.scope import whose_turn
from jiping.web.followup.actions import ASKERS, page_of, unit_people
from jiping.web.followup.models import Rectification
from jiping.web.grading.models import DepartmentGrade
from jiping.web.inbox.tell import people_of
from jiping.web.publication.deadlines import deadline
from jiping.web.publication.models import Publication
from jiping.web.submissions.models import Waiver
from jiping.web.submissions.people import of_unit, officers, reviewers
from jiping.web.units.models import Unit

State = Assignment.State
_HANDS = {
    State.FILLING: "自评材料待提交",
    State.RETURNED: "自评材料（退回修改）待重报",
    State.SIGNING: "自评材料待负责人签署提交",
    State.SUBMITTED: "自评材料待主管部门审核",
    State.APPROVED: "自评材料待财政复核",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing with a deadline. ``key`` tells it from all others and ``kind`` says in
    Chinese what it is; ``people`` are told before, those and ``above`` once it is late.
    Of what ``lapses`` nobody is told after its day: there is nothing to be done then."""

    key: str
    kind: str
    unit: Unit
    due: date
    link: str
    people: tuple[User, ...]
    above: tuple[User, ...] = ()
    lapses: bool = False


def things() -> Iterator[Thing]:
    """All that has a deadline now."""
    yield from _packages()
    yield from _objections()
    yield from _publications()
    yield from _rectifications()
    yield from _waivers()


def _packages() -> Iterator[Thing]:
    """Packages in somebody's hands: the unit's, the department's or the bureau's."""
    found = Assignment.objects.filter(campaign__state=Campaign.State.ISSUED)
    listed = found.select_related("campaign", "unit__parent__parent")
    for part in listed.exclude(state=State.ACCEPTED):
        due = part.turn_due
        if due is None:
            continue
        ours = part.state in (State.FILLING, State.RETURNED, State.SIGNING)
        yield Thing(
            key=f"assignment:{part.pk}:{part.state}",
            kind=_HANDS[State(part.state)],
            unit=part.unit,
            due=due,
            link=reverse("home"),
            people=whose_turn(part),
            above=officers(part.unit) if ours else (),
        )


def _objections() -> Iterator[Thing]:
    """Grades that a department was told and has not answered: after its day it has lost
    the right to object, and nothing is late."""
    told = DepartmentGrade.objects.filter(
        state=DepartmentGrade.State.TOLD, accepted_at=None, objection_due__isnull=False
    )
    for grade in told.select_related("department", "campaign"):
        assert grade.objection_due is not None
        yield Thing(
            key=f"grade:{grade.pk}",
            kind="考核得分的异议期将满",
            unit=grade.department,
            due=grade.objection_due,
            link=reverse("grading-read", args=(grade.pk,)),
            people=people_of(grade.department, Role.DEPARTMENT_OFFICER),
            lapses=True,
        )


def _publications() -> Iterator[Thing]:
    """Accepted packages that are not public; what is being corrected is."""
    for part in waiting_to_be_public(Q()):
        publication = getattr(part, "publication", None) or Publication(
            assignment=part, year=part.campaign.year
        )
        publication.assignment = part
        due = deadline(publication).day
        if due is not None and publication.published_on is None:
            yield Thing(
                key=f"publication:{part.pk}",
                kind="自评材料待公开",
                unit=part.unit,
                due=due,
                link=reverse("publication-one", args=(part.pk,)),
                people=of_unit(part.unit),
                above=officers(part.unit)
                or people_of(part.unit, Role.DEPARTMENT_OFFICER),
            )


def _rectifications() -> Iterator[Thing]:
    """What units still owe; late, the office that asked is told too."""
    owed = Rectification.objects.filter(state__in=Rectification.OURS)
    for task in owed.select_related("unit", "office"):
        yield Thing(
            key=f"rectification:{task.pk}",
            kind="整改任务待反馈",
            unit=task.unit,
            due=task.due,
            link=page_of(task),
            people=unit_people(task.unit),
            above=people_of(task.office, *ASKERS),
        )


def _waivers() -> Iterator[Thing]:
    """Waivers that end while the campaign runs: what they let stand is an error again."""
    granted = Waiver.objects.filter(
        approved_at__isnull=False,
        until__isnull=False,
        assignment__campaign__state=Campaign.State.ISSUED,
    ).exclude(assignment__state__in=(State.ACCEPTED, State.WITHDRAWN))
    for waiver in granted.select_related("assignment__unit__parent__parent"):
        assert waiver.until is not None
        unit = waiver.assignment.unit
        yield Thing(
            key=f"waiver:{waiver.pk}",
            kind="准予保留的期限将满",
            unit=unit,
            due=waiver.until,
            lapses=True,
            link=reverse("package", args=(waiver.assignment_id,)),
            people=of_unit(unit),
            above=reviewers(unit),
        )
