"""The database itself refuses to change or drop the history of a cell."""

from jiping.web.audit.guarding import Guarded

# Of rows, not of statements: a draft without a history may go.
GUARDS = (
    Guarded(
        table="drafts_change",
        said="the history of a cell is immutable",
        when="OLD.id IS NOT NULL",
    ),
)
