"""The database itself refuses to change or drop a line of the log."""

from jiping.web.audit.guarding import Guarded

LOG = Guarded(table="audit_record", said="audit log is append-only")
GUARDS = (LOG,)
install, remove = LOG.install, LOG.remove
