"""Every score printed and worked out again, as aligned lines or as JSON."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import IO, Any

from jiping import __version__
from jiping.model.filing import Filing, Row, Sheet
from jiping.model.finding import Computed, Outcome
from jiping.model.values import Ref
from jiping.writers import Options
from jiping.writers.records import Json, decimal_text, place_json
from jiping.writers.stream import write_run
from jiping.writers.tally import Tally, files_of, notes_of
from jiping.writers.text import HEADING, styled
from jiping.writers.width import shortened, table
from jiping.writers.words import (
    LEVEL_WORDS,
    form_heading,
    place_words,
    plain,
    row_words,
)

# A longer label would push the figures out of the terminal.
LABEL_WIDTH = 40
HEAD = ("位置", "项目", "分值", "自评", "重算", "方法", "说明")
DIFFERS, AGREES, OPEN = "≠", "＝", "－"


def write_text(outcomes: Iterable[Outcome], stream: IO[Any], options: Options) -> Tally:
    """One aligned table for each sheet that holds scores."""
    tally = Tally()
    for outcome in outcomes:
        tally.add(outcome)
        for line in package_lines(outcome, options):
            stream.write(line + "\n")
    return tally


def write_json(outcomes: Iterable[Outcome], stream: IO[Any], options: Options) -> Tally:
    """One object for the run, one package a line."""
    return write_run(outcomes, stream, package_json, __version__)


def package_lines(outcome: Outcome, options: Options) -> Iterator[str]:
    """Header, what could not be read, then sheet by sheet."""
    filing = outcome.filing
    yield styled("、".join(map(plain, files_of(outcome))), HEADING, options)
    for note in notes_of(outcome):
        if note.level == "error":
            yield f"  {LEVEL_WORDS[note.level]}  {plain(note.text)}"
    by_row = _by_row(outcome.computed)
    for sheet in filing.evaluations:
        rows = list(_scored(sheet, by_row))
        if rows:
            yield ""
            heading = form_heading(filing, sheet.form, sheet.key)
            yield styled(heading, HEADING, options)
            lines = partial(_row_words, filing)
            yield from table([HEAD, *(lines(*row) for row in rows)], indent="  ")
    yield ""


def package_json(outcome: Outcome) -> Json:
    """Sheets with their scored rows; figures are text, null where there is none."""
    filing = outcome.filing
    by_row = _by_row(outcome.computed)
    return {
        "package": outcome.package,
        "files": list(files_of(outcome)),
        "unit": filing.unit,
        "year": filing.year,
        "sheets": [
            {
                "form": sheet.form,
                "key": sheet.key,
                "name": sheet.name,
                "rows": [
                    _row_json(filing, row, computed)
                    for row, computed in _scored(sheet, by_row)
                ],
            }
            for sheet in filing.evaluations
        ],
    }


def _by_row(
    computed: Mapping[Ref, Computed],
) -> Mapping[tuple[str, str, str], Computed]:
    return {(ref.form, ref.key, ref.row): value for ref, value in computed.items()}


def _scored(
    sheet: Sheet, by_row: Mapping[tuple[str, str, str], Computed]
) -> Iterator[tuple[Row, Computed | None]]:
    """Rows that print a score or for which one was worked out."""
    for row in sheet.rows:
        computed = by_row.get((sheet.form, sheet.key, row.key))
        if computed is not None or row["score"].number is not None:
            yield row, computed


def _row_words(filing: Filing, row: Row, computed: Computed | None) -> tuple[str, ...]:
    place = filing.places.get(row["score"].ref)
    return (
        place_words(place) if place else "",
        shortened(plain(row["level3"].raw) or row_words(row), LABEL_WIDTH),
        plain(row["weight"].raw),
        plain(row["score"].raw),
        f"{_verdict(row, computed)} {points_words(computed)}".strip(),
        computed.method if computed else "",
        plain(computed.explanation) if computed else "",
    )


def points_words(computed: Computed | None) -> str:
    """``9.5``; ``8至10`` where the method leaves room; empty where it cannot be scored."""
    span = _span(computed)
    if span is None:
        return ""
    low, high = map(_short, span)
    return low if low == high else f"{low}至{high}"


def _span(computed: Computed | None) -> tuple[Decimal, Decimal] | None:
    """What the method allows, from lowest to highest; None where it cannot be scored."""
    if computed is None:
        return None
    low = computed.points if computed.low is None else computed.low
    high = computed.points if computed.high is None else computed.high
    return None if low is None or high is None else (low, high)


def _number(number: Decimal | None) -> str:
    return "" if number is None else decimal_text(number)


def _short(number: Decimal) -> str:
    text = _number(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _verdict(row: Row, computed: Computed | None) -> str:
    """Whether the printed score lies in what the method allows."""
    printed, span = row["score"].number, _span(computed)
    if span is None or printed is None:
        return OPEN
    return AGREES if span[0] <= printed <= span[1] else DIFFERS


def _row_json(filing: Filing, row: Row, computed: Computed | None) -> Json:
    place = filing.places.get(row["score"].ref)
    printed, weight = row["score"].number, row["weight"].number
    return {
        "row": row.key,
        "label": row["level3"].raw or row.label,
        "weight": _number(weight) or None,
        "printed": _number(printed) or None,
        "computed": (_number(computed.points) or None) if computed else None,
        "low": (_number(computed.low) or None) if computed else None,
        "high": (_number(computed.high) or None) if computed else None,
        "method": computed.method if computed else "",
        "explanation": computed.explanation if computed else "",
        "place": place_json(place) if place else None,
    }
