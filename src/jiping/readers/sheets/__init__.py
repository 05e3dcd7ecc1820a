"""Workbooks (.xlsx, .xls, .et) as documents without meaning.

Values are read by calamine, within bounds that are checked before; how they look, what
is hidden and what was left out by our own walk over the same parts.
"""

import io
from collections.abc import Iterator

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from jiping.model.document import Cell, Document, Note, Paragraph, Place, Table
from jiping.readers import limits
from jiping.readers.compound import Compound
from jiping.readers.docx.parts import Package
from jiping.readers.notes import Unreadable, info, warning
from jiping.readers.remarks import CUT, MACROS, SHEET_OBJECTS, remarks
from jiping.readers.sheets import xls, xlsx
from jiping.readers.sheets.layout import Area, blocks
from jiping.readers.sheets.looks import GENERAL, Book, Looks, Position
from jiping.readers.sheets.shown import shown

_PANIC = "PanicException"


def read_xlsx(data: bytes, name: str) -> Document:
    """The document of an Excel package; raises ``Unreadable`` when it gives none."""
    return _document(xlsx.look(Package(data, name)), name, "xlsx")


def read_xls(file: Compound) -> Document:
    """The document of an old workbook; raises ``Unreadable`` when it gives none."""
    return _document(xls.look(file), file.name, "xls")


def _document(book: Book, name: str, format: str) -> Document:
    try:
        return _read(book, name, format)
    except (CalamineError, ValueError, OSError) as broken:
        raise _damaged(name, format) from broken
    except BaseException as fault:
        # A panic of the library below is no Exception, and nothing but a broken file.
        if type(fault).__name__ != _PANIC:
            raise
        raise _damaged(name, format) from fault


def _read(book: Book, name: str, format: str) -> Document:
    reading = _Reading(name)
    opened = CalamineWorkbook.from_filelike(io.BytesIO(book.data))
    sheets = opened.sheets_metadata
    for index, sheet in enumerate(sheets[: limits.SHEETS]):
        looks = book.sheets[index] if index < len(book.sheets) else Looks()
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        if looks.rows * looks.columns > limits.SHEET_CELLS:
            reading.too_wide(sheet.name, looks)
            continue
        visible = sheet.visible == SheetVisibleEnum.Visible
        reading.sheet(opened.get_sheet_by_index(index), looks, visible)
    if len(sheets) > limits.SHEETS:
        reading.warn(f"的工作表超过 {limits.SHEETS} 张，后面的没有读取，请拆分后提交。")
    if not reading.blocks:
        reading.warn("里没有文字，请核对是否提交了正确的文件。")
    return Document(
        name=name,
        format=format,
        blocks=tuple(reading.blocks),
        notes=(*_about(book, name), *reading.notes, *reading.remarks()),
    )


def _damaged(name: str, format: str) -> Unreadable:
    return Unreadable(
        f"“{name}”不完整或已损坏（工作簿结构读不通），"
        "请用 Excel 或 WPS 打开修复并另存后重新提交。",
        format,
    )


def _about(book: Book, name: str) -> Iterator[Note]:
    carried = ((MACROS, book.macros), (SHEET_OBJECTS, book.embedded))
    yield from remarks(name, {mark for mark, is_so in carried if is_so}, ())
    if book.linked:
        yield info(
            name,
            f"“{name}”里有引用其他文件的公式，本程序不打开那些文件，"
            "按表中保存的结果读取。",
        )


class _Reading:
    """The blocks of one workbook, sheet after sheet."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.blocks: list[Paragraph | Table] = []
        self.notes: list[Note] = []
        self._covered: list[tuple[int, str]] = []
        self._marks: set[str] = set()
        self._tables = 0
        self._paragraphs = 0

    def remarks(self) -> list[Note]:
        """What merged cells hide, and whether something was cut."""
        return remarks(self.name, self._marks, self._covered)

    def warn(self, words: str) -> None:
        """A warning that begins with the file's name."""
        self.notes.append(warning(self.name, f"“{self.name}”{words}"))

    def too_wide(self, sheet: str, looks: Looks) -> None:
        """Says that a sheet was left out for its size."""
        self.warn(
            f"的工作表“{sheet}”用到了第 {looks.rows} 行、第 {looks.columns} 列，"
            "大得不正常，没有读取，请删除多余的行列后重新提交。"
        )

    def sheet(self, sheet: CalamineSheet, looks: Looks, visible: bool) -> None:
        """Adds the lines and tables of a worksheet."""
        self._say(sheet.name, looks, visible)
        texts = _texts(sheet, looks)
        if not texts:
            return
        area = _area(texts, sheet)
        if area.rows > limits.TABLE_ROWS or area.columns > limits.TABLE_COLUMNS:
            self._marks.add(CUT)
            area.rows = min(area.rows, limits.TABLE_ROWS)
            area.columns = min(area.columns, limits.TABLE_COLUMNS)
        for first, last in sheet.merged_cell_ranges or ():
            area.merge(first, last)
        for block in blocks(area):
            if block.lines:
                self._lines(area, range(block.start, block.stop), sheet.name)
            else:
                self._table(area, range(block.start, block.stop), sheet.name)

    def _say(self, sheet: str, looks: Looks, visible: bool) -> None:
        """What is hidden or missing in a sheet."""
        said = f"的工作表“{sheet}”"
        if not visible:
            self._inform(f"{said}是隐藏的，已一并读取。")
        if looks.hidden_rows or looks.hidden_columns:
            rows = f"{looks.hidden_rows} 行" if looks.hidden_rows else ""
            columns = f"{looks.hidden_columns} 处列" if looks.hidden_columns else ""
            both = "、" if rows and columns else ""
            self._inform(f"{said}有隐藏的{rows}{both}{columns}，已一并读取。")
        if looks.uncomputed:
            self.warn(
                f"{said}有 {looks.uncomputed} 个公式没有保存计算结果，按空白读取，"
                "请用 Excel 或 WPS 打开并保存后重新提交。"
            )
        if looks.errors:
            (row, column), text = min(looks.errors.items())
            self.warn(
                f"{said}有 {len(looks.errors)} 个单元格是错误值"
                f"（第{row + 1}行第{column + 1}列为 {text}），请改正公式。"
            )

    def _inform(self, words: str) -> None:
        self.notes.append(info(self.name, f"“{self.name}”{words}"))

    def _lines(self, area: Area, rows: range, sheet: str) -> None:
        for row in rows:
            for at in area.filled(row):
                self._paragraphs += 1
                place = Place(
                    file=self.name,
                    sheet=sheet,
                    row=row + 1,
                    column=at[1] + 1,
                    paragraph=self._paragraphs,
                )
                text = area.texts[at].strip()
                self.blocks.append(Paragraph(text=text, place=place))

    def _table(self, area: Area, rows: range, sheet: str) -> None:
        self._tables += 1
        cells = []
        for row in rows:
            for column in range(area.first_column, area.columns):
                if (row, column) not in area.covered:
                    cells.append(self._cell(area, (row, column), rows.start, sheet))
                elif text := area.texts.get((row, column)):
                    self._covered.append((self._tables, text))
        self.blocks.append(
            Table(
                rows=len(rows),
                columns=area.columns - area.first_column,
                cells=tuple(cells),
                place=Place(file=self.name, sheet=sheet, table=self._tables),
            )
        )

    def _cell(self, area: Area, at: Position, first_row: int, sheet: str) -> Cell:
        rows, columns = area.span(at)
        return Cell(
            row=at[0] - first_row + 1,
            column=at[1] - area.first_column + 1,
            row_span=rows,
            column_span=columns,
            text=area.texts.get(at, "").strip(),
            place=Place(
                file=self.name,
                sheet=sheet,
                table=self._tables,
                row=at[0] + 1,
                column=at[1] + 1,
            ),
        )


def _texts(sheet: CalamineSheet, looks: Looks) -> dict[Position, str]:
    """What every cell shows, blank ones left out."""
    texts = dict(looks.errors)
    start = sheet.start
    if start is None:
        return texts
    for row, values in enumerate(sheet.iter_rows(), start[0]):
        for column, value in enumerate(values, start[1]):
            if value != "":
                code = looks.formats.get((row, column), GENERAL)
                text = shown(value, code).replace("\r\n", "\n").replace("\r", "\n")
                if text.strip():
                    texts[row, column] = text
    return texts


def _area(texts: dict[Position, str], sheet: CalamineSheet) -> Area:
    """The used area: cells with text, and the merged cells that hold one of them."""
    rows = max(row for row, _ in texts) + 1
    columns = max(column for _, column in texts) + 1
    for first, last in sheet.merged_cell_ranges or ():
        if first in texts or (first[0] < rows and first[1] < columns):
            rows, columns = max(rows, last[0] + 1), max(columns, last[1] + 1)
    return Area(texts, rows, columns, min(column for _, column in texts))
