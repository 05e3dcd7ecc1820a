"""More of everything in a ``World``: units, people, packages and what became of them."""

from typing import Any

from django.db import models
from web.world import World

from jiping.web.accounts.models import Membership, Role, User
from jiping.web.campaigns.models import Assignment, DepartmentNotice, WorkingGroup
from jiping.web.departments.models import DistrictSummary
from jiping.web.drafts.models import Comment, Draft
from jiping.web.followup.models import Proof, Rectification, Step
from jiping.web.grading.models import DepartmentGrade
from jiping.web.inbox.models import Message
from jiping.web.publication.models import Edition, Publication, Words
from jiping.web.reviews.models import Draw, ReviewResult
from jiping.web.submissions.models import Decision, Judgement, Submission, Waiver
from jiping.web.units.models import Unit, UnitChange

STATES = Assignment.State.values


def grow(world: World, count: int) -> None:
    """``count`` more departments, each with a unit, and as many units below 城; all with
    a package handed in, decided on, published, graded and followed up."""
    have = Unit.objects.count()
    for number in range(have, have + count):
        department = _unit(world, f"7{number:05}", "城", world.county.units["财"])
        _department(world, department)
        for above, code in ((department, "8"), (world.county.units["城"], "9")):
            unit = _unit(world, f"{code}{number:05}", "灯", above)
            part = _package(world, unit, STATES[number % len(STATES)])
            _after(world, part)
        _announced(world, number)


def _copy(row: models.Model, **other: Any) -> Any:
    """Another row like it."""
    made = type(row)._default_manager.get(pk=row.pk)
    made.pk, made._state.adding = None, True
    for name, value in other.items():
        setattr(made, name, value)
    made.save(force_insert=True)
    return made


def _unit(world: World, code: str, like: str, parent: Unit) -> Unit:
    name = f"澄湖县{code}号单位"
    unit: Unit = _copy(world.county.units[like], code=code, name=name, parent=parent)
    UnitChange.objects.create(unit=unit, kind="created", on=world.task.due, after=name)
    roles = (
        (Role.DEPARTMENT_OFFICER, Role.FILER)
        if like == "城"
        else (Role.FILER, Role.UNIT_HEAD)
    )
    for role in roles:
        person = User.objects.create(username=f"{role}@{code}", name=name)
        Membership.objects.create(user=person, unit=unit, role=role)
    return unit


def _department(world: World, department: Unit) -> None:
    city = world.county.units["城"]
    for model in (DepartmentNotice, WorkingGroup):
        _copy(model._default_manager.get(department=city), department=department)
    _copy(DistrictSummary.objects.get(pk=world.summary.pk), department=department)
    part = _package(world, department, Assignment.State.SUBMITTED)
    grade = _copy(
        DepartmentGrade.objects.get(pk=world.grade.pk),
        department=department,
        basis=part.submissions.last(),
    )
    for item in world.grade.items.all():
        _copy(item, grade=grade)


def _package(world: World, unit: Unit, state: str) -> Assignment:
    part: Assignment = _copy(world.assignment("灯"), unit=unit, state=state)
    draft, _ = Draft.objects.get_or_create(assignment=part)
    filer = world.county.people["filer@灯"]
    Comment.objects.create(
        draft=draft, form="base", row="a", column="b", text="请核对", by=filer
    )
    last: Submission | None = None
    for version in Submission.objects.filter(assignment__unit__short_name="灯", assignment__unit__code="101002"):  # fmt: skip
        last = _copy(version, assignment=part)
        for model in (Decision, Judgement):
            for row in model._default_manager.filter(submission=version):
                _copy(row, submission=last, **_loose(model))
        for record in version.findings[:1]:
            Judgement.objects.create(
                submission=last, rule="BD001", at_ref="base||a|b", record=record,
                verdict="agreed", by=world.county.people["reviewer@财"],
                by_unit=world.county.units["财"],
            )  # fmt: skip
    assert last is not None
    _copy(ReviewResult.objects.get(submission=world.submission), submission=last)
    _copy(Waiver.objects.get(pk=world.waiver.pk), assignment=part)
    return part


def _loose(model: type[models.Model]) -> dict[str, Any]:
    return {"decision": None} if model is Judgement else {}


def _after(world: World, part: Assignment) -> None:
    """Public, and followed up."""
    held = Publication.objects.get(pk=world.publication.pk)
    version = part.submissions.last()
    one = _copy(
        held, assignment=part, submission=version, current=None,
        unit_name=part.unit.name, unit_code=part.unit.code,
    )  # fmt: skip
    one.current = _copy(
        Edition.objects.get(pk=held.current_id), publication=one, submission=version
    )
    one.save()
    Words.objects.create(publication=one, text=held.words.text)
    task = _copy(Rectification.objects.get(pk=world.task.pk), unit=part.unit)
    step = _copy(Step.objects.get(pk=world.proof.step_id), task=task)
    _copy(Proof.objects.get(pk=world.proof.pk), step=step)


def _announced(world: World, number: int) -> None:
    _copy(Draw.objects.get(pk=world.draw.pk), title=f"第{number}次抽查")
    for name in ("reviewer@财", "officer@城", "filer@灯"):
        person = world.county.people[name]
        Message.objects.create(to=person, verb="campaign.remind", text="请按期报送")
