"""Who is told what about a package."""

from jiping.web.accounts.models import Role, User
from jiping.web.inbox.tell import people_of
from jiping.web.units.models import Unit


def of_unit(unit: Unit) -> tuple[User, ...]:
    """Who fills in and who signs for a unit."""
    return people_of(unit, Role.FILER, Role.UNIT_HEAD)


def officers(unit: Unit) -> tuple[User, ...]:
    """The officers of the department that a unit stands under; none for a department."""
    department = unit.department
    if department is None or department.pk == unit.pk:
        return ()
    return people_of(department, Role.DEPARTMENT_OFFICER)


def reviewers(unit: Unit) -> tuple[User, ...]:
    """The bureau's reviewers."""
    bureau = bureau_of(unit)
    return people_of(bureau, Role.REVIEWER) if bureau else ()


def bureau_of(unit: Unit) -> Unit | None:
    """The bureau that a unit stands under, at whichever height."""
    return next((u for u in unit.above() if u.kind == Unit.Kind.BUREAU), None)
