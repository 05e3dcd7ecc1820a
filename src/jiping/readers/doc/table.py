"""Rows as the file states them, in twips, to rows on a common grid."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from jiping.model.document import Table
from jiping.readers import limits
from jiping.readers.doc.rows import Extent, Row, row
from jiping.readers.grid import Grid, Part

# Edges that differ by less are one edge: programs round, and people drag.
_SAME = 10
_USUAL_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds."""

    text: str
    tables: tuple[Table, ...] = ()


class Rows:
    """The rows of one table as they are read; ``number`` is the table's in the file."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._rows: list[tuple[list[Cell], Row]] = []
        self._cells: list[Cell] = []
        self._known: dict[bytes, Row] = {}
        self._cut = False

    def cell(self, cell: Cell) -> None:
        """Adds a cell to the row that is being read."""
        self._cells.append(cell)

    def drop(self) -> None:
        """Forgets the row that is being read."""
        self._cells = []

    def end(self, packed: bytes) -> None:
        """Ends the row; ``packed`` are the modifiers of its end."""
        cells, self._cells = self._cells, []
        if not cells:
            return
        if len(self._rows) >= limits.TABLE_ROWS:
            self._cut = True
            return
        if packed not in self._known:
            self._known[packed] = row(packed)
        self._rows.append((cells, _fitted(self._known[packed], len(cells))))

    def grid(self) -> Grid:
        """All rows on one grid, a row that never ended included."""
        self.end(b"")
        edges = _edges([stated.boundaries for _, stated in self._rows])
        grid = Grid()
        for cells, stated in self._rows:
            columns = _columns(stated.boundaries, edges)
            grid.add(_parts(cells, stated.cells, columns), columns[0])
        grid.cut = grid.cut or self._cut
        return grid


def _fitted(stated: Row, count: int) -> Row:
    """A row with an extent and an edge for every cell that it really has."""
    boundaries = stated.boundaries[: count + 1] or [0]
    while len(boundaries) < count + 1:
        boundaries.append(boundaries[-1] + _USUAL_WIDTH)
    cells = stated.cells[:count]
    cells += [Extent() for _ in range(count - len(cells))]
    return Row(boundaries, cells)


def _edges(rows: Sequence[Sequence[int]]) -> list[int]:
    """The common edges of all rows, each by the leftmost of those it stands for."""
    edges: list[int] = []
    for boundary in sorted(set(chain.from_iterable(rows))):
        if not edges or boundary - edges[-1] > _SAME:
            edges.append(boundary)
    return edges


def _columns(boundaries: Sequence[int], edges: Sequence[int]) -> list[int]:
    """The number of each edge of a row, every cell at least one column wide."""
    numbers: list[int] = []
    for boundary in boundaries:
        number = bisect_right(edges, boundary) - 1
        numbers.append(max(number, numbers[-1] + 1) if numbers else number)
    return numbers


def _parts(
    cells: Sequence[Cell], extents: Sequence[Extent], columns: Sequence[int]
) -> Iterator[Part]:
    for at, (cell, extent) in enumerate(zip(cells, extents, strict=True)):
        span = columns[at + 1] - columns[at]
        yield Part(cell.text, cell.tables, span, extent.down, extent.across)
