"""Workbooks: values as they look, merges, titles around tables, hidden parts."""

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from readers.package import layout, table_of, texts, zipped

from jiping.model.document import Document, Table
from jiping.readers import limits, read
from jiping.readers.compound import packed
from jiping.readers.sheets.shown import plain_number, shown


def workbook(fill: Callable[[Worksheet], object], name: str = "附件1") -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    fill(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def opened(fill: Callable[[Worksheet], object]) -> Document:
    return read(workbook(fill), "表.xlsx")


def changed(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The package with its parts put through ``change``; None leaves one out."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {part: change(part, package.read(part)) for part in package.namelist()}
    return zipped({part: body for part, body in parts.items() if body is not None})


def sheet_xml(data: bytes, old: bytes, new: bytes) -> bytes:
    def change(part: str, body: bytes) -> bytes:
        if not part.startswith("xl/worksheets/sheet"):
            return body
        assert old in body
        return body.replace(old, new)

    return changed(data, change)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (12.0, "General", "12"),
        (0.1 + 0.2, "General", "0.3"),
        (264.07, "General", "264.07"),
        (1e-7, "General", "0.0000001"),
        (-0.0, "General", "0"),
        (0.8333, "0.00%", "83.33%"),
        (1.0, "0%", "100%"),
        (0.005, "0%", "1%"),
        (12.345, "0.00", "12.35"),
        (-12.345, "0.00_ ;-0.00", "-12.35"),
        (-5.0, "0.00;(0.00)", "(5.00)"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (0.5, "#.##", ".5"),
        (3.0, "0.0#", "3.0"),
        (3.14159, "0.0##", "3.142"),
        (7.0, "000", "007"),
        (12000.0, "0,", "12"),
        (5.0, '0.00"万元"', "5.00万元"),
        (5.0, "0\\天", "5天"),
        (0.0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0.00"),
        (0.0, "0.0;-0.0;0", "0"),
        (5.0, ";;;", "5"),
        (5.0, "[Red]0.0", "5.0"),
        (5.0, "[>3]0.0;0", "5"),
        (0.25, "# ?/?", "0.25"),
        (1500.0, "0.00E+00", "1500"),
        (-0.001, "0.00", "0.00"),
        (True, "General", "TRUE"),
        ("01", "0.00", "01"),
        (date(2024, 6, 18), "m/d/yy", "2024-06-18"),
        (date(2024, 6, 18), 'yyyy"年"m"月"d"日"', "2024年6月18日"),
        (date(2024, 6, 8), "[$-804]yyyy年mm月;@", "2024年06月"),
        (datetime(2024, 6, 18, 9, 5), "yyyy/m/d h:mm", "2024-06-18 09:05"),
        (datetime(2024, 6, 18, 9, 5), "m月d日 h时mm分", "6月18日 9时05分"),
        (time(9, 30), "General", "09:30"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
    ],
)
def test_values_read_as_they_look(value: object, code: str, text: str) -> None:
    assert shown(value, code) == text  # type: ignore[arg-type]


@given(
    st.floats(allow_nan=True),
    st.text(alphabet='0#?.,%;"\\_*[]@Eey年md/ -', max_size=12),
)
def test_any_format_gives_some_text(value: float, code: str) -> None:
    assert shown(value, code) or value in (0.0, -0.0) or '"' in code


@given(st.decimals(-(10**9), 10**9, places=4))
def test_plain_numbers_keep_their_value(number: object) -> None:
    assert float(plain_number(float(number))) == float(number)  # type: ignore[arg-type]


def form(sheet: Worksheet) -> None:
    sheet.append(["附件1"])
    sheet.append(["2023年度部门整体支出绩效评价基础数据表"])
    sheet.append(["三公经费", "上年", "本年", None])
    sheet.append(["", "决算", "预算", "决算"])
    sheet.append(["会议费", 1.5, "2.50", "=B5+1"])
    sheet.append(["填表人：甲"])
    sheet.merge_cells("A2:D2")
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("C3:D3")
    sheet["B5"].number_format = "0.00"


def test_titles_and_footers_stand_around_the_table() -> None:
    document = opened(form)
    assert texts(document) == [
        "附件1",
        "2023年度部门整体支出绩效评价基础数据表",
        "填表人：甲",
    ]
    table = table_of(document)
    assert layout(table) == [
        (1, 1, 2, 1, "三公经费"),
        (1, 2, 1, 1, "上年"),
        (1, 3, 1, 2, "本年"),
        (2, 2, 1, 1, "决算"),
        (2, 3, 1, 1, "预算"),
        (2, 4, 1, 1, "决算"),
        (3, 1, 1, 1, "会议费"),
        (3, 2, 1, 1, "1.50"),
        (3, 3, 1, 1, "2.50"),
        (3, 4, 1, 1, ""),
    ]
    place = table.cells[-2].place
    assert (place.sheet, place.row, place.column, place.table) == ("附件1", 5, 3, 1)
    assert document.blocks[0].place.row == 1


@pytest.mark.parametrize("result", [b"<v></v>", b"<v/>"])
def test_a_formula_that_shows_nothing_has_its_result(result: bytes) -> None:
    stored = b'<c r="D5"><f>B5+1</f><v></v></c>'
    shown_as = b'<c r="D5" t="str"><f>B5+1</f>' + result + b"</c>"
    document = read(sheet_xml(workbook(form), stored, shown_as), "表.xlsx")
    assert document.notes == ()


def test_a_formula_without_its_result_is_said() -> None:
    (note,) = opened(form).notes
    assert note.level == "warning"
    assert "1 个公式没有保存计算结果" in note.text


def test_a_formula_is_read_by_its_result() -> None:
    data = sheet_xml(workbook(form), b"<v></v>", b"<v>2.5</v>")
    document = read(data, "表.xlsx")
    assert table_of(document).cells[-1].text == "2.5"
    assert document.notes == ()


def test_error_values_are_shown_and_said() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["率", "值"])
        sheet.append(["甲", "#DIV/0!"])

    document = opened(fill)
    assert table_of(document).cells[-1].text == "#DIV/0!"
    assert "第2行第2列为 #DIV/0!" in document.notes[0].text


def test_one_column_of_words_is_prose() -> None:
    document = opened(
        lambda sheet: [sheet.append([t]) for t in ("附件4", "一、概况", "正文。")]
    )
    assert texts(document) == ["附件4", "一、概况", "正文。"]
    numbers = opened(lambda sheet: [sheet.append([n]) for n in (1, 2, 3)])
    assert isinstance(numbers.blocks[0], Table)


def test_hidden_parts_are_read_and_said() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["甲", "乙", "丙"])
        sheet.append(["1", "2", "3"])
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True

    document = opened(fill)
    assert len(table_of(document).cells) == 6
    assert "有隐藏的1 行、1 处列" in document.notes[0].text


def test_a_hidden_sheet_is_read_and_said() -> None:
    book = openpyxl.Workbook()
    book.active.append(["甲", "乙"])  # type: ignore[union-attr]
    book.create_sheet("底表").append(["丙", "丁"])
    book["底表"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    document = read(file.getvalue(), "表.xlsx")
    assert [block.place.sheet for block in document.blocks] == ["Sheet", "底表"]
    assert "“底表”是隐藏的" in document.notes[0].text


def test_two_forms_on_one_sheet_are_parted() -> None:
    def fill(sheet: Worksheet) -> None:
        for number in (1, 2):
            sheet.append([f"附件{number}"])
            sheet.append(["名称", "数"])
            sheet.append(["甲", number])

    kinds = [type(block).__name__ for block in opened(fill).blocks]
    assert kinds == ["Paragraph", "Table", "Paragraph", "Table"]


def test_a_report_below_tables_on_the_same_sheet_is_prose() -> None:
    prose = [
        "附件4",
        "单位名称：甲",
        "一、单位基本情况",
        "本单位负责城区公共照明的日常管理和养护。",
        "无。",
        "二、一般公共预算支出情况",
        "2023年基本支出301.75万元，都按预算执行。",
        "2023年项目支出489.10万元，用于更换灯具。",
    ]

    def fill(sheet: Worksheet) -> None:
        sheet.append(["名称", "数"])
        sheet.append(["没有填数的一行"])
        for text in prose:
            sheet.append([text])
        sheet.append(["没有填数的一行"])
        sheet.append(["乙", 2])

    document = opened(fill)
    kinds = [type(block).__name__ for block in document.blocks]
    assert kinds == ["Table", *["Paragraph"] * len(prose), "Table"]
    assert texts(document) == prose


def test_a_dated_title_begins_another_table() -> None:
    def fill(sheet: Worksheet) -> None:
        for name in ("政府性基金", "国有资本经营"):
            sheet.append([f"2023年度{name}预算支出情况表"])
            sheet.append(["单位：元"])
            sheet.append(["名称", "数"])
            sheet.append(["合计", 0])

    kinds = [type(block).__name__ for block in opened(fill).blocks]
    assert kinds == ["Paragraph", "Paragraph", "Table"] * 2


def test_sentences_in_a_column_of_a_table_stay_there() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["指标", "数"])
        for _ in range(3):
            sheet.append(["按月核对工单并且逐条记录办理的结果。", 1])
        sheet.append(["没有填数的一行"])
        sheet.append(["按月核对工单并且逐条记录办理的结果。"])
        sheet.append(["乙", 2])

    assert table_of(opened(fill)).rows == 7


def test_an_empty_cell_beside_a_label_keeps_it_in_the_table() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["名称", "数", "注"])
        sheet.append(["厉行节约保障措施"])
        sheet.merge_cells("B2:C2")

    assert table_of(opened(fill)).cells[-2].text == "厉行节约保障措施"


def test_text_under_a_merged_cell_is_said() -> None:
    data = workbook(lambda sheet: sheet.append(["甲", "盖住", "丙"]))
    data = sheet_xml(
        data,
        b"</sheetData>",
        b'</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
    )
    document = read(data, "表.xlsx")
    assert layout(table_of(document)) == [(1, 1, 1, 2, "甲"), (1, 3, 1, 1, "丙")]
    assert "盖住" in document.notes[0].text


def test_macros_and_links_are_said_and_not_followed() -> None:
    data = workbook(lambda sheet: sheet.append(["甲", "乙"]))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    parts |= {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"x"}
    notes = [note.text for note in read(zipped(parts), "表.xlsm").notes]
    assert "宏" in notes[0]
    assert "引用其他文件" in notes[1]


def test_a_cell_far_out_does_not_fill_the_memory() -> None:
    data = workbook(lambda sheet: sheet.append(["甲", "乙"]))
    data = sheet_xml(
        data,
        b"</sheetData>",
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
    )
    document = read(data, "表.xlsx")
    assert document.blocks == ()
    assert "1048576 行" in document.notes[0].text


def test_rows_beyond_the_bound_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TABLE_ROWS", 3)
    document = opened(lambda sheet: [sheet.append(["甲", n]) for n in range(9)])
    assert table_of(document).rows == 3
    assert document.notes[0].level == "warning"


def test_overlapping_merges_do_not_multiply() -> None:
    ranges = b"".join(b'<mergeCell ref="A1:C%d"/>' % n for n in range(2, 2000))
    data = workbook(lambda sheet: [sheet.append(["甲", 1, 2]) for _ in range(2000)])
    data = sheet_xml(
        data, b"</sheetData>", b"</sheetData><mergeCells>" + ranges + b"</mergeCells>"
    )
    assert table_of(read(data, "表.xlsx")).cells[0].row_span == 2


def test_a_bomb_is_refused() -> None:
    data = changed(
        workbook(form),
        lambda part, body: b" " * 20_000_000 if "styles" in part else body,
    )
    assert "压缩比" in read(data, "表.xlsx").notes[0].text


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<2H", kind, len(body)) + body


def old_workbook(*cells: bytes, extent: bytes = b"", strings: int = 1) -> bytes:
    """An .xls of one sheet: its cells, what it says of its size, of its strings."""
    begin = record(0x0809, struct.pack("<2H", 0x0600, 5) + b"\0" * 4)
    formats = record(0x041E, struct.pack("<HHB", 164, 5, 0) + b"0.00%")
    styles = record(0x00E0, struct.pack("<HH", 0, 0)) + record(
        0x00E0, struct.pack("<HH", 0, 164)
    )
    table = struct.pack("<2iHB", 1, strings, 1, 1) + "甲".encode("utf-16-le")
    shared = record(0x00FC, table)
    start = len(begin + formats + styles + shared) + 4 + 10 + 4
    named = struct.pack("<IBB", start, 0, 0) + b"\x01\x01" + "表".encode("utf-16-le")
    front = begin + formats + styles + shared + record(0x0085, named)
    sheet = begin + record(0x0200, extent or b"\0" * 14) + b"".join(cells)
    end = record(0x000A, b"")
    return packed({"Workbook": front + end + sheet + end})


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x0203, struct.pack("<3Hd", row, column, style, value))


def test_old_workbooks_show_their_formats() -> None:
    word = record(0x00FD, struct.pack("<3HI", 0, 0, 0, 0))
    wrong = record(0x0205, struct.pack("<3H2B", 0, 3, 0, 0x07, 1))
    hidden = record(0x0208, struct.pack("<8H", 0, 0, 4, 0, 0, 0, 0x20, 0))
    cells = (hidden, word, number(0, 1, 0.8333, 1), number(0, 2, 5.0), wrong)
    document = read(old_workbook(*cells), "表.xls")
    shown_texts = [cell.text for cell in table_of(document).cells]
    assert shown_texts == ["甲", "83.33%", "5", "#DIV/0!"]
    assert [note.level for note in document.notes] == ["info", "warning"]
    assert document.format == "xls"


def test_old_workbooks_that_lie_about_sizes_are_harmless() -> None:
    huge = struct.pack("<2I2HH", 0, 2**32 - 1, 0, 65535, 0)
    cells = number(0, 0, 1.0), number(0, 1, 2.0)
    document = read(old_workbook(*cells, extent=huge), "表.xls")
    assert [cell.text for cell in table_of(document).cells] == ["1", "2"]
    for data in (
        old_workbook(*cells, strings=2**31 - 1),
        old_workbook(*cells, strings=-1),
        old_workbook(number(65535, 65535, 1.0)),
    ):
        (note,) = read(data, "表.xls").notes
        assert note.level == "error"
