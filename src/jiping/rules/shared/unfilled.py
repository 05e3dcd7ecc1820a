"""Tables, and cells of tables, in which nothing was filled in."""

from collections.abc import Iterator

from jiping.model.filing import Sheet
from jiping.model.values import Entry
from jiping.rules.shared.indicators import Indicator, indicators
from jiping.rules.shared.text_left import placeholder

MONEY = ("initial", "revised", "executed")
_TEXTS = {
    "header": ("name",),
    "objective": ("expected", "actual"),
    "text": ("text",),
    "indicator": ("level3", "target", "actual"),
}
_PROSE = ("objective", "text")


def money(sheet: Sheet) -> list[Entry]:
    """The cells of a table's amounts."""
    return [row[column] for row in sheet.of_kind("fund") for column in MONEY]


def filled(sheet: Sheet) -> bool:
    """Whether a table holds an amount or an indicator."""
    return any(cell.number is not None for cell in money(sheet)) or measured(sheet)


def measured(sheet: Sheet) -> bool:
    """Whether any indicator of a table has a target, a result or a score."""
    cells = (
        each[column]
        for each in indicators(sheet)
        for column in ("target", "actual", "score")
    )
    return any(
        cell.number is not None or (cell.text and not placeholder(cell.raw))
        for cell in cells
    )


def unmeasured(sheet: Sheet) -> tuple[Indicator, ...]:
    """The indicator rows of a table with amounts and not one indicator."""
    if not any(cell.number is not None for cell in money(sheet)) or measured(sheet):
        return ()
    rows = indicators(sheet)
    # A table whose columns were not made out proves nothing.
    return rows if any(each["target"].blank for each in rows) else ()


def left_as_printed(sheet: Sheet) -> Iterator[Entry]:
    """Cells that hold nothing but the form's guidance, where others are filled in."""
    if sheet.form in ("overall", "project") and not filled(sheet):
        return
    none = {each["level3"].ref for each in unmeasured(sheet)}
    names = {each["level3"].ref for each in indicators(sheet) if each.unfilled}
    for row in sheet.rows:
        for column in _TEXTS.get(row.kind, ()):
            cell, prose = row[column], row.kind in _PROSE
            unsaid = cell.ref in names or placeholder(cell.raw, prose=prose)
            if unsaid and cell.ref not in none:
                yield cell
