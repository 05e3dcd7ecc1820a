"""The text layout taken from Word, as a document without meaning.

A cell is a line that starts with a tab; lines without tab below it belong to it; a
blank line ends a row; merged cells leave empty cells. Columns count the cells of a row,
since the layout keeps no grid. Where the layout is ambiguous, ``rows`` decides. Tables
drawn with bars are told by ``pipes``.
"""

from collections.abc import Iterable, Sequence

from jiping.model.document import Cell, Document, Note, Paragraph, Place, Table
from jiping.readers import limits
from jiping.readers.notes import Unreadable, warning
from jiping.readers.text import pipes
from jiping.readers.text.cells import Line, openings
from jiping.readers.text.decoding import Decoded, decode
from jiping.readers.text.rows import Row, Rows, TextCell, arrange


def read_text(data: bytes, name: str) -> Document:
    """The document of a text file; raises ``Unreadable`` when it holds none."""
    decoded = decode(data, name)
    if not decoded.text.strip():
        raise Unreadable(f"“{name}”是空文件，请核对是否提交了正确的文件。", "text")
    texts = decoded.text[: limits.CHARACTERS].split("\n", limits.TEXT_LINES)
    lines = [Line(at, text) for at, text in enumerate(texts[: limits.TEXT_LINES], 1)]
    builder = _Builder(name)
    for part in pipes.parts(lines):
        if isinstance(part, pipes.Drawn):
            builder.table(part.rows)
        else:
            _layout(part, builder)
    cut = len(decoded.text) > limits.CHARACTERS or len(texts) > limits.TEXT_LINES
    notes = (*_notes(decoded, cut, name), *builder.notes)
    return Document(name=name, format="text", blocks=tuple(builder.blocks), notes=notes)


def _layout(lines: Sequence[Line], builder: "_Builder") -> None:
    """Adds what the layout of tabs and blank lines makes of the lines."""
    before, found = openings(lines)
    builder.paragraphs(before)
    for part in arrange(found):
        if isinstance(part[0], Line):
            builder.paragraphs(line for line in part if isinstance(line, Line))
        else:
            builder.table(tuple(row for row in part if isinstance(row, tuple)))


def _notes(decoded: Decoded, cut: bool, name: str) -> list[Note]:
    notes = []
    if decoded.controls:
        notes.append(
            warning(
                name,
                f"“{name}”里有 {decoded.controls} 个不可见的控制字符，已去掉，"
                "请核对其附近的文字。",
            )
        )
    if decoded.broken:
        notes.append(
            warning(
                name,
                f"“{name}”里有 {decoded.broken} 处文字编码有误，显示为“�”，"
                "请另存为 UTF-8 后重新提交。",
            )
        )
    if cut:
        notes.append(
            warning(name, f"“{name}”太长，后面的内容没有读取，请拆分后再提交。")
        )
    return notes


class _Builder:
    """Numbers paragraphs and tables as they come."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.blocks: list[Paragraph | Table] = []
        self.notes: list[Note] = []
        self._paragraphs = 0
        self._tables = 0

    def paragraphs(self, lines: Iterable[Line]) -> None:
        """One paragraph for each line that is not blank."""
        for line in lines:
            if line.is_blank:
                continue
            self._paragraphs += 1
            place = Place(
                file=self.name, lines=(line.number,), paragraph=self._paragraphs
            )
            self.blocks.append(Paragraph(text=line.text.strip(), place=place))

    def table(self, rows: Rows) -> None:
        """One table, its rows held within bounds."""
        self._tables += 1
        shown = rows[: limits.TABLE_ROWS]
        if len(shown) < len(rows):
            self.notes.append(
                warning(
                    self.name,
                    f"“{self.name}”表{self._tables}超过 {limits.TABLE_ROWS} 行，"
                    "后面的行没有读取，请拆分后再提交。",
                )
            )
        self.blocks.append(
            Table(
                rows=len(shown),
                columns=max(len(row) for row in shown),
                cells=tuple(
                    self._cell(cell, at, column)
                    for at, row in enumerate(shown, 1)
                    for column, cell in self._columns(row)
                ),
                place=Place(file=self.name, table=self._tables),
            )
        )

    def _columns(self, row: Row) -> Iterable[tuple[int, TextCell]]:
        return enumerate(row, 1)

    def _cell(self, cell: TextCell, row: int, column: int) -> Cell:
        place = Place(
            file=self.name,
            lines=tuple(line.number for line in cell.lines),
            table=self._tables,
            row=row,
            column=column,
        )
        return Cell(row=row, column=column, text=cell.text, place=place)
