"""Grids with the text in them, still open to be continued on the next page."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from jiping.model.document import Cell, Place, Table
from jiping.readers import limits
from jiping.readers.pdf.lines import lines
from jiping.readers.pdf.ruled import NEAR, Grid
from jiping.readers.pdf.shapes import Box, Glyph, Line
from jiping.readers.pdf.wording import cell_text


@dataclass(slots=True)
class Slot:
    """A cell: 0-based row, how many rows, its place on its page, and its lines.

    ``unread`` tells of ink that no text was recognised in.
    """

    row: int
    rows: int
    box: Box
    page: int
    lines: list[Line] = field(default_factory=list)
    tables: list["PageTable"] = field(default_factory=list)
    unread: bool = False

    @property
    def text(self) -> str:
        return cell_text(self.lines)

    @property
    def confidence(self) -> float | None:
        return least_sure(self.lines, self.unread)


@dataclass(slots=True)
class PageTable:
    """A table as it stands on a page; ``slots`` in reading order."""

    page: int
    box: Box
    rows: int
    slots: list[Slot]

    def top(self) -> list[Slot]:
        """The cells of the first row."""
        return [slot for slot in self.slots if slot.row == 0]

    def bottom(self) -> list[Slot]:
        """The cells that reach the last row."""
        return [slot for slot in self.slots if slot.row + slot.rows == self.rows]


def filled(
    found: Sequence[Grid], glyphs: Iterable[Glyph], page: int
) -> tuple[list[PageTable], list[Glyph]]:
    """The tables of a page with their text, and the characters outside of them.

    A grid that lies inside a cell of another one is a table of that cell.
    """
    tables: list[PageTable] = []
    rest = list(glyphs)
    within: list[tuple[Grid, PageTable]] = []
    for grid in sorted(found, key=_area):
        table, rest = _filled(grid, rest, page)
        within.append((grid, table))
    for at, (grid, table) in enumerate(within):
        outer = next(
            (_slot(o, t, grid) for o, t in within[at + 1 :] if _holds(o, grid)), None
        )
        if outer is None:
            tables.append(table)
        else:
            outer.tables.append(table)
    return sorted(tables, key=lambda table: table.box[1]), rest


def _area(grid: Grid) -> float:
    x0, y0, x1, y1 = grid.box
    return (x1 - x0) * (y1 - y0)


def _holds(outer: Grid, inner: Grid) -> bool:
    a, b = outer.box, inner.box
    return a[0] <= b[0] and a[1] <= b[1] and b[2] <= a[2] and b[3] <= a[3]


def _slot(grid: Grid, table: PageTable, inner: Grid) -> Slot:
    x0, y0, x1, y1 = inner.box
    return table.slots[
        _owner(grid)[_row(grid, (y0 + y1) / 2)][_column(grid, (x0 + x1) / 2)]
    ]


def _filled(
    grid: Grid, glyphs: list[Glyph], page: int
) -> tuple[PageTable, list[Glyph]]:
    x0, y0, x1, y1 = grid.box
    owner = _owner(grid)
    held: list[list[Glyph]] = [[] for _ in grid.spans]
    rest: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        if x0 < x < x1 and y0 < y < y1:
            held[owner[_row(grid, y)][_column(grid, x)]].append(glyph)
        else:
            rest.append(glyph)
    slots = [
        Slot(
            span.row,
            span.rows,
            grid.box_of(span),
            page,
            lines((glyph for glyph in inside if glyph.text), page),
            unread=not all(glyph.text for glyph in inside),
        )
        for span, inside in zip(grid.spans, held, strict=True)
    ]
    return PageTable(page, grid.box, len(grid.ys) - 1, slots), rest


def _owner(grid: Grid) -> list[list[int]]:
    """For each row and column the cell that covers them."""
    owner = [[0] * (len(grid.xs) - 1) for _ in grid.ys[1:]]
    for at, span in enumerate(grid.spans):
        for row in range(span.row, span.row + span.rows):
            owner[row][span.column : span.column + span.columns] = [at] * span.columns
    return owner


def _row(grid: Grid, y: float) -> int:
    return min(max(bisect_right(grid.ys, y) - 1, 0), len(grid.ys) - 2)


def _column(grid: Grid, x: float) -> int:
    return min(max(bisect_right(grid.xs, x) - 1, 0), len(grid.xs) - 2)


def placed(table: PageTable, number: int, file: str) -> Table:
    """The table; its columns are counted by every boundary on any of its pages."""
    xs = _columns(table.slots)
    cells = []
    for slot in sorted(table.slots, key=lambda slot: (slot.row, slot.box[0])):
        column, end = _at(xs, slot.box[0]), _at(xs, slot.box[2])
        place = Place(
            file=file,
            table=number,
            row=slot.row + 1,
            column=column + 1,
            page=slot.page,
            box=rounded(slot.box),
            confidence=slot.confidence,
        )
        cells.append(
            Cell(
                row=slot.row + 1,
                column=column + 1,
                row_span=slot.rows,
                column_span=max(1, end - column),
                text=slot.text,
                place=place,
                tables=tuple(placed(inner, number, file) for inner in slot.tables),
            )
        )
    return Table(
        rows=table.rows,
        columns=len(xs) - 1,
        cells=tuple(cells),
        place=Place(file=file, table=number, page=table.page, box=rounded(table.box)),
    )


def least_sure(
    found: Sequence[Line], unread: bool = False, of: AbstractSet[str] | None = None
) -> float | None:
    """The confidence of the character that is least sure, of all or of some.

    None where all are printed; 0 where ink was left ``unread``.
    """
    shares = [
        glyph.confidence
        for line in found
        for glyph in line.glyphs
        if glyph.confidence is not None and (of is None or glyph.text in of)
    ]
    return 0.0 if unread else round(min(shares), 3) if shares else None


def rounded(box: Box) -> Box:
    """A box to a tenth of a point."""
    return round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)


def _columns(slots: Iterable[Slot]) -> list[float]:
    xs: list[float] = []
    for x in sorted(side for slot in slots for side in (slot.box[0], slot.box[2])):
        if not xs or x - xs[-1] > NEAR:
            xs.append(x)
    return xs[: limits.TABLE_COLUMNS + 1]


def _at(xs: Sequence[float], x: float) -> int:
    at = bisect_right(xs, x)
    return at - 1 if at and (at == len(xs) or x - xs[at - 1] <= xs[at] - x) else at
