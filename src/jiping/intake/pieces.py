"""Filings with every table and report they were made of, for who records deliveries."""

from collections.abc import Sequence
from hashlib import sha256

from jiping.intake.labels import joined, year
from jiping.intake.owners import Package, unit_in_title, unit_of
from jiping.intake.package import filings_of, found_in, printed
from jiping.intake.text import squash
from jiping.model.delivery import Piece
from jiping.model.document import Document
from jiping.model.filing import Filing


def delivered(
    documents: Sequence[Document],
) -> tuple[tuple[Filing, tuple[Piece, ...]], ...]:
    """The filings, each with every table and report that was found, those that stand in
    it twice included."""
    found = found_in(documents)
    return tuple(
        (filing, _pieces(package))
        for filing, package in zip(filings_of(found), found.packages, strict=True)
    )


def _pieces(package: Package) -> tuple[Piece, ...]:
    tables = [
        Piece(
            form=read.sheet.form,
            key=read.sheet.key,
            name=joined(read.sheet.name),
            unit=squash(unit_of(read.sheet)),
            year=read.sheet.year,
            place=read.places[read.sheet.ref],
            digest=_digest(printed(read.sheet)),
        )
        for read in package.reads
    ]
    reports = [
        Piece(
            form="report",
            key="project" if "项目" in run.titled and "整体" not in run.titled else "",
            name=joined(run.titled),
            unit=squash(unit_in_title(run.titled)),
            year=year(run.titled),
            place=run.paragraphs[0].place,
            digest=_digest([squash(paragraph.text) for paragraph in run.paragraphs]),
        )
        for run in package.reports
    ]
    return (*tables, *reports)


def _digest(texts: Sequence[str]) -> str:
    return sha256("\n".join(texts).encode()).hexdigest()
