"""The database itself refuses to change or drop the scores of an accepted version, and what
of a draw was announced before the lots were drawn."""

from jiping.web.audit.guarding import Guarded

GUARDS = (
    Guarded(table="reviews_reviewresult", said="review results are immutable"),
    Guarded(
        table="reviews_draw",
        said="what was announced does not change",
        columns=(
            "campaign_id", "title", "count", "seed", "seed_digest", "population",
            "list_digest", "public_source", "announced_at", "announced_by_id",
        ),
    ),
)  # fmt: skip
