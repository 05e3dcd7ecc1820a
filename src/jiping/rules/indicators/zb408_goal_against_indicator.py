"""年度总体目标里的数与指标不一致

## 查什么
同一张自评表里，“预期目标”写了某件事的目标数、“实际完成情况”写了完成数，下面的三级指标也有这件事、同样的计量单位，两处的数是否相等。

按名称的用字判断是不是同一件事，词序不同也认；约数、上年数、分季度的数不比较。有几个指标对得上的，等于其中一个就不报。名称只是相近的，两个数相近或数字颠倒时才报。

## 为什么
指标是目标的分解。目标写1200盏、指标写1300盏，以哪个数评分就说不清。

## 怎么改
按批复的绩效目标和佐证材料，改错的那一处。
"""

from collections.abc import Iterator

from jiping.model.filing import Sheet
from jiping.model.finding import Case, Hit
from jiping.model.terms import ACTUAL_OF_OBJECTIVE, COLUMNS
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import indicators
from jiping.rules.shared.indicators_told import (
    contradicted,
    exact,
    mentions,
)

# The goal's column, and what it is held against.
PAIRS = (("expected", "target"), ("actual", "actual"))


@rule(
    severity="warning",
    message="“{where}”写“{words}{stated}”，三级指标“{name}”为{expected}，两处应一致。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件2、附件3"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each figure of the goal that no indicator of its thing has."""
    for sheet in case.filing.evaluations:
        for goal, column in PAIRS:
            yield from _of_sheet(sheet, sheet["objective"][goal], column)


def _of_sheet(sheet: Sheet, goal: Entry, column: str) -> Iterator[Hit]:
    if not goal.text:
        return
    rows = [
        each for each in indicators(sheet) if each.used and exact(getattr(each, column))
    ]
    for said in mentions(goal.text):
        same = contradicted(said, rows, column)
        if same:
            yield hit(
                goal,
                *(each[column] for each in same),
                stated=said.raw,
                expected=same[0][column].raw,
                where=ACTUAL_OF_OBJECTIVE
                if column == "actual"
                else COLUMNS["expected"],
                words=said.words[-12:],
                name=same[0].name,
            )
