"""What somebody sent in: read, or checked and marked, in a process that can be ended."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from typing import Any

from jiping import intake
from jiping.model.document import Document, Place
from jiping.model.filing import Filing
from jiping.model.finding import Outcome
from jiping.pipeline.annotating import MarkedFile, mark_sources
from jiping.pipeline.checking import check_package
from jiping.pipeline.workers import GivenUp, in_process
from jiping.readers import Source
from jiping.readers.members import opened
from jiping.rules import EVERYTHING, cards
from jiping.writers import Options, load

__all__ = [
    "Checked",
    "GivenUp",
    "Received",
    "checked_and_marked",
    "document",
    "received",
]

Files = Sequence[tuple[str, bytes]]

PACKAGE = "来件"
# Of so many doubtful places the picture is cut out.
MOST_PICTURES = 80
_CUTTING = "jiping.readers.scan.cutting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A package as read: its outcomes with documents, one for each unit that it speaks
    of; ``apart`` the filings that each of several files makes by itself; ``pictures``
    (PNG) of the doubtful places of scanned pages, where they could be cut out."""

    outcomes: tuple[Outcome, ...]
    apart: tuple[Filing, ...]
    pictures: Mapping[Place, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A package checked: outcomes without documents, the report as a page (UTF-8), the
    findings as a workbook, and every file with its comments where it can have some."""

    outcomes: tuple[Outcome, ...]
    page: bytes
    workbook: bytes
    files: tuple[MarkedFile, ...]


def received(files: Files) -> Received:
    """Read files, and those in archives among them, as the package of one unit.

    What cannot be read is a note of the outcome. Raises GivenUp where the process took
    too long or too much memory.
    """
    found = in_process(_received, tuple(files), ())
    outcomes = tuple(replace(each, cards=cards()) for each in found.outcomes)
    return replace(found, outcomes=outcomes)


def document(file: tuple[str, bytes]) -> Document:
    """One file read and nothing more. Raises GivenUp as ``received``."""
    return in_process(_document, file, ())


def checked_and_marked(files: Files, date: str = "") -> Checked:
    """Check files and write the findings into them as comments; ``date`` as in
    ``annotating.mark``. Raises GivenUp as ``received``."""
    found = in_process(partial(_checked, date=date), tuple(files), ())
    outcomes = tuple(replace(each, cards=cards()) for each in found.outcomes)
    return replace(found, outcomes=outcomes)


def _document(file: tuple[str, bytes]) -> Document:
    name, data = file
    return Source(name=name, package=name, data=data).document()


def _sources(files: Files) -> tuple[Source, ...]:
    """The files of one package; names of archives in front of those of their members."""
    return tuple(
        replace(each, package=PACKAGE)
        for name, data in files
        for each in opened(Source(name=name, package=PACKAGE, data=data))
    )


def _received(files: Files) -> Received:
    sources = _sources(files)
    outcomes = check_package(sources, EVERYTHING, with_documents=True)
    documents = outcomes[0].documents if outcomes else ()
    apart: tuple[Filing, ...] = ()
    if len(documents) > 1:
        apart = tuple(one for each in documents for one in intake.filings((each,)))
    places = [
        place
        for outcome in outcomes
        for place in outcome.filing.places.values()
        if place.doubtful and place.box is not None
    ]
    return Received(
        outcomes=tuple(replace(each, cards={}) for each in outcomes),
        apart=apart,
        pictures=_pictures(sources, places[:MOST_PICTURES]),
    )


def _pictures(
    sources: Sequence[Source], places: Sequence[Place]
) -> Mapping[Place, bytes]:
    """What stands at these places, as pictures; nothing where the extra is lacking."""
    if not places:
        return {}
    try:
        cut: Any = import_module(_CUTTING).cut
    except ImportError:
        return {}
    found: dict[Place, bytes] = {}
    for source in sources:
        own = [place for place in places if place.file == source.name]
        if own and source.data is not None:
            found |= cut(source.data, source.name, own)
    return found


def _checked(files: Files, date: str) -> Checked:
    outcomes, marked = mark_sources(_sources(files), date=date)
    page, workbook = io.StringIO(), io.BytesIO()
    load("html").write(outcomes, page, Options())
    load("xlsx").write(outcomes, workbook, Options())
    return Checked(
        outcomes=tuple(replace(each, cards={}, documents=()) for each in outcomes),
        page=page.getvalue().encode("utf-8", "replace"),
        workbook=workbook.getvalue(),
        files=marked,
    )
