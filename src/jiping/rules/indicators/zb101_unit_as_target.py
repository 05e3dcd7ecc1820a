"""年度指标值只有计量单位，没有数

## 查什么
“年度指标值”一栏是否只写了“次”“条”“万元”这样的计量单位，或者只有关系符号和单位（“≥    次”），没有目标数。

## 为什么
没有目标数，实际完成值再大也无从比较，这一行的分值和得分都没有根据。

## 怎么改
补填年初申报的目标数，带上关系符号和单位，如“≥1200次”。年初没有设定目标数的，按绩效目标申报表或工作计划说明依据，不要照实际完成值倒填。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import used


@rule(
    severity="error",
    message="“{row}”的年度指标值只写了“{stated}”，没有目标数，实际完成值“{actual}”无从比较，分值{points}分没有根据。",
    cites=("mof-2020-10", "mof-2021-101"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Targets that are a unit of measurement and nothing else."""
    for each in used(case.filing):
        if each.target.kind == "unit":
            yield hit(
                each["target"],
                each["level3"],
                each["actual"],
                each["weight"],
                expected=f"带数值的指标值，如{each.target.relation or '≥'}N{each.target.unit}",
                actual=each["actual"].raw or "空白",
                points=each["weight"].raw or "0",
            )
