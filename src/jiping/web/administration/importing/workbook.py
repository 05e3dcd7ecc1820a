"""The workbook of an import: its template, and reading it within bounds."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from jiping.model.document import Document, Table
from jiping.pipeline import receiving
from jiping.web.accounts.models import Role
from jiping.web.units.models import Unit

MOST_BYTES = 5 * 1024**2
MOST_ROWS = 5000
UNITS, PEOPLE = "单位", "人员"
UNIT_COLUMNS = ("单位编码", "单位名称", "简称", "类别", "上级单位编码")
PEOPLE_COLUMNS = ("帐号", "姓名", "单位编码", "角色", "邮箱")
COLUMNS = {UNITS: UNIT_COLUMNS, PEOPLE: PEOPLE_COLUMNS}
_OPTIONAL = ("简称", "上级单位编码", "邮箱")
_SUFFIXES = (".xlsx", ".xls")
_WIDTHS = (16, 36, 16, 18, 24)
_FORMATTED = 500

Row = dict[str, Any]


class Unreadable(ValueError):
    """The file is no such workbook; ``str`` is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What stands in the two sheets: each row by column, with its number as ``行``."""

    units: tuple[Row, ...]
    people: tuple[Row, ...]


def template(units: Sequence[Unit] = ()) -> bytes:
    """The workbook to be filled in, with the units that are there already."""
    book = Workbook()
    book.remove(book.active)
    kinds = [Unit.Kind(kind).label for kind in Unit.Kind]
    sheet = _sheet(book, UNITS, 4, kinds)
    for unit in units:
        above = unit.parent.code if unit.parent else ""
        kind = unit.get_kind_display()
        sheet.append((unit.code, unit.name, unit.short_name, kind, above))
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.number_format = "@"
            # What begins with a sign of equality is a name all the same, no formula.
            cell.data_type = "s" if cell.value else "n"
    _sheet(book, PEOPLE, 4, [role.label for role in Role])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, name: str, choice: int, choices: list[str]) -> Any:
    sheet = book.create_sheet(name)
    sheet.append([f"{c}" if c in _OPTIONAL else f"{c}*" for c in COLUMNS[name]])
    for place, cell in enumerate(sheet[1]):
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="163A69")
        cell.alignment = Alignment(horizontal="center")
        sheet.column_dimensions[cell.column_letter].width = _WIDTHS[place]
        # Codes keep their leading zeros only as text.
        for row in range(2, _FORMATTED):
            sheet.cell(row, place + 1).number_format = "@"
    allowed = DataValidation(type="list", formula1='"' + ",".join(choices) + '"')
    letter = sheet.cell(1, choice).column_letter
    allowed.add(f"{letter}2:{letter}{MOST_ROWS}")
    sheet.add_data_validation(allowed)
    sheet.freeze_panes = "A2"
    sheet._current_row = 1
    return sheet


def rows_of(data: bytes, name: str) -> Rows:
    """The rows of a workbook, read in a process of its own. Raises Unreadable."""
    if not name.lower().endswith(_SUFFIXES):
        raise Unreadable(f"“{name}”不是 Excel 文件，请用下载的模板填写后上传。")
    if len(data) > MOST_BYTES:
        raise Unreadable(f"文件超过{MOST_BYTES // 1024**2}MB，请分成几个文件上传。")
    try:
        document = receiving.document((name, data))
    except receiving.GivenUp as lost:
        raise Unreadable(f"读不了“{name}”：{lost}，请检查后重新上传。") from lost
    found = {sheet: _rows(document, sheet) for sheet in COLUMNS}
    if all(rows is None for rows in found.values()):
        said = [note.text for note in document.notes if note.level == "error"]
        raise Unreadable(
            said[0] if said else "没有找到“单位”和“人员”工作表，请用下载的模板填写。"
        )
    return Rows(tuple(found[UNITS] or ()), tuple(found[PEOPLE] or ()))


def _rows(document: Document, sheet: str) -> list[Row] | None:
    """The rows of a sheet, None where it is not there. Raises Unreadable for one that
    lacks a column or is too long."""
    table = next(
        (
            block
            for block in document.blocks
            if isinstance(block, Table) and block.place.sheet.strip() == sheet
        ),
        None,
    )
    if table is None:
        return None
    lines: dict[int, dict[int, str]] = {}
    for cell in table.cells:
        lines.setdefault(cell.row, {})[cell.column] = " ".join(cell.text.split())
    first = min(lines, default=0)
    heads = {text.rstrip("* "): at for at, text in lines.pop(first, {}).items()}
    if lacking := [c for c in COLUMNS[sheet] if c not in heads and c not in _OPTIONAL]:
        raise Unreadable(
            f"“{sheet}”表缺少“{'”“'.join(lacking)}”列，请用下载的模板填写。"
        )
    if len(lines) > MOST_ROWS:
        raise Unreadable(f"“{sheet}”表超过{MOST_ROWS}行，请分成几个文件上传。")
    rows = []
    for number, line in sorted(lines.items()):
        row: Row = {c: line.get(heads.get(c, -1), "") for c in COLUMNS[sheet]}
        if any(row.values()):
            rows.append(row | {"行": number})
    return rows
