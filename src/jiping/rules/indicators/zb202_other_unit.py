"""实际完成值与年度指标值的单位不同，无法比较

## 查什么
目标和实际都是数，计量单位却不同：目标按次、按件，实际填百分比；目标是百分比，实际填件数；目标按次，实际按篇。能换算的（万元与元、公里与米）不报。实际完成值是一句话、数在句中的，作为警告。

## 为什么
两个单位不同的数比不出达标与否，这一行的得分没有根据。

## 怎么改
按年度指标值的单位重填实际完成值，如目标“≤60次”，实际填“52次”。指标值的单位本来就错的，一并改正并说明。
"""

from collections.abc import Iterator

from jiping.intake.units import AMOUNTS, PERCENT
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import Indicator, computed, used
from jiping.scoring.methods import is_quantity

NOT_COUNTS = AMOUNTS | {PERCENT}


@rule(
    severity="error",
    message="“{row}”的目标是{target}，实际填“{stated}”，单位不同，无法判断是否达标，{points}分没有根据。",
    cites=("mof-2020-10", "mof-2021-101"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Numbers against numbers of another unit."""
    for each in used(case.filing):
        if _incomparable(case, each):
            yield hit(
                each["actual"],
                each["level3"],
                each["target"],
                each["weight"],
                each["score"],
                expected=f"以“{each.target.unit}”计的实际完成值",
                severity=None if _provable(each) else "warning",
                target=each["target"].raw,
                points=each["score"].raw or each["weight"].raw or "0",
            )


def _incomparable(case: Case, indicator: Indicator) -> bool:
    """Both are quantities with units, and scoring found no way from one to the other."""
    target, actual = indicator.target, indicator.actual
    if not (is_quantity(target) and is_quantity(actual)):
        return False
    if not (target.unit and actual.unit) or target.unit == actual.unit:
        return False
    if _counted(target.unit) == _counted(actual.unit):
        return False
    found = computed(case, indicator)
    several = target.several or actual.several
    return found is not None and found.low is None and not several


def _counted(unit: str) -> str:
    """What is counted, for whichever period."""
    return unit.partition("/")[0] or unit


def _provable(indicator: Indicator) -> bool:
    """Two counting words (次, 场) may mean one thing, and a sentence may hold the value
    in other words; a percentage or an amount against a count cannot."""
    units = {indicator.target.unit, indicator.actual.unit}
    return indicator.actual.bare and len(units & NOT_COUNTS) == 1
