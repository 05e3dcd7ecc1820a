"""A filing as lines for a terminal: what was read, where it stands, what was decided."""

from collections.abc import Iterable, Iterator
from typing import IO, Any

from jiping.model.document import Place
from jiping.model.filing import Filing, Report, Row, Sheet
from jiping.model.finding import Outcome
from jiping.model.terms import COLUMNS
from jiping.model.values import Entry, Gap, Ref
from jiping.writers import Options
from jiping.writers.tally import Tally, files_of, notes_of
from jiping.writers.text import DIM, HEADING, styled
from jiping.writers.width import shortened
from jiping.writers.words import (
    LEVEL_WORDS,
    form_heading,
    identity_words,
    place_words,
    plain,
    row_words,
)

# Longer text is cut: the whole of it is in the JSON.
TEXT_WIDTH = 100


def write(outcomes: Iterable[Outcome], stream: IO[Any], options: Options) -> Tally:
    """Each filing as it comes."""
    tally = Tally()
    for outcome in outcomes:
        tally.add(outcome)
        for line in package_lines(outcome, options):
            stream.write(line + "\n")
    return tally


def package_lines(outcome: Outcome, options: Options) -> Iterator[str]:
    """Who and when, notes of intake, every table row by row, the report."""
    filing = outcome.filing
    yield styled("、".join(map(plain, files_of(outcome))), HEADING, options)
    if filing.sheets or filing.report:
        yield "  " + identity_words(filing)
    for note in notes_of(outcome):
        yield f"  {LEVEL_WORDS[note.level]}  {place_words(note.place)}  {plain(note.text)}"
    for sheet in filing.sheets:
        yield ""
        heading = form_heading(filing, sheet.form, sheet.key)
        yield styled(f"{heading}（{plain(sheet.unit)}）", HEADING, options)
        yield from _sheet_lines(filing, sheet, options)
    if filing.report is not None:
        yield ""
        yield styled(form_heading(filing, "report"), HEADING, options)
        yield from _report_lines(filing, filing.report, options)
    yield ""


def _sheet_lines(filing: Filing, sheet: Sheet, options: Options) -> Iterator[str]:
    for row in sheet.rows:
        place = _row_place(filing, sheet, row)
        cells = "  ".join(_cell_words(sheet, *item) for item in row.cells.items())
        yield f"  {_spot(place, options)}{row_words(row)}  {cells}".rstrip()
    for remark in sheet.remarks:
        yield f"  {_spot(filing.places.get(remark.ref), options)}{shortened(plain(remark.raw), TEXT_WIDTH)}"


def _row_place(filing: Filing, sheet: Sheet, row: Row) -> Place | None:
    refs = (Ref(sheet.form, sheet.key, row.key), *(c.ref for c in row.cells.values()))
    return next((filing.places[ref] for ref in refs if ref in filing.places), None)


def _cell_words(sheet: Sheet, key: str, cell: Entry) -> str:
    label = plain(sheet.columns.get(key, "")) or COLUMNS.get(key, key)
    return f"{label}={_value_words(cell)}"


def _value_words(entry: Entry) -> str:
    gap = entry.value if isinstance(entry.value, Gap) else None
    return shortened(plain(entry.raw), TEXT_WIDTH) or (gap.value if gap else "")


def _report_lines(filing: Filing, report: Report, options: Options) -> Iterator[str]:
    for section in report.sections:
        spot = _spot(filing.places.get(section.heading.ref), options)
        yield f"  {spot}{plain(section.number)}{plain(section.heading.raw)}"
        for statement in report.statements:
            if statement.section == section.key:
                entry = statement.entry
                spot = _spot(filing.places.get(entry.ref), options)
                yield f"    {spot}{plain(statement.subject)}={_value_words(entry)}"


def _spot(place: Place | None, options: Options) -> str:
    return "" if place is None else styled(place_words(place), DIM, options) + "  "
