"""A Word 97–2003 document from front to back: paragraphs, tables, text boxes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jiping.model.document import Paragraph, Place, Table
from jiping.readers import limits
from jiping.readers.doc.boxes import Boxes
from jiping.readers.doc.inline import DRAWING, Inline
from jiping.readers.doc.pages import Pages
from jiping.readers.doc.pieces import Text
from jiping.readers.doc.properties import Layout
from jiping.readers.doc.styles import Styles
from jiping.readers.doc.table import Cell, Rows
from jiping.readers.docx.numbering import Counters
from jiping.readers.remarks import CUT, NESTED, REVISED

_ENDS = re.compile("[\r\x07\x0c]")
_CELL = "\x07"
_PAGE = "\x0c"
_MOST_DEEP = limits.NESTING // 2


@dataclass(slots=True)
class _Open:
    """A table that is being read, and its cell that is being read."""

    rows: Rows
    texts: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def end_cell(self) -> None:
        self.rows.cell(Cell("\n".join(self.texts).strip(), tuple(self.tables)))
        self.texts, self.tables = [], []

    def is_within(self) -> bool:
        """Whether a cell has begun and not ended."""
        return bool(self.texts or self.tables)


class Story:
    """What stands in a file, in order, with what is counted along the way.

    ``marks`` name what deserves a note; ``covered`` are texts hidden by merged cells,
    each with the number of its table.
    """

    def __init__(
        self,
        file: str,
        text: Text,
        pages: Pages,
        inline: Inline,
        numbers: tuple[Counters, Styles],
        marks: set[str],
    ) -> None:
        self.file = file
        self.marks = marks
        self.covered: list[tuple[int, str]] = []
        self.blocks: list[Paragraph | Table] = []
        self._text = text
        self._pages = pages
        self._inline = inline
        self._counters, self._styles = numbers
        self._open: list[_Open] = []
        self._tables = 0
        self._paragraphs = 0

    def read(
        self, start: int, end: int, sections: frozenset[int], boxes: Boxes
    ) -> None:
        """Adds the blocks of a span; boxes follow the paragraph that anchors them."""
        carried: list[str] = []
        for first, last in self._spans(start, end, sections):
            layout = self._layout(last)
            text = self._inline.text(first, last)
            if self._inline.properties(last).deleted and not self._ends_cell(
                last, layout
            ):
                self.marks.add(REVISED)
                carried.append(text)
            else:
                text = "".join((*carried, text))
                carried.clear()
                self._paragraph(text, last, layout)
            for span in boxes.at(self._drawings(first, last)):
                self._box(*span)
        if carried:
            self._paragraph("".join(carried), end, Layout())
        self._close(0)

    def _spans(
        self, start: int, end: int, sections: frozenset[int]
    ) -> Iterator[tuple[int, int]]:
        """Paragraphs as first position and position of the mark that ends them."""
        first = start
        for mark in _ENDS.finditer(self._text.characters, start, end):
            at = mark.start()
            if mark[0] != _PAGE or at + 1 in sections:
                yield first, at
                first = at + 1
        if first < end:
            yield first, end

    def _layout(self, mark: int) -> Layout:
        piece = self._text.piece(mark)
        return self._pages.layout(piece.place(mark), piece.packed)

    def _ends_cell(self, mark: int, layout: Layout) -> bool:
        sign = self._text.characters[mark : mark + 1]
        return sign == _CELL or layout.cell_end or layout.row_end

    def _drawings(self, first: int, last: int) -> list[int]:
        characters = self._text.characters
        if characters.find(DRAWING, first, last) < 0:
            return []
        return [at for at in range(first, last) if characters[at] == DRAWING]

    def _box(self, start: int, end: int) -> None:
        """The text of a box, as paragraphs where it is anchored."""
        for first, last in self._spans(start, end, frozenset()):
            text = self._inline.text(first, last)
            if self._open:
                self._open[-1].texts.append(text)
            else:
                self._outside(text)

    def boxes(self, boxes: Boxes) -> None:
        """Adds the boxes that stand at no place of the text."""
        for span in boxes.rest():
            self._box(*span)

    def _paragraph(self, text: str, mark: int, layout: Layout) -> None:
        depth = layout.depth
        if depth > _MOST_DEEP:
            self.marks.add(NESTED)
            depth = _MOST_DEEP
        self._close(depth)
        while len(self._open) < depth:
            self._tables += 1
            self._open.append(_Open(Rows(self._tables)))
        if not depth:
            self._outside(self._label(layout) + text)
            return
        table = self._open[-1]
        sign = self._text.characters[mark : mark + 1]
        if layout.row_end:
            self._end_row(table, mark, layout)
            return
        table.texts.append(self._label(layout) + text)
        if layout.cell_end or (sign == _CELL and layout.depth == 1):
            table.end_cell()

    def _end_row(self, table: _Open, mark: int, layout: Layout) -> None:
        if table.is_within():
            table.end_cell()
        if self._inline.properties(mark).deleted:
            self.marks.add(REVISED)
            table.rows.drop()
        else:
            table.rows.end(layout.packed)

    def _outside(self, text: str) -> None:
        if shown := text.strip():
            self._paragraphs += 1
            place = Place(file=self.file, paragraph=self._paragraphs)
            self.blocks.append(Paragraph(text=shown, place=place))

    def _label(self, layout: Layout) -> str:
        """The automatic number of a paragraph."""
        number, level = layout.number, layout.level
        if number is None:
            number, inherited = self._styles.numbering(layout.style)
            level = inherited if level is None else level
        if not number or number < 0:
            return ""
        return self._counters.label(str(number), level or 0, "")

    def _close(self, depth: int) -> None:
        """Ends the tables deeper than ``depth``."""
        while len(self._open) > depth:
            ended = self._open.pop()
            if ended.is_within():
                ended.end_cell()
            grid = ended.rows.grid()
            if grid.cut:
                self.marks.add(CUT)
            self.covered += [(ended.rows.number, text) for text in grid.covered]
            if not grid.rows:
                continue
            table = grid.table(ended.rows.number, self.file)
            if self._open:
                self._open[-1].tables.append(table)
            else:
                self.blocks.append(table)
