"""三级指标没有名称

## 查什么
指标行填了指标值、完成值或分值，三级指标名称却空着。

## 为什么
不知道考核什么，数和分都没有意义；“全部细化到三级指标”也是自评工作考核的一项。

## 怎么改
补填三级指标名称。名称写进了别的栏的，移回本栏。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import used


@rule(
    severity="warning",
    message="这一行填了指标值“{target}”、分值“{points}”，没有三级指标名称。",
    cites=("mof-2020-10", "yueyang-procedure#附件5"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Rows with values and no level-3 name."""
    for each in used(case.filing):
        said = each["target"].text or each["actual"].text
        if each["level3"].blank and said:
            yield hit(
                each["level3"],
                each["target"],
                each["actual"],
                each["weight"],
                expected="三级指标名称",
                target=each["target"].raw,
                points=each["weight"].raw,
            )
