"""A document as one stream of paragraphs and table rows, ready for reading by labels."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from jiping.intake.labels import plain
from jiping.model.document import Cell, Document, Paragraph, Place, Table
from jiping.model.memory import FORGETFUL, Memory


class Slot(NamedTuple):
    """A cell as one row shows it: grid columns ``start`` up to, not including, ``end``.

    ``continued`` where a cell merged downwards only goes on from the row above.
    """

    text: str
    start: int
    end: int
    continued: bool
    place: Place

    @property
    def label(self) -> str:
        """The text as a plain label."""
        return plain(self.text)

    @property
    def blank(self) -> bool:
        """Whether nothing is printed in it."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a table. ``table`` tells the tables of the stream apart. ``ragged`` where
    the table has no true grid: columns count cells, and rows differ in length."""

    slots: tuple[Slot, ...]
    table: int
    ragged: bool
    place: Place
    # The slots that print something and start in this row; asked for many times.
    filled: tuple[Slot, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found = tuple(s for s in self.slots if not s.continued and not s.blank)
        object.__setattr__(self, "filled", found)


Item = Paragraph | Line


def stream(document: Document, memory: Memory = FORGETFUL) -> tuple[Item, ...]:
    """Paragraphs and rows in reading order; a nested table follows the one it is in.

    A table of one column frames text, and gives paragraphs.
    """
    items: list[Item] = []
    count = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            items.append(block)
            continue
        # Of a table in which a cell changed, most rows are as they were.
        items.extend(memory.each_of((_of_table, count), _of_table, block, count))
        count += 1 + memory.of(_nested, block)
    return tuple(items)


def _of_table(table: Table, count: int) -> tuple[Item, ...]:
    """What a table gives; ``count`` is its number."""
    if not _one_column(table):
        return tuple(_lines(table, count))
    items: list[Item] = list(_written(table))
    for cell in table.cells:
        for inner in cell.tables:
            items.extend(_lines(inner, count))
            count += 1 + _nested(inner)
    return tuple(items)


def _one_column(table: Table) -> bool:
    """A frame round text: no row shows two cells."""
    rows = [cell.row for cell in table.cells]
    return len(rows) == len(set(rows)) and all(c.row_span == 1 for c in table.cells)


def _written(table: Table) -> Iterator[Paragraph]:
    for cell in table.cells:
        for line in cell.text.splitlines() or [""]:
            yield Paragraph(text=line, place=cell.place)


def _nested(table: Table) -> int:
    inner = [nested for cell in table.cells for nested in cell.tables]
    return len(inner) + sum(map(_nested, inner))


def _lines(table: Table, number: int) -> Iterator[Line]:
    """The rows of a table and of those nested in it, numbered from ``number``."""
    pending: list[tuple[Table, int]] = [(table, number)]
    following = number + 1
    while pending:
        current, ident = pending.pop(0)
        ragged = _ragged(current)
        for row in current.by_row():
            slots = tuple(_slot(cell, continued) for cell, continued in row)
            if slots:
                place = slots[0].place
                yield Line(slots=slots, table=ident, ragged=ragged, place=place)
            for cell, continued in row:
                for nested in () if continued else cell.tables:
                    pending.append((nested, following))
                    following += 1


def _slot(cell: Cell, continued: bool) -> Slot:
    return Slot(
        text=cell.text,
        start=cell.column,
        end=cell.column + max(cell.column_span, 1),
        continued=continued,
        place=cell.place,
    )


def _ragged(table: Table) -> bool:
    if any(cell.column_span > 1 or cell.row_span > 1 for cell in table.cells):
        return False
    ends = dict.fromkeys({cell.row for cell in table.cells}, 0)
    for cell in table.cells:
        ends[cell.row] = max(ends[cell.row], cell.column)
    return len(set(ends.values())) > 1
