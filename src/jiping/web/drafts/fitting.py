"""Another filing laid on a draft: which of its cells is which of the draft's.

Template rows match by key, indicators by their name within a level 2, projects and the
unit's own lines by name. Used for last year's values, prefilling, and imports.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from jiping.intake.text import squash
from jiping.model.filing import Filing, Row, Sheet
from jiping.model.values import Entry, Gap, Ref
from jiping.web.drafts.growth import indicator_added, project_added, row_added, sheet_of
from jiping.web.drafts.shape import LABEL, Cells, Json, named

_SPARE = ("……", "…", "......", "…...", "...", "")


@dataclass(frozen=True, slots=True)
class Pair:
    """A table of the draft (as shape) with its like in the other filing."""

    sheet: Json
    other: Sheet


def beside(shape: Json, cells: Cells, other: Filing) -> dict[Ref, str]:
    """What ``other`` says in each cell of the draft; nothing for cells it has no like of."""
    return {
        ref: entry.raw
        for ref, entry in met(shape, cells, other)
        if not isinstance(entry.value, Gap)
    }


def met(shape: Json, cells: Cells, other: Filing) -> Iterator[tuple[Ref, Entry]]:
    """Each cell of the draft with its like in the other filing, blank or not."""
    for pair in _pairs(shape, cells, other):
        form, key = pair.sheet["form"], pair.sheet["key"]
        rows = {row["key"]: row for row in pair.sheet["rows"]}
        for ours, theirs in _rows(pair, cells):
            columns = rows[ours]["columns"]
            for column, entry in theirs.cells.items():
                if column in columns:
                    yield Ref(form, key, ours, column), entry


def fitted(shape: Json, cells: Cells, other: Filing) -> tuple[Json, dict[Ref, str]]:
    """A shape with room for all of ``other``, and its text for each cell of it.

    Tables of projects, lines of its own and indicators that the draft lacks are added;
    blank lines of the draft are used first. The report is not taken along.
    """
    texts: dict[Ref, str] = {}
    known = {squash(p.other.name) for p in _pairs(shape, cells, other)}
    for sheet in other.projects:
        if squash(sheet.name) not in known and sheet.name.strip():
            shape, _, new = _into_blank(shape, {**cells, **texts}, sheet.name)
            texts |= new
    for pair in list(_pairs(shape, {**cells, **texts}, other)):
        shape, new = _sheet_fitted(shape, {**cells, **texts}, pair)
        texts |= new
    for ref, text in beside(shape, {**cells, **texts}, other).items():
        texts[ref] = text
    return shape, texts


def _into_blank(
    shape: Json, cells: Cells, name: str
) -> tuple[Json, Ref, dict[Ref, str]]:
    """A project's table for this name: one without a name, else a new one."""
    for sheet in shape["sheets"]:
        at = Ref(sheet["form"], sheet["key"], "project", "name")
        if sheet["form"] == "project" and not cells.get(at, "").strip():
            return shape, at, {at: name}
    return project_added(shape, name)


def _sheet_fitted(shape: Json, cells: Cells, pair: Pair) -> tuple[Json, dict[Ref, str]]:
    form, key = pair.sheet["form"], pair.sheet["key"]
    texts: dict[Ref, str] = {}
    taken = {theirs.key for _, theirs in _rows(pair, cells)}
    for row in pair.other.rows:
        own = row.kind == "indicator" or named(row)
        if row.key in taken or not own or not _name(row).strip():
            continue
        if row.kind != "indicator" and squash(row.label) in _SPARE:
            continue
        ours = _spare(shape, {**cells, **texts}, form, key, row)
        if ours is None:
            shape, ours, new = _grown(shape, form, key, row)
            texts |= new
        if ours is not None:
            column = "level3" if row.kind == "indicator" else LABEL
            texts[Ref(form, key, ours.row, column)] = _name(row)
    return shape, texts


def _grown(
    shape: Json, form: str, key: str, row: Row
) -> tuple[Json, Ref | None, dict[Ref, str]]:
    try:
        if row.kind == "indicator":
            return indicator_added(shape, form, key, row.parent)
        rows = sheet_of(shape, form, key)["rows"]
        like = [r for r in rows if r.get("named") and r["kind"] == row.kind]
        if like:
            return row_added(shape, Ref(form, key, like[-1]["key"]))
    except ValueError:
        # What the form has no place for is not taken along.
        return shape, None, {}
    return shape, None, {}


def _spare(shape: Json, cells: Cells, form: str, key: str, row: Row) -> Ref | None:
    """A blank line of the same kind."""
    for each in sheet_of(shape, form, key)["rows"]:
        if each["kind"] != row.kind:
            continue
        column = "level3" if row.kind == "indicator" else LABEL
        ref = Ref(form, key, each["key"], column)
        alike = (
            each["parent"] == row.parent
            if row.kind == "indicator"
            else each.get("named")
        )
        if alike and squash(cells.get(ref, "")) in _SPARE:
            return ref
    return None


def _pairs(shape: Json, cells: Cells, other: Filing) -> Iterator[Pair]:
    by_name = {squash(sheet.name): sheet for sheet in reversed(other.projects)}
    for sheet in shape["sheets"]:
        form, key = sheet["form"], sheet["key"]
        if form == "project":
            name = cells.get(Ref(form, key, "project", "name"), "") or sheet["name"]
            found = by_name.get(squash(name)) if name else None
        else:
            exact = [s for s in other.sheets if (s.form, s.key) == (form, key)]
            found = exact[0] if exact else None
        if found is not None:
            yield Pair(sheet, found)


def _rows(pair: Pair, cells: Cells) -> Iterator[tuple[str, Row]]:
    """The key of a row of the draft with the other's row; each at most once."""
    form, key = pair.sheet["form"], pair.sheet["key"]
    by_name: dict[tuple[str, str], Row] = {}
    for row in reversed(pair.other.rows):
        by_name[_address(row)] = row
    used: set[str] = set()
    for row in pair.sheet["rows"]:
        column = "level3" if row["kind"] == "indicator" else LABEL
        name = squash(cells.get(Ref(form, key, row["key"], column), ""))
        if row["kind"] == "indicator":
            theirs = by_name.get((row["parent"], name)) if name else None
        elif row.get("named"):
            theirs = by_name.get((row["kind"], name)) if name not in _SPARE else None
        else:
            theirs = pair.other[row["key"]]
            theirs = theirs if theirs.kind else None
        if theirs is not None and theirs.key not in used:
            used.add(theirs.key)
            yield row["key"], theirs


def _address(row: Row) -> tuple[str, str]:
    if row.kind == "indicator":
        return row.parent, squash(_name(row))
    return row.kind, squash(row.label)


def _name(row: Row) -> str:
    return row["level3"].raw if row.kind == "indicator" else row.label
