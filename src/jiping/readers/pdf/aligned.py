"""Tables without rules: lines that stand in the same columns, one below the other.

Only what cannot well be anything else is taken: at least three lines in a row, each
parted into the same three columns or more by wide gaps.
"""

from collections.abc import Sequence
from itertools import pairwise

from jiping.readers.pdf.lines import segments
from jiping.readers.pdf.ruled import NEAR
from jiping.readers.pdf.shapes import Line, around
from jiping.readers.pdf.tables import PageTable, Slot

_GAP = 1.5
_LEAST = 3
_PITCH = 4.0

Columns = list[tuple[float, float]]
Parted = list[Line]


def aligned(lines: Sequence[Line]) -> tuple[list[PageTable], list[Line]]:
    """Tables found by alignment, and the lines that stand outside of them."""
    tables: list[PageTable] = []
    rest: list[Line] = []
    parted = [segments(line, _GAP) for line in lines]
    at = 0
    while at < len(lines):
        end = _end(parted, at)
        columns = _columns(parted[at:end])
        if end - at >= _LEAST and len(columns) >= _LEAST:
            tables.append(_table(parted[at:end], columns))
            at = end
        else:
            rest.append(lines[at])
            at += 1
    return tables, rest


def _end(parted: Sequence[Parted], start: int) -> int:
    """The first line after a block whose lines all have a start line's columns."""
    if len(parted[start]) < _LEAST:
        return start
    end = start + 1
    while (
        end < len(parted)
        and len(parted[end]) == len(parted[start])
        and parted[end][0].box[1] - parted[end - 1][0].box[3]
        < _PITCH * parted[start][0].em
        and len(_columns(parted[start : end + 1])) == len(parted[start])
    ):
        end += 1
    return end


def _columns(rows: Sequence[Parted]) -> Columns:
    """What the pieces of all lines cover together, from left to right."""
    columns: Columns = []
    for x0, x1 in sorted((p.box[0], p.box[2]) for row in rows for p in row):
        if columns and x0 <= columns[-1][1] + NEAR:
            columns[-1] = columns[-1][0], max(x1, columns[-1][1])
        else:
            columns.append((x0, x1))
    return columns


def _table(rows: Sequence[Parted], columns: Columns) -> PageTable:
    """Cells fill the space to the middle of the gap beside them."""
    middles = [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    xs = [columns[0][0], *middles, columns[-1][1]]
    slots = []
    for at, row in enumerate(rows):
        top = min(piece.box[1] for piece in row)
        bottom = max(piece.box[3] for piece in row)
        for x0, x1, piece in zip(xs, xs[1:], row, strict=False):
            box = (x0, top, x1, bottom)
            slots.append(Slot(at, 1, box, piece.page, [piece]))
    return PageTable(
        rows[0][0].page, around([slot.box for slot in slots]), len(rows), slots
    )
