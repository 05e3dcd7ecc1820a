"""A file without meaning: paragraphs and tables on a grid, each knowing its place.

Readers make these; intake gives them meaning. Nothing here knows a form.
"""

from dataclasses import dataclass
from typing import NamedTuple

# What was recognised with less confidence than this is in doubt.
SURE = 0.9


class Place(NamedTuple):
    """Where something stands in what the unit sent. A tuple, as addresses are.

    ``file`` is the name as the user gave it; a member of an archive is
    ``"package.zip!附件1.docx"``. All numbers are 1-based. ``lines`` are source lines
    and are filled for text inputs only; ``table``, ``row`` and ``column`` count
    tables of the file and positions of the table's grid; ``paragraph`` counts the
    paragraphs that stand outside tables. ``sheet`` is the worksheet's name; there
    ``row`` and ``column`` count the worksheet's own. ``page`` and ``box`` (left, top,
    right, bottom in points from the page's upper left corner) are filled for inputs
    that have pages. ``confidence`` (0 to 1) says how surely the text there was read;
    it is filled for recognised pictures only, and below ``SURE`` is in doubt.

    A tuple, unlike other records: every cell has one and tables are keyed by them, and
    a tuple is made, compared and hashed several times as fast. Given by name all the same.
    """

    file: str
    lines: tuple[int, ...] = ()
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None
    sheet: str = ""
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    confidence: float | None = None

    @property
    def doubtful(self) -> bool:
        """Whether a person must look before what was read here can be believed."""
        return self.confidence is not None and self.confidence < SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph outside tables; ``text`` has its automatic number restored in front."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell, once, however many grid positions it covers.

    ``row`` and ``column`` are the 1-based grid position of its upper left corner.
    ``text`` keeps line breaks as ``"\\n"``.
    """

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    text: str = ""
    place: Place
    tables: tuple["Table", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A grid of ``rows`` × ``columns``; ``cells`` in reading order, row by row."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    place: Place

    def by_row(self) -> tuple[tuple[tuple[Cell, bool], ...], ...]:
        """Every grid row as the cells it shows, left to right.

        A cell that spans several columns appears once in a row. One that spans several
        rows appears in each of them; the flag is True where it only continues from above.
        """
        lines: list[list[tuple[Cell, bool]]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            for offset in range(cell.row_span):
                if cell.row - 1 + offset < self.rows:
                    lines[cell.row - 1 + offset].append((cell, offset > 0))
        return tuple(
            tuple(sorted(line, key=lambda entry: entry[0].column)) for line in lines
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something a reader or intake had to decide, could not read, or left out.

    ``level`` is ``"info"`` (decided so), ``"warning"`` (a part is missing or doubtful) or
    ``"error"`` (the file could not be read). ``text`` is one Chinese sentence for the
    user: what, where, and what to do.
    """

    level: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a reader hands on: blocks in the order of the file, and its notes."""

    name: str
    format: str
    blocks: tuple[Paragraph | Table, ...]
    notes: tuple[Note, ...] = ()
