"""Tables drawn with bars, as converters from other formats write them.

A row is ``| a | b |``; two rows of them, or one over a ruler ``|---|:-:|``, make a table.
The ruler is no row. ``\\|`` is a bar inside a cell and ``<br>`` a line break.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from jiping.readers.text.cells import Line
from jiping.readers.text.rows import Row, Rows, TextCell

_ROW = re.compile(r" *\|.*[^\\]\|\s*")
_RULER = re.compile(r" *\|(?:\s*:?-+:?\s*\|)+\s*")
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LEAST_CELLS = 2
_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table drawn with bars."""

    rows: Rows


def parts(lines: Sequence[Line]) -> Iterator[Drawn | tuple[Line, ...]]:
    """Tables, and between them the other lines, in order."""
    kept: list[Line] = []
    for is_row, group in groupby(lines, _is_row):
        found = tuple(group)
        if not is_row or len(found) < _LEAST_ROWS:
            kept += found
            continue
        rows = tuple(_row(line) for line in found if not _RULER.fullmatch(line.text))
        if not rows:
            kept += found
            continue
        if kept:
            yield tuple(kept)
            kept = []
        yield Drawn(rows)
    if kept:
        yield tuple(kept)


def _is_row(line: Line) -> bool:
    return bool(_ROW.fullmatch(line.text)) and len(_cells(line)) >= _LEAST_CELLS


def _cells(line: Line) -> list[str]:
    return _BAR.split(line.text.strip())[1:-1]


def _row(line: Line) -> Row:
    return tuple(TextCell((Line(line.number, _text(cell)),)) for cell in _cells(line))


def _text(cell: str) -> str:
    return _BREAK.sub("\n", cell).replace("\\|", "|")
