"""The database itself refuses to change or drop a submission, what was decided on it, and
what went out with that."""

from jiping.web.audit.guarding import Guarded

_SAID = "submissions are immutable"
VERSIONS = Guarded(table="submissions_submission", said=_SAID)
GUARDS = (
    VERSIONS,
    Guarded(table="submissions_decision", said="decisions are immutable"),
    Guarded(table="submissions_sentback", said="decisions are immutable"),
    Guarded(
        table="submissions_judgement",
        said="what went out with a letter does not change",
        when="OLD.decision_id IS NOT NULL",
    ),
    Guarded(
        table="submissions_waiver",
        said="a decided waiver does not change",
        when="OLD.approved_at IS NOT NULL OR OLD.refused_at IS NOT NULL",
    ),
)
install, remove = VERSIONS.install, VERSIONS.remove
