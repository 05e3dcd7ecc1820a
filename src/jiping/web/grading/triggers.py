"""The database itself refuses to change or drop a grade that is final, with its items and
objections."""

from django.db.backends.base.base import BaseDatabaseWrapper

from jiping.web.audit.guarding import Guarded

_SAID = "a final grade does not change"
_STATE = "SELECT state FROM grading_departmentgrade WHERE id = "
_GRADE = "SELECT grade_id FROM grading_gradeditem WHERE id = OLD.item_id"
GUARDS = (
    Guarded(table="grading_departmentgrade", said=_SAID, when="OLD.state = 'final'"),
    Guarded(
        table="grading_gradeditem",
        said=_SAID,
        when=f"({_STATE}OLD.grade_id) = 'final'",
    ),
    Guarded(
        table="grading_objection", said=_SAID, when=f"({_STATE}({_GRADE})) = 'final'"
    ),
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Set the triggers up."""
    for each in GUARDS:
        each.install(connection)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: to undo the migration, and to empty a test database."""
    for each in GUARDS:
        each.remove(connection)
