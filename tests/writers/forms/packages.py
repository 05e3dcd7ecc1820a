"""Filings to write, and what a filing says without where it says it."""

from collections.abc import Iterator
from pathlib import Path

from jiping import intake
from jiping.model.filing import Filing, Report, Sheet
from jiping.readers import read

SAMPLES = sorted((Path(__file__).parents[3] / "samples").glob("*.txt"))


def filing_of(data: bytes, name: str) -> Filing:
    """The one filing of a file."""
    (found,) = intake.filings((read(data, name),))
    return found


def sample(path: Path) -> Filing:
    """A shipped sample as read from the text layout."""
    return filing_of(path.read_bytes(), path.name)


def values(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    """Every cell of a sheet with its address, as printed and as understood."""
    for row in sheet.rows:
        yield row.key, row.kind, row.parent
        for column, entry in row.cells.items():
            yield row.key, column, entry.raw, str(entry.value), entry.unit


def labels(sheet: Sheet) -> list[str]:
    """The row labels, without what the form prints around them."""
    return ["".join(row.label.split()).rstrip("：:") for row in sheet.rows]


def told(report: Report) -> dict[str, list[str]]:
    """What a report says: chapters, paragraphs, statements, list of attachments."""
    return {
        "title": [report.title],
        "cover": [entry.raw for entry in report.cover],
        "headings": [
            f"{s.key}|{s.role}|{s.number}|{s.heading.raw}" for s in report.sections
        ],
        "paragraphs": [e.raw for s in report.sections for e in s.paragraphs],
        "statements": [
            f"{s.entry.ref}={s.entry.raw}|{s.entry.value}|{s.part_of}"
            for s in report.statements
        ],
        "attachments": [entry.raw for entry in report.attachments],
        "closing": [entry.raw for entry in report.closing],
    }
