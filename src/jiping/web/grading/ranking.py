"""The departments of a campaign in the order of their points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiping.web.campaigns.models import Campaign
from jiping.web.grading.models import DepartmentGrade
from jiping.web.units.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One department: its rank (1 is best, the same for the same points; None without
    a total), and what each column's items come to, None where one is not marked.
    ``blank`` is what the policy is asked about where there is no grade yet."""

    department: Unit
    blank: DepartmentGrade
    grade: DepartmentGrade | None
    rank: int | None
    points: Sequence[Decimal | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """``columns`` are the items of the form with their full points."""

    columns: Sequence[tuple[str, Decimal]]
    lines: Sequence[Line]

    @property
    def final(self) -> bool:
        """Whether no rank can change any more."""
        states = [line.grade.state if line.grade else "" for line in self.lines]
        return set(states) == {DepartmentGrade.State.FINAL}


def ranked(campaign: Campaign, departments: Iterable[Unit]) -> Table:
    """All departments, graded ones first."""
    grades = {
        grade.department_id: grade
        for grade in campaign.grades.select_related(
            "department", "campaign"
        ).prefetch_related("items")
    }
    columns = _columns(grades.values())
    totals = [g.total for g in grades.values() if g.total is not None]
    lines = [
        Line(
            department=unit,
            blank=DepartmentGrade(campaign=campaign, department=unit),
            grade=grades.get(unit.pk),
            rank=_rank(grades.get(unit.pk), totals),
            points=[_points(grades.get(unit.pk), name) for name in columns],
        )
        for unit in departments
    ]
    lines.sort(key=lambda line: (line.rank or len(lines) + 1, line.department.code))
    return Table(columns=list(columns.items()), lines=lines)


def _columns(grades: Iterable[DepartmentGrade]) -> dict[str, Decimal]:
    columns: dict[str, Decimal] = {}
    for grade in grades:
        own: dict[str, Decimal] = {}
        for item in grade.items.all():
            own[item.name] = own.get(item.name, Decimal(0)) + item.points
        columns = columns or own
    return columns


def _rank(grade: DepartmentGrade | None, totals: Sequence[Decimal]) -> int | None:
    if grade is None or grade.total is None:
        return None
    return 1 + sum(other > grade.total for other in totals)


def _points(grade: DepartmentGrade | None, name: str) -> Decimal | None:
    if grade is None:
        return None
    points = [item.awarded for item in grade.items.all() if item.name == name]
    known = [each for each in points if each is not None]
    return sum(known, Decimal(0)) if points and len(known) == len(points) else None
