"""Approved targets of a draft as they stand, and every change of one since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from jiping.model.terms import COLUMNS
from jiping.model.values import Ref
from jiping.web.campaigns.models import Assignment
from jiping.web.drafts.models import Change, Draft, Source
from jiping.web.drafts.naming import tab_words
from jiping.web.drafts.reading import cells_of


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: old, new, by whom, when and why."""

    table: str
    indicator: str
    column: str
    before: str
    after: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Locked:
    """One approved indicator; ``refs`` are its cells by column."""

    refs: Mapping[str, Ref]
    texts: Mapping[str, str]
    why: str
    table: str


def changes_of(assignment: Assignment) -> tuple[Changed, ...]:
    """The changes of targets that had been locked, the newest first."""
    lines = Change.objects.filter(
        draft__assignment=assignment, source=Source.TARGET
    ).select_related("by", "draft")
    known: set[Ref] = set()
    found: list[Changed] = []
    cells: dict[Ref, str] = {}
    for line in lines.order_by("pk"):
        ref = Ref(line.form, line.key, line.row, line.column)
        if ref in known and line.before != line.after:
            cells = cells or cells_of(line.draft)
            found.append(
                Changed(
                    table=_table(ref, cells),
                    indicator=cells.get(Ref(ref.form, ref.key, ref.row, "level3"), ""),
                    column=COLUMNS.get(ref.column, ref.column),
                    before=line.before,
                    after=line.after,
                    by=str(line.by or "系统"),
                    at=line.at,
                    reason=line.reason,
                )
            )
        known.add(ref)
    return tuple(reversed(found))


def locked_of(draft: Draft) -> tuple[Locked, ...]:
    """The approved indicators of a draft in the order of its tables."""
    if draft.pk is None:
        return ()
    held = {cell.ref: cell for cell in draft.cells.exclude(locked="")}
    texts = cells_of(draft)
    found = []
    for sheet in draft.shape.get("sheets", ()):
        for row in sheet["rows"]:
            at = (sheet["form"], sheet["key"], row["key"])
            own = {r.column: r for r in held if (r.form, r.key, r.row) == at}
            if "level3" in own:
                said = {column: texts[ref] for column, ref in own.items()}
                ref = own["level3"]
                found.append(Locked(own, said, held[ref].locked, _table(ref, texts)))
    return tuple(found)


def _table(ref: Ref, cells: Mapping[Ref, str]) -> str:
    name = cells.get(Ref(ref.form, ref.key, "project", "name"), "")
    return " ".join(filter(None, tab_words(ref.form, ref.key, name)))
