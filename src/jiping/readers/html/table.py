"""Tables of a web page on their grid, as a browser lays them out."""

from dataclasses import dataclass, field

from jiping.model.document import Cell, Place, Table
from jiping.readers import limits

_TO_THE_END = 0


@dataclass(slots=True)
class Open:
    """A cell that is being read; ``rows`` 0 reaches to the end of the table."""

    rows: int
    columns: int
    texts: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


@dataclass(slots=True)
class _Corner:
    row: int
    column: int
    rows: int
    columns: int
    text: str
    tables: tuple[Table, ...]


class Grid:
    """Rows and cells as they come; ``number`` is the table's in the file.

    ``_taken`` tells of each column until which row cells from above fill it.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        self.cell: Open | None = None
        self.cut = False
        self._corners: list[_Corner] = []
        self._taken: list[int] = []
        self._rows = 0
        self._column = 0
        self._in_row = False

    def begin_row(self) -> None:
        """Begins a row, ending the one before."""
        self.end_row()
        if self._rows >= limits.TABLE_ROWS:
            self.cut = True
            return
        self._rows += 1
        self._column = 0
        self._in_row = True

    def end_row(self) -> None:
        """Ends the row and its last cell, where one is open."""
        self.end_cell()
        self._in_row = False

    def begin_cell(self, rows: int, columns: int) -> None:
        """Begins a cell, ending the one before; a row is begun where there is none."""
        self.end_cell()
        if not self._in_row:
            self.begin_row()
        self.cell = Open(rows, columns)

    def end_cell(self) -> None:
        """Puts the cell that was read into the first free place of its row."""
        cell, self.cell = self.cell, None
        if cell is None or not self._in_row:
            return
        column = self._column
        while column < len(self._taken) and self._taken[column] >= self._rows:
            column += 1
        if column >= limits.TABLE_COLUMNS:
            self.cut = True
            return
        last = min(column + max(cell.columns, 1), limits.TABLE_COLUMNS)
        self._taken += [0] * (last - len(self._taken))
        free = next(
            (at for at in range(column, last) if self._taken[at] >= self._rows), last
        )
        reach = limits.TABLE_ROWS if cell.rows == _TO_THE_END else cell.rows
        for at in range(column, free):
            self._taken[at] = self._rows + reach - 1
        text = "\n".join(cell.texts).strip()
        self._corners.append(
            _Corner(
                self._rows, column + 1, reach, free - column, text, tuple(cell.tables)
            )
        )
        self._column = free

    def table(self, file: str) -> Table | None:
        """The table, spans held within its rows; None where it has no cell."""
        self.end_row()
        if not self._corners:
            return None
        rows = max(corner.row for corner in self._corners)
        return Table(
            rows=rows,
            columns=len(self._taken),
            cells=tuple(self._cell(corner, rows, file) for corner in self._corners),
            place=Place(file=file, table=self.number),
        )

    def _cell(self, corner: _Corner, rows: int, file: str) -> Cell:
        place = Place(
            file=file, table=self.number, row=corner.row, column=corner.column
        )
        return Cell(
            row=corner.row,
            column=corner.column,
            row_span=min(corner.rows, rows - corner.row + 1),
            column_span=corner.columns,
            text=corner.text,
            place=place,
            tables=corner.tables,
        )
