"""金额、人数、分值等填了负数

## 查什么
人数、金额、面积、执行率、分值是否为负数；指标的目标值和实际完成值是否为负数。“部门基本支出预算调整”可以调减，结转结余按实际填列，名称表示变动、差额的指标（增长率、下降幅度、增减额、同比、结余、温度）可以为负，都不报。

## 为什么
这些数按含义不会小于0，负数多半是多打了一个减号，合计、比率和得分都会跟着错。

## 怎么改
去掉多余的减号；确实是冲减的，在说明中写清楚冲减的是哪一笔。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.filing import Row, Sheet
from jiping.model.finding import Case, Hit
from jiping.model.memory import of_record
from jiping.model.patterns import compile_late
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
# Names of what may well be below 0: changes, differences, results, temperatures.
OF_CHANGE = compile_late(
    r"(?:增长|增减|增加|提高|提升|上升|下降|降低|减少|变化|变动|增幅|降幅|偏差|偏离|波动)"
    r"(?:率|幅度|额|量|值|比例|百分比|百分点|情况|程度|目标|水平|指标)?(?:[(（].*)?$"
    r"|增速|增幅|降幅|同比|环比|净增|差额|差异|温|利润|盈余|盈亏|损益|结余|净"
)


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
    if OF_CHANGE.search(squash(row.label)):
        return
    for column in ("target", "actual"):
        measure = row[column].measure
        if measure and measure.bare and (measure.number or 0) < 0:
            yield row[column]
