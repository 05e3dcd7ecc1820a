"""A draft as a filing, and as the checker sees it. Reads the database, changes nothing.

Looks are kept in the process by draft and revision: every page, list and save of the
same revision shares one.
"""

from jiping.model.filing import Filing
from jiping.model.memory import Memory
from jiping.model.values import Ref
from jiping.pipeline.drafting import Look, look
from jiping.web.drafts.book import Book
from jiping.web.drafts.models import Draft
from jiping.web.drafts.prior import prior_of
from jiping.web.drafts.shelf import Shelf

# What was worked out for each draft last, so that a save works out what changed alone.
_MEMORIES = 600
_looks: Shelf[Look] = Shelf(48)
_memories: Shelf[Memory] = Shelf(_MEMORIES)


def cells_of(draft: Draft) -> dict[Ref, str]:
    """The text of every cell that was ever written to, by address."""
    rows = draft.cells.values_list("form", "key", "row", "column", "raw")
    return {Ref(form, key, row, column): raw for form, key, row, column, raw in rows}


def filing_of(draft: Draft) -> Filing:
    """The draft as it stands in the database, as a filing."""
    return Book(draft, None).filing()


def look_at(draft: Draft) -> Look:
    """The draft drawn, read back, computed and checked."""
    return _looks.get(
        (draft.pk, draft.revision, _created(draft)),
        lambda: look(
            filing_of(draft),
            prior=prior_of(draft.assignment),
            memory=memory_of(draft),
        ),
    )


def memory_of(draft: Draft) -> Memory:
    """What was worked out for this draft in this process. It tells no version from
    another: it knows by content what is as it was."""
    return _memories.get(draft.pk, Memory)


def keep_look(draft: Draft, made: Look) -> None:
    """Keep a look that was made on the way, for the revision that the draft has now."""
    _looks.put((draft.pk, draft.revision, _created(draft)), made)


def _created(draft: Draft) -> object:
    """Tells drafts of one number in two databases apart."""
    return draft.changed_at
