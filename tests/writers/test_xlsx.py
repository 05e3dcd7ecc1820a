"""The workbook."""

import gc
import io
import sys
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from writers.outcomes import LEAD, OUTCOME, UNREADABLE

from jiping.model.values import Ref
from jiping.writers import Options, load, pages, xlsx


def workbook(*outcomes):
    stream = io.BytesIO()
    load("xlsx").write(outcomes, stream, Options())
    return load_workbook(stream)


def rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_findings_can_be_filtered_and_read():
    sheet = workbook(OUTCOME)["问题清单"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:R4"
    head, first, *_ = rows(sheet)
    assert head[:4] == ["单位", "年度", "表", "级别"]
    assert first[:6] == [
        "青石县水利局",
        2023,
        "附件一 基础数据表",
        "错误",
        "ZJ101",
        "三公经费合计不符",
    ]
    assert sheet["A2"].alignment.wrap_text
    assert sheet["A2"].fill.fgColor.rgb != sheet["A4"].fill.fgColor.rgb
    assert sheet.column_dimensions["J"].width == 60


@pytest.mark.parametrize("start", ["=1+1", "+1", "-0.5", "@SUM(A1)", "\t=1", "\x00=1"])
def test_no_text_becomes_a_formula(start):
    found = replace(LEAD, stated=start, message=start)
    sheet = workbook(replace(OUTCOME, findings=(found,)))["问题清单"]
    for cell in (sheet["J2"], sheet["K2"]):
        assert cell.data_type == "s"
        assert cell.quotePrefix
        assert cell.value == start.strip("\t\x00")


def test_totals_by_form_and_rule():
    table = rows(workbook(OUTCOME, OUTCOME)["汇总"])
    assert ["附件1 基础数据表", "ZJ101", "三公经费合计不符", 2, 0, 0] in table
    assert table[-1] == ["合计", None, None, 2, 2, 2]


def test_all_project_tables_are_one_form_in_the_totals():
    one = replace(LEAD, at=Ref("project", "河道清淤", "total", "rate"), form_name="甲")
    other = replace(one, at=Ref("project", "堤防加固", "total", "rate"), form_name="乙")
    table = rows(workbook(replace(OUTCOME, findings=(one, other)))["汇总"])
    assert [row[0] for row in table[1:-1]] == ["附件3 项目支出绩效自评表"]
    assert table[1][3] == 2


def test_long_messages_have_room_and_lists_are_printed_on_one_width():
    long = replace(LEAD, message="问题" * 60)
    sheet = workbook(replace(OUTCOME, findings=(long, LEAD)))["问题清单"]
    assert sheet.row_dimensions[2].height >= 45
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$1"


def test_what_was_not_checked_has_its_own_sheet():
    reasons = [row[4] for row in rows(workbook(OUTCOME, UNREADABLE)["未检查"])]
    assert reasons[0] == "原因"
    assert "资料中没有附件2" in reasons
    assert any("不是完整的 Word 文件" in reason for reason in reasons)


def test_a_full_sheet_is_continued_on_another(monkeypatch):
    monkeypatch.setattr(pages, "ROWS_PER_SHEET", 3)
    book = workbook(OUTCOME)
    assert book.sheetnames[0] == "问题清单"
    assert len(rows(book["问题清单"])) == 3
    assert len(rows(book["问题清单2"])) == 2
    assert book["问题清单2"].auto_filter.ref == "A1:R2"


class Closed(io.RawIOBase):
    """A pipe whose reader went away."""

    def writable(self):
        return True

    def write(self, data):
        raise BrokenPipeError


def test_a_reader_that_goes_away_hears_no_complaint():
    complaints = []
    hook, sys.unraisablehook = sys.unraisablehook, complaints.append
    try:
        with pytest.raises(BrokenPipeError):
            xlsx.write([OUTCOME], Closed(), Options())
        gc.collect()
    finally:
        sys.unraisablehook = hook
    assert complaints == []
