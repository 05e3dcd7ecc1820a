"""金额指标没有写计量单位

## 查什么
成本指标或名称为金额、经费、投资的指标，年度指标值只写了数（如“86.5”），没有写“元”“万元”。名称里已注明单位的不报。

## 为什么
没有单位，几百元还是几百万元分不清，与资金表也无法核对。

## 怎么改
在年度指标值和实际完成值后补上单位，如“≤120万元”。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import Indicator, used
from jiping.rules.shared.indicators_words import words


@rule(
    severity="info",
    message="“{row}”的年度指标值“{stated}”没有写计量单位，请补上“元”或“万元”。",
    cites=("mof-2021-101", "hunan-self-evaluation-forms#附件2、附件3"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Amounts of money that are bare numbers."""
    for each in used(case.filing):
        target = each.target
        bare = target.kind in ("number", "range") and target.bare and not target.unit
        if bare and target.number and _of_money(each):
            yield hit(
                each["target"],
                each["level3"],
                each["actual"],
                expected="补单位“万元”或“元”",
            )


def _of_money(indicator: Indicator) -> bool:
    amount = words("amount").search(indicator.name)
    told = "元" in indicator.name or "率" in indicator.name
    if words("counted").search(indicator.name):
        return False
    return bool(amount or indicator.cost) and not told
