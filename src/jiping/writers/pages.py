"""Lists in a workbook: headings, filters, and rows that are written as they come."""

from collections.abc import Iterable, Sequence
from math import ceil
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from jiping.writers.words import plain

# A worksheet holds 1,048,576 rows; what is beyond goes to a further sheet.
ROWS_PER_SHEET = 1_000_000
# The most characters a cell may hold.
CELL_LENGTH = 32_767
# Points: a line, and the highest that a row may be. A character, most of them Chinese,
# takes nearly two of the units that columns are measured in.
_LINE, _HIGHEST = 15, 409
_WIDE = 2.0
RED = PatternFill("solid", fgColor="FCE9E6")
YELLOW = PatternFill("solid", fgColor="FDF1D2")
BLUE = PatternFill("solid", fgColor="E6F0F7")
HEAD_FILL = PatternFill("solid", fgColor="DDE4E9")
WRAP = Alignment(wrap_text=True, vertical="top")


def save(book: Workbook, stream: IO[Any]) -> None:
    """Write the workbook. Whoever reads the stream may go away, and openpyxl complains
    of a half-written book, so it is written elsewhere first."""
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        copyfileobj(file, stream)


class Pages:
    """Worksheets of one list; a new one is begun where the last is full.

    A row is written as soon as it is appended, so the same cells, their styles set
    once, serve every row.
    """

    def __init__(
        self, book: Workbook, title: str, columns: tuple[tuple[str, int], ...]
    ):
        self._book, self._title, self._columns = book, title, columns
        self._count = 0
        self._begin()

    def _begin(self) -> None:
        self._count += 1
        self._rows = 1
        self._cells: dict[tuple[int, int, bool], WriteOnlyCell] = {}
        number = "" if self._count == 1 else str(self._count)
        self._sheet: Any = self._book.create_sheet(self._title + number)
        self._sheet.freeze_panes = "A2"
        # Printed it is as wide as a sheet of A3, its heads on every page.
        self._sheet.page_setup.orientation = "landscape"
        self._sheet.page_setup.paperSize = 8
        self._sheet.page_setup.fitToHeight = 0
        self._sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self._sheet.print_title_rows = "1:1"
        self._sheet.oddFooter.center.text = "&P / &N"
        for position, (_, width) in enumerate(self._columns, start=1):
            letter = get_column_letter(position)
            self._sheet.column_dimensions[letter].width = width
        self._sheet.append([self._head(name) for name, _ in self._columns])

    def _head(self, name: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(self._sheet, name)
        cell.alignment, cell.fill, cell.font = WRAP, HEAD_FILL, Font(bold=True)
        return cell

    def append(self, values: Iterable[object], fill: PatternFill | None = None) -> None:
        """Add a row, coloured by ``fill``."""
        if self._rows >= ROWS_PER_SHEET:
            self.close()
            self._begin()
        self._rows += 1
        row = list(values)
        lines = self._lines(row)
        rows = self._sheet.row_dimensions
        if lines > 1:
            rows[self._rows].height = min(lines * _LINE, _HIGHEST)
        self._sheet.append(
            [self._cell(column, value, fill) for column, value in enumerate(row)]
        )
        # It is written; a million rows are not kept.
        rows.pop(self._rows, None)

    def _lines(self, values: Sequence[object]) -> int:
        """How many lines the longest text of a row takes, nearly."""
        pairs = zip(values, self._columns, strict=False)
        return max(
            (
                ceil(len(value) * _WIDE / width)
                for value, (_, width) in pairs
                if isinstance(value, str)
            ),
            default=1,
        )

    def _cell(
        self, column: int, value: object, fill: PatternFill | None
    ) -> WriteOnlyCell:
        """A cell whose text is never a formula, whatever it begins with."""
        text = plain(value)[:CELL_LENGTH] if isinstance(value, str) else value
        quoted = isinstance(text, str) and text.startswith(("=", "+", "-", "@"))
        # The fills are few and live on; to hash one costs more than to write a cell.
        key = (column, id(fill), quoted)
        cell = self._cells.get(key)
        if cell is None:
            cell = self._cells[key] = WriteOnlyCell(self._sheet)
            cell.alignment = WRAP
            cell.quotePrefix = quoted
            if fill is not None:
                cell.fill = fill
        cell.value = text if text != "" else None
        if isinstance(text, str):
            cell.data_type = "s" if text else "n"
        return cell

    def close(self) -> None:
        """Put filters on the rows that were written."""
        last = get_column_letter(len(self._columns))
        self._sheet.auto_filter.ref = f"A1:{last}{self._rows}"
