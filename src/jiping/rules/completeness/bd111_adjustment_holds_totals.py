"""基本支出预算调整填成了预算和决算

## 查什么
附件1“部门基本支出预算调整”的决算栏是否等于附件2的基本支出，预算栏是否等于报告所写基本支出预算数。

## 为什么
这一行通行的填法是调整额（调增为正、调减为负）。填成预算总数和决算总数，就看不出调整了多少。各地填法不一，请对照本地填表说明。

## 怎么改
填写调整额，即调整后预算减年初预算。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule


@rule(
    severity="info",
    message="“部门基本支出预算调整”填的是基本支出的预算{budget}、决算{stated}，按调整额应填{expected}。",
    cites=("hunan-self-evaluation-forms#附件1",),
    needs=("base", "overall"),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the row whose final column repeats the year's basic expenditure."""
    base, overall = case.filing.base, case.filing.overall
    assert base is not None and overall is not None
    budget, actual = (base["basic_adjustment"][c] for c in ("budget", "actual"))
    basic = overall["basic"]["executed"]
    if actual.number and basic.number and actual.interval.touches(basic.interval):
        change = actual.number - budget.number if budget.number else None
        yield hit(
            actual,
            budget,
            basic,
            expected="调整额" if change is None else str(change),
            arithmetic="" if change is None else f"{actual.raw}-{budget.raw}={change}",
            budget=budget.raw or "（空白）",
        )
