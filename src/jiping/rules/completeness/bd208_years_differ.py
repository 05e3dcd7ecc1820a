"""各附件年度不一致

## 查什么
附件1、附件2、附件3的表题年度是否相同，报告题目的年度是否与它们相同。

## 为什么
一套材料只能是一个年度。年度不同，不是用错了表，就是上年的表没有改。

## 怎么改
改成自评年度，并核对表中数字是不是这一年的。
"""

from collections.abc import Iterator

from jiping.intake.labels import year
from jiping.model.filing import Filing
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import sheet_spot, spot


@rule(
    severity="error",
    message="{form}写的是{stated}年度，其他表是{expected}年度。",
    cites=("hunan-self-evaluation-forms",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each part whose title names another year than most of them do."""
    titled = list(_years(case.filing))
    years = [stated for _, stated in titled]
    if len(set(years)) < 2:
        return
    usual = max(sorted(set(years)), key=years.count)
    for entry, stated in titled:
        if stated != usual:
            yield hit(entry, stated=str(stated), expected=str(usual))


def _years(filing: Filing) -> Iterator[tuple[Entry, int]]:
    for sheet in filing.sheets:
        stated = sheet.year or year(sheet.title)
        if stated is not None and sheet.form in ("base", "overall", "project"):
            yield sheet_spot(sheet), stated
    if filing.report is not None:
        stated = year(filing.report.title)
        if stated is not None:
            yield spot(filing.report.ref, filing.report.title), stated
