"""Rows of merged cells laid on a grid: every cell once, with its span.

Word's formats say merges the same way: a cell stretches over columns, and a cell that
continues the one above says so. The grid is taken from the rows alone: producers write
rows that end early, run over, or do not line up with one another.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from jiping.model.document import Cell, Place, Table
from jiping.readers import limits

BEGINS = "restart"
CONTINUES = "continue"


@dataclass(slots=True)
class Part:
    """A cell as its row states it.

    ``down`` is ``BEGINS`` or ``CONTINUES`` for a cell merged downward, anything else
    but ``""`` reads as ``BEGINS``; ``across`` tells that it only lengthens the cell to
    its left. ``row``, ``column`` and ``row_span`` are given to it by the grid, where
    ``span``, ``row_span`` and ``tables`` grow as merged neighbours are met.
    """

    text: str
    tables: tuple[Table, ...] = ()
    span: int = 1
    down: str = ""
    across: bool = False
    row: int = 0
    column: int = 0
    row_span: int = 1


class Grid:
    """Rows laid down one after the other, within the bounds of a table.

    ``covered`` are texts that merged cells hide; ``cut`` tells that something was left
    out. ``_open`` are the cells that may continue downward, by their first column.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0
        self.covered: list[str] = []
        self.cut = False
        self._corners: list[Part] = []
        self._open: dict[int, Part] = {}

    @property
    def is_full(self) -> bool:
        """True once the table has all the rows it may have."""
        return self.rows >= limits.TABLE_ROWS

    def add(self, parts: Iterable[Part], before: int = 0) -> None:
        """One row; ``before`` are the grid columns skipped in front of it."""
        self.rows += 1
        column = 1 + before
        above, self._open = self._open, {}
        last: Part | None = None
        most = limits.TABLE_COLUMNS
        for part in parts:
            if column > most:
                self.cut = True
                break
            span = part.span
            if span > 1:
                span = min(span, most - column + 1)
            if part.across and last is not None:
                last.span += span
                self._cover(last, part)
            elif part.down == CONTINUES and column in above:
                corner = self._open[column] = above[column]
                corner.row_span = self.rows - corner.row + 1
                self._cover(corner, part)
                last = None
            else:
                last = part
                last.row, last.column, last.span = self.rows, column, span
                self._corners.append(last)
                if part.down:
                    self._open[column] = last
            column += span
        self.columns = max(self.columns, column - 1)

    def _cover(self, corner: Part, part: Part) -> None:
        """A merged cell shows its first part only; what else it holds is reported."""
        if part.text:
            self.covered.append(part.text)
        corner.tables += part.tables

    def table(self, number: int, file: str, columns: int = 0) -> Table:
        """The table; ``columns`` is what the file declares, at least."""
        return Table(
            rows=self.rows,
            columns=max(self.columns, min(columns, limits.TABLE_COLUMNS)),
            cells=tuple(_cell(corner, number, file) for corner in self._corners),
            place=Place(file=file, table=number),
        )


def _cell(corner: Part, number: int, file: str) -> Cell:
    return Cell(
        row=corner.row,
        column=corner.column,
        row_span=corner.row_span,
        column_span=corner.span,
        text=corner.text,
        place=Place(file=file, table=number, row=corner.row, column=corner.column),
        tables=corner.tables,
    )
