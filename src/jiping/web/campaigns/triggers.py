"""The database itself refuses to change or drop the extension of a date."""

from jiping.web.audit.guarding import Guarded

GUARDS = (Guarded(table="campaigns_extension", said="extensions are immutable"),)
