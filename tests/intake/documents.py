"""Documents written by hand for the tests of intake."""

from collections.abc import Sequence

from jiping.intake import filings
from jiping.model.document import Cell, Document, Paragraph, Place, Table
from jiping.model.filing import Filing, Row

FILE = "材料.docx"
# A cell: its text, or text and columns it spans, or text, columns and rows.
Written = str | tuple[str, int] | tuple[str, int, int]


def table(
    rows: Sequence[Sequence[Written]], number: int = 1, file: str = FILE
) -> Table:
    """A table whose cells stand side by side, below what spans down from above."""
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for row, written in enumerate(rows, 1):
        column = 1
        for item in written:
            text, across, down = (*((item,) if isinstance(item, str) else item), 1, 1)[
                :3
            ]
            while (row, column) in taken:
                column += 1
            cells.append(
                Cell(
                    row=row,
                    column=column,
                    column_span=across,
                    row_span=down,
                    text=text,
                    place=Place(file=file, table=number, row=row, column=column),
                )
            )
            taken |= {(row + d, column + a) for d in range(down) for a in range(across)}
            column += across
    width = max((c.column + c.column_span - 1 for c in cells), default=0)
    place = Place(file=file, table=number)
    return Table(rows=len(rows), columns=width, cells=tuple(cells), place=place)


def document(*blocks: str | Sequence[Sequence[Written]], file: str = FILE) -> Document:
    """Paragraphs (strings) and tables (lists of rows) in order."""
    made: list[Paragraph | Table] = []
    tables = paragraphs = 0
    for block in blocks:
        if isinstance(block, str):
            paragraphs += 1
            made.append(
                Paragraph(text=block, place=Place(file=file, paragraph=paragraphs))
            )
        else:
            tables += 1
            made.append(table(block, tables, file))
    return Document(name=file, format="docx", blocks=tuple(made))


def only(*documents: Document) -> Filing:
    (filing,) = filings(documents)
    return filing


def raws(row: Row) -> dict[str, str]:
    return {column: entry.raw for column, entry in row.cells.items()}


def texts(filing: Filing) -> str:
    return "\n".join(note.text for note in filing.notes)
