"""A public edition as a file. Everything is drawn from the masked filing."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from types import MappingProxyType

from jiping.model.filing import Filing
from jiping.model.values import Entry
from jiping.rules.labels import Labels
from jiping.web.publication import drawn
from jiping.web.publication.models import Edition
from jiping.writers.forms import RENDERERS, render

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf": "application/pdf",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "json": "application/json; charset=utf-8",
        "csv": "text/csv; charset=utf-8",
    }
)
WORDS = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "json": "JSON", "csv": "CSV"}
HEADS = ("表", "行", "栏", "内容", "单位", "地址")
# A spreadsheet takes what begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def kinds() -> tuple[tuple[str, str], ...]:
    """What can be had on this machine: suffix and word."""
    return tuple((kind, WORDS[kind]) for kind in TYPES if _can(kind))


def _can(kind: str) -> bool:
    if kind in ("json", "csv"):
        return True
    if kind == "pdf" and find_spec("typst") is None:
        return False
    return f".{kind}" in RENDERERS


def exported(edition: Edition, filing: Filing, kind: str) -> bytes:
    """The edition's bytes. Raises KeyError for a kind that is not in ``TYPES``,
    ValueError (a Chinese sentence) where what it needs is not installed."""
    own: Mapping[str, Callable[[Edition, Filing], bytes]] = {
        "json": as_json,
        "csv": as_csv,
    }
    if kind in own:
        return own[kind](edition, filing)
    if kind not in TYPES:
        raise KeyError(kind)
    return render(drawn.drawing(filing), f".{kind}")


def as_json(edition: Edition, filing: Filing) -> bytes:
    """The filing as ``jiping read`` writes it, with its edition."""
    publication = edition.publication
    data = {
        "unit": publication.unit_name,
        "year": publication.year,
        "edition": edition.number,
        "published_at": edition.published_at.isoformat(timespec="seconds"),
        "digest": edition.digest,
        "filing": edition.filing,
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def as_csv(edition: Edition, filing: Filing) -> bytes:
    """One line a cell, one a paragraph, with a mark that spreadsheets know UTF-8 by."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADS)
    labels = Labels(filing)
    for entry in _cells(filing):
        if entry.raw.strip():
            form, row, column = labels.of(entry.ref)
            line = (form, row, column, entry.raw, entry.unit, str(entry.ref))
            writer.writerow([_harmless(text) for text in line])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cells(filing: Filing) -> Iterator[Entry]:
    for sheet in filing.sheets:
        yield from sheet.entries()
    report = filing.report
    if report is not None:
        yield from report.cover
        for section in report.sections:
            yield section.heading
            yield from section.paragraphs
        yield from report.attachments
        yield from report.closing


def _harmless(text: str) -> str:
    """Text that a spreadsheet takes for text; numbers below 0 stay numbers."""
    number = text[:1] == "-" and text[1:].replace(".", "", 1).replace(",", "").isdigit()
    return f"'{text}" if text.startswith(_FORMULA) and not number else text
