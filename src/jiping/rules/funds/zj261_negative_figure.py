"""金额、人数、分值等填了负数

## 查什么
人数、金额、面积、执行率、分值是否为负数；指标的目标值和实际完成值是否为负数。“部门基本支出预算调整”可以调减，结转结余按实际填列，名称表示变动的指标（增长、下降、变化、增减）可以为负，都不报。

## 为什么
这些数按含义不会小于0，负数多半是多打了一个减号，合计、比率和得分都会跟着错。

## 怎么改
去掉多余的减号；确实是冲减的，在说明中写清楚冲减的是哪一笔。
"""

from collections.abc import Iterator

from jiping.model.filing import Row, Sheet
from jiping.model.finding import Case, Hit
from jiping.model.memory import of_record
from jiping.model.terms import MAY_FALL
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule

NEVER_NEGATIVE = (
    "staff",
    "expense",
    "building",
    "fund",
    "income",
    "expenditure",
    "class",
    "total",
)
OF_CHANGE = ("增", "降", "减", "变", "差", "温")


@rule(
    severity="error",
    cites=("hunan-self-evaluation-forms", "mof-2020-10"),
    message="“{row}”{column}为{stated}，不应是负数，请核对。",
)
def check(case: Case) -> Iterator[Hit]:
    for sheet in case.filing.sheets:
        for entry in _figures(sheet):
            yield hit(entry, expected="不小于0")


@of_record
def _figures(sheet: Sheet) -> tuple[Entry, ...]:
    return tuple(_negative(sheet))


def _negative(sheet: Sheet) -> Iterator[Entry]:
    for row in sheet.rows:
        if row.kind == "indicator":
            yield from _of_indicator(row)
        elif row.kind in NEVER_NEGATIVE and row.key not in MAY_FALL:
            for column, entry in row.cells.items():
                if column not in MAY_FALL and (entry.number or 0) < 0:
                    yield entry


def _of_indicator(row: Row) -> Iterator[Entry]:
    if any(word in row.label for word in OF_CHANGE):
        return
    for column in ("target", "actual"):
        measure = row[column].measure
        if measure and measure.bare and (measure.number or 0) < 0:
            yield row[column]
