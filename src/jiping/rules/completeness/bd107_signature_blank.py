"""签字栏没有填写

## 查什么
附件1、附件2、附件3表尾的填表人、填报日期、联系电话、单位负责人签字，有没有空白。

## 为什么
没有签字和日期，责任不清，正式报送时不予受理。

## 怎么改
填写并由单位负责人签字；公开的版本隐去个人电话。
"""

from collections.abc import Iterator, Sequence

from jiping.model import terms
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule

COLUMNS = ("preparer", "date", "phone", "head")


@rule(
    severity="info",
    message="{stated}空白（共{count}张表）。",
    cites=("hunan-self-evaluation-forms",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for all sheets, naming what any of them leaves blank."""
    blank = [
        row[column]
        for sheet in case.filing.sheets
        for row in sheet.of_kind("signature")
        for column in COLUMNS
        if row[column].blank
    ]
    if blank:
        sheets = {(cell.ref.form, cell.ref.key) for cell in blank}
        yield hit(
            *blank,
            stated="、".join(_told(blank, len(sheets))),
            expected="填写",
            count=len(sheets),
        )


def _told(blank: Sequence[Entry], sheets: int) -> Iterator[str]:
    """What is blank, with how many tables where it is not in all of them."""
    for column in COLUMNS:
        times = sum(cell.ref.column == column for cell in blank)
        if times:
            some = "" if times == sheets else f"（{times}张）"
            yield f"{terms.COLUMNS[column]}{some}"
