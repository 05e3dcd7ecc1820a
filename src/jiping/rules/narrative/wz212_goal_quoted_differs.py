"""文字里引用的目标数、差距与自评表不一致

## 查什么
报告和“实际完成情况”写了完成数，紧接着又写目标数（“低于95%的目标”“控制在205元以内”）或者差距（“比计划少74盏”“低于目标2.1个百分点”）的，与自评表同一指标的年度指标值是否对得上：目标数应等于年度指标值，差距应等于两者之差。

按名称的用字判断是不是同一件事；有几个指标对得上的，合于其中一个就不报。

## 为什么
引用的目标是判断完成没有的依据，引错了，完成的会说成没有完成。

## 怎么改
按批复的绩效目标改正；差距重新相减。
"""

from collections.abc import Iterator
from decimal import Decimal

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import Indicator, used
from jiping.rules.shared.indicators_told import (
    Owed,
    agrees,
    exact,
    goals_quoted,
    of_one_thing,
    of_one_unit,
)
from jiping.rules.shared.narrative import told


@rule(
    severity="warning",
    message="所写“{stated}”与自评表“{row}”的年度指标值{target}、实际完成值{actual}对不上，应为{expected}。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件4"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each goal or shortfall that no indicator of its thing has."""
    rows = [each for each in used(case.filing) if exact(each.target)]
    for entry in told(case.filing):
        for owed in goals_quoted(entry.raw):
            same = [each for each in rows if _of_one(owed, each)]
            if same and not any(_holds(owed, each) for each in same):
                first = same[0]
                yield hit(
                    entry,
                    *(each["target"] for each in same),
                    stated=owed.raw,
                    expected=_expected(owed, first),
                    row=first.name,
                    target=first["target"].raw,
                    actual=first["actual"].raw,
                )


def _of_one(owed: Owed, each: Indicator) -> bool:
    unit = of_one_unit(owed.result.unit, each.target)
    return unit and of_one_thing(owed.result.words, each.name)


def _holds(owed: Owed, each: Indicator) -> bool:
    if not owed.gap:
        return agrees(owed.number, Decimal(1), each.target)
    return owed.number == _gap(owed, each)


def _gap(owed: Owed, each: Indicator) -> Decimal | None:
    goal = each.target.number
    return None if goal is None else abs(goal - owed.result.number)


def _expected(owed: Owed, each: Indicator) -> str:
    return (
        f"相差{_gap(owed, each)}{owed.result.unit}" if owed.gap else each["target"].raw
    )
