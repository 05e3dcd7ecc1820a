"""The database itself refuses to change what was made public, or to drop it; that it ended,
and whether it may still be read, is said beside it."""

from jiping.web.audit.guarding import Guarded

EDITIONS = Guarded(
    table="publication_edition",
    said="editions are immutable",
    columns=(
        "publication_id", "number", "submission_id", "filing", "digest", "masked",
        "note", "by_id", "published_at",
    ),
)  # fmt: skip
GUARDS = (EDITIONS,)
install, remove = EDITIONS.install, EDITIONS.remove
