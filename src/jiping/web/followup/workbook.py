"""The results of a year as Excel workbooks."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from jiping.web.campaigns.models import Campaign
from jiping.web.followup.models import Rectification
from jiping.web.followup.results import Line, Ranked

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_THIN = Side(style="thin", color="9AA3AF")
_EDGES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", fgColor="E8EFF8")
# A spreadsheet takes what begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = Sequence[Any]


def budget_workbook(campaign: Campaign, lines: Iterable[Line]) -> bytes:
    """The sheet that the next budget is made with, a row a project."""
    head = (
        ("单位编码", 12), ("单位", 28), ("项目", 28), ("全年预算数", 14), ("预算执行率（%）", 14),
        ("自评得分", 10), ("复核分", 10), ("等级", 8), ("存在的问题", 60), ("未销号整改", 11),
        ("安排建议", 12), ("理由", 40), ("提出人", 12),
    )  # fmt: skip
    rows = [
        (
            line.unit.code,
            line.unit.name,
            line.name,
            line.budget,
            line.execution,
            line.self_score,
            line.score,
            line.grade,
            "\n".join(line.problems),
            line.open_tasks or None,
            line.suggestion.get_choice_display() if line.suggestion else "",
            line.suggestion.reason if line.suggestion else "",
            str(line.suggestion.by) if line.suggestion else "",
        )
        for line in lines
    ]
    title = f"{campaign.year}年度绩效自评结果与下年度预算安排建议表"
    return _book("预算安排建议", title, head, rows)


def ranking_workbook(campaign: Campaign, ranked: Iterable[Ranked]) -> bytes:
    """Every unit by its re-checked score."""
    head = (
        ("名次", 8), ("单位编码", 12), ("单位", 32), ("类别", 12), ("自评得分", 10), ("复核分", 10),
        ("等级", 8), ("考核得分（附件5）", 14), ("考核名次", 10), ("未销号整改", 11), ("备注", 48),
    )  # fmt: skip
    rows = [
        (
            each.rank,
            each.unit.code,
            each.unit.name,
            each.unit.get_kind_display(),
            each.self_score,
            each.score,
            each.grade,
            each.work,
            each.work_rank,
            each.open_tasks or None,
            each.note,
        )
        for each in ranked
    ]
    return _book("排名", f"{campaign.year}年度绩效自评复核结果排名表", head, rows)


def tasks_workbook(
    campaign: Campaign, tasks: Iterable[Rectification], today: date
) -> bytes:
    """Every rectification task with how it stands."""
    head = (
        ("序号", 8), ("单位编码", 12), ("单位", 28), ("来源", 16), ("出处", 32), ("问题", 60),
        ("整改要求", 40), ("下达单位", 24), ("期限", 12), ("状态", 16), ("逾期天数", 10),
    )  # fmt: skip
    rows = [
        (
            task.pk,
            task.unit.code,
            task.unit.name,
            task.get_source_display(),
            task.where,
            task.problem,
            task.measure,
            task.office.name,
            task.due,
            task.get_state_display(),
            (today - task.due).days if task.is_late(today) else None,
        )
        for task in tasks
    ]
    return _book("整改台账", f"{campaign.year}年度绩效自评整改台账", head, rows)


def _book(
    name: str, title: str, head: Sequence[tuple[str, int]], rows: Iterable[Row]
) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    sheet.append([title])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(head))
    sheet["A1"].font = Font(size=16, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 32
    sheet.append([words for words, _ in head])
    for number, (_, width) in enumerate(head):
        cell = sheet.cell(row=2, column=number + 1)
        cell.font, cell.fill = Font(bold=True), _HEAD
        sheet.column_dimensions[cell.column_letter].width = width
    for row in rows:
        sheet.append([_plain(value) for value in row])
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            centred = cell.row == 2 or not isinstance(cell.value, str)
            cell.border = _EDGES
            cell.alignment = Alignment(
                horizontal="center" if centred else "left",
                vertical="center",
                wrap_text=True,
            )
            if isinstance(cell.value, str):
                cell.data_type = "s"
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "1:2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(value: Any) -> Any:
    """Text stays text, whatever it begins with."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
