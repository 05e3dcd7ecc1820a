"""Last year's filing as the beginning of this year's: what stays, stays; what is to be
said anew is empty, or marked where it must not be forgotten."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from jiping.model.filing import Filing, Report, Row, Section, Sheet
from jiping.model.values import Entry, Gap

TO_FILL = "【待填】"
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=\s*年)")
_DATED = re.compile(r"年[\s\d〇○零一二三四五六七八九十_]*月")
# Columns that say what is to be done and how it counts, not what was done.
_KEPT: Mapping[str, frozenset[str]] = {
    "header": frozenset({"name"}),
    "fund": frozenset({"weight"}),
    "class": frozenset({"weight", "points"}),
    "objective": frozenset({"expected"}),
    "indicator": frozenset({"level1", "level2", "level3", "target", "weight"}),
    "criterion": frozenset({"item", "points", "standard", "evidence"}),
    "total": frozenset({"weight", "points"}),
}
# What must be written anew in words.
_RENEWED: Mapping[str, frozenset[str]] = {
    "objective": frozenset({"actual"}),
    "indicator": frozenset({"actual"}),
    "text": frozenset({"text"}),
}
# The column that this year begins with, and last year's column that it is.
_MOVED = {"prior_actual": "actual", "opening_balance": "closing_balance"}

Words = Callable[[str], str]


def carry(filing: Filing) -> Filing:
    """This year's filing as far as last year's says it, with the keys of last year's.

    Names, indicators, targets, weights and chapters are carried over, years in titles,
    labels and targets go one further (names stay as they are). Last year's actual
    figures are the prior year's now, closing balances the opening ones; every other
    figure is blank, and what must be told anew in words says 【待填】. Places and notes
    spoke of last year's files, so there are none.
    """
    advance = partial(advanced, year=filing.year)
    return replace(
        filing,
        year=None if filing.year is None else filing.year + 1,
        sheets=tuple(_sheet(sheet, advance) for sheet in filing.sheets),
        report=None if filing.report is None else _report(filing.report, advance),
        places={},
        files=(),
        notes=(),
    )


def advanced(text: str, year: int | None) -> str:
    """The text with the year, the one before and the one after it each one later; other
    years, as in the numbers of instruments, stay. Unchanged where no year is known."""
    if year is None:
        return text
    near = (year - 1, year, year + 1)

    def later(found: re.Match[str]) -> str:
        stated = int(found[1])
        return str(stated + 1) if stated in near else found[1]

    return _YEAR.sub(later, text)


def _sheet(sheet: Sheet, advance: Words) -> Sheet:
    columns = {column for row in sheet.rows for column in row.cells}
    return replace(
        sheet,
        title=advance(sheet.title),
        year=None if sheet.year is None else sheet.year + 1,
        columns={key: advance(label) for key, label in sheet.columns.items()},
        rows=tuple(_row(row, columns, advance) for row in sheet.rows),
        remarks=tuple(_reworded(entry, advance) for entry in sheet.remarks),
    )


def _row(row: Row, columns: Iterable[str], advance: Words) -> Row:
    cells = {column: _cell(row, column, advance) for column in row.cells}
    for column, source in _MOVED.items():
        if row.kind in ("expense", "fund") and column in columns and source in row:
            cells[column] = _moved(row, column, row[source])
    # A row that the unit added is called by a name, and a name stays as it is.
    label = advance(row.label) if row.template else row.label
    return replace(row, label=label, cells=cells)


def _cell(row: Row, column: str, advance: Words) -> Entry:
    entry = row.cells[column]
    if column in _KEPT.get(row.kind, ()):
        return entry if row.kind == "header" else _reworded(entry, advance)
    if column not in _RENEWED.get(row.kind, ()) or entry.blank:
        return _emptied(entry)
    # A line of the form that the unit has no use for is of no use this year either.
    unused = entry.value is Gap.NOT_APPLICABLE
    return entry if unused else _said(entry, TO_FILL)


def _moved(row: Row, column: str, source: Entry) -> Entry:
    """Last year's figure in its new column; where the form has none there, none."""
    if row[column].value is Gap.NOT_APPLICABLE:
        return row[column]
    return replace(source, ref=source.ref._replace(column=column))


def _emptied(entry: Entry) -> Entry:
    return Entry(ref=entry.ref, raw="", value=Gap.BLANK, unit=entry.unit)


def _said(entry: Entry, text: str) -> Entry:
    return Entry(ref=entry.ref, raw=text, value=text)


def _reworded(entry: Entry, advance: Words) -> Entry:
    """The entry as it is where it names no year; what was read from it else goes."""
    text = advance(entry.raw)
    return entry if text == entry.raw else _said(entry, text)


def _report(report: Report, advance: Words) -> Report:
    """Chapters with their headings; what they say is to be written anew."""
    return replace(
        report,
        title=advance(report.title),
        cover=tuple(_line(entry, advance) for entry in report.cover),
        sections=tuple(_section(section, advance) for section in report.sections),
        statements=(),
        attachments=tuple(_reworded(entry, advance) for entry in report.attachments),
        closing=tuple(_line(entry, advance) for entry in report.closing),
    )


def _section(section: Section, advance: Words) -> Section:
    own = section.paragraphs[:1]
    return replace(
        section,
        heading=_reworded(section.heading, advance),
        paragraphs=tuple(_said(entry, TO_FILL) for entry in own),
    )


def _line(entry: Entry, advance: Words) -> Entry:
    """A line of the cover or the end: one with a day is marked."""
    dated = _DATED.search(entry.raw) is not None
    return _said(entry, TO_FILL) if dated else _reworded(entry, advance)
