"""同一指标在几张表里的实际完成值不同

## 查什么
附件2和附件3，或两张附件3，有名称、计量单位和年度指标值都相同的三级指标，实际完成数是否相同；目标不同而完成数数字颠倒的，也报。比率和单价各项目可以不同，不比较。

## 为什么
同一件事只有一个完成数。

## 怎么改
按佐证材料核对，改错的那一处；确实不是一件事的，把指标名称写清楚。
"""

from collections.abc import Iterator
from itertools import combinations

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import Indicator
from jiping.rules.shared.results import core, measured


@rule(
    severity="warning",
    message="“{row}”实际完成值{stated}，{table}同一指标是{expected}，两处应一致。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件2、附件3"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each indicator that another table has with another result."""
    told: set[str] = set()
    for one, other in combinations(measured(case.filing), 2):
        same = core(one.name) == core(other.name) and one.sheet.ref != other.sheet.ref
        if same and one.name not in told and _differ(one, other):
            told.add(one.name)
            name = (
                "附件2" if one.sheet.form == "overall" else f"附件3（{one.sheet.name}）"
            )
            yield hit(
                other["actual"],
                other["level3"],
                one["actual"],
                one["level3"],
                expected=one["actual"].raw,
                row=other.name,
                table=name,
            )


def _differ(one: Indicator, other: Indicator) -> bool:
    """Whether the results cannot both be of the one thing that the names name."""
    first, second = one.actual, other.actual
    if first.number is None or second.number is None or first.unit != second.unit:
        return False
    if first.number == second.number or first.unit == "%" or "/" in first.unit:
        return False
    if one["target"].raw == other["target"].raw and one["target"].raw:
        return True
    return sorted(f"{first.number:f}") == sorted(f"{second.number:f}")
