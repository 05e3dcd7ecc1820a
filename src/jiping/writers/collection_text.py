"""A bureau's intake for the terminal: the table, then what needs a person."""

from collections.abc import Iterator
from typing import IO, Any

from jiping.model.delivery import Collection
from jiping.writers.collection_words import (
    HEADINGS,
    SILENT,
    cells,
    sentences,
    summary,
    verdict,
    year_words,
)
from jiping.writers.width import table
from jiping.writers.words import plain


def write(collection: Collection, stream: IO[Any]) -> None:
    """The table of units, then lists, then one line of totals."""
    for line in _lines(collection):
        stream.write(f"{line}\n")


def _lines(collection: Collection) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [("单位", "年度", *HEADINGS, "结果")]
    for standing in collection.standings:
        unit, year = plain(standing.unit), year_words(standing)
        rows.append((unit, year, *cells(standing), verdict(standing)))
    rows += [
        (plain(unit), "", *[""] * len(HEADINGS), SILENT) for unit in collection.silent
    ]
    if len(rows) > 1:
        yield from table(rows)
        yield ""
    for standing in collection.standings:
        said = list(sentences(standing))
        if said:
            yield f"{plain(standing.unit)}  {year_words(standing)}年度"
            yield from (f"  {sentence}" for sentence in said)
            yield ""
    yield from _list(
        "几个单位的资料混在一起",
        [(plain(each.name), "、".join(each.units)) for each in collection.mixed],
    )
    for heading, unread in (("读不出的文件", True), ("未能归入的文件", False)):
        yield from _list(
            heading,
            [
                (plain(stray.file), plain(stray.reason))
                for stray in collection.strays
                if stray.unread is unread
            ],
        )
    yield summary(collection)


def _list(heading: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    if rows:
        yield f"{heading}（{len(rows)}）"
        yield from table(rows, indent="  ")
        yield ""
