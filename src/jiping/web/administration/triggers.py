"""The database itself refuses to change or drop what happened to a unit."""

from jiping.web.audit.guarding import Guarded

GUARDS = (Guarded(table="units_unitchange", said="the history of a unit is immutable"),)
