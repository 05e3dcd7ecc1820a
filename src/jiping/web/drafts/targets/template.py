"""The workbook in which approved targets are handed over."""

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from jiping.forms import forms
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.drafts.targets.rows import EXECUTION

HEADS = (
    "单位编码",
    "单位名称",
    "项目名称",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标值",
    "分值",
)
_WIDTHS = (14, 32, 26, 14, 18, 30, 20, 8)


def template(campaign: Campaign, assignments: Iterable[Assignment]) -> bytes:
    """One line for each unit to begin with, and a second sheet with the words of the
    form for levels 1 and 2."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "批复绩效目标"
    sheet.append(list(HEADS))
    for number, cell in enumerate(sheet[1]):
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="163A69")
        cell.alignment = Alignment(horizontal="center")
        sheet.column_dimensions[cell.column_letter].width = _WIDTHS[number]
    for each in assignments:
        sheet.append([each.unit.code, each.unit.name])
    for line in sheet.iter_rows(min_row=2, max_col=2):
        for cell in line:
            # What begins with a sign of equality is a name all the same, no formula.
            cell.data_type = "s"
    sheet.freeze_panes = "A2"
    words = book.create_sheet("指标分类")
    words.append(["可用的一级指标", "可用的二级指标"])
    known = forms()[campaign.form].classes.values()
    for kind in (each for each in known if each.key != EXECUTION):
        for labels in kind.level2.values():
            words.append([kind.name, labels[0]])
    words.append([])
    words.append(
        ["说明：项目名称空着是部门整体的指标；一行一个三级指标，单位编码每行都写。"]
    )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
