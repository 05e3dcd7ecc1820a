"""The database itself refuses to change or drop what was done about a task, and its proof."""

from jiping.web.audit.guarding import Guarded

GUARDS = (
    Guarded(table="followup_step", said="steps of a task are immutable"),
    Guarded(table="followup_proof", said="steps of a task are immutable"),
)
