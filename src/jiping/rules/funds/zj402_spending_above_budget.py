"""全年执行数大于全年预算数

## 查什么
年度资金总额及各分项的全年执行数，是否大于调整后的全年预算数。超出在尾差以内的不报。

## 为什么
未列入预算的不得支出。执行率超过100%，不是漏填了追加的预算，就是超预算支出。

## 怎么改
有追加的，把追加计入全年预算数；确属超预算的，说明原因。执行率得分最高为该项分值。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule


@rule(
    severity="error",
    message="“{row}”全年执行数{stated}，大于全年预算数{expected}，超出{difference}。",
    cites=("budget-law#第十三条", "mof-2020-10"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Money spent beyond the adjusted budget; parts only where the total holds."""
    for sheet in case.filing.evaluations:
        found = []
        for row in sheet.of_kind("fund"):
            budget, spent = row["revised"], row["executed"]
            if not budget.number or spent.number is None:
                continue
            if spent.interval.low > budget.interval.high:
                found.append((row.key, budget, spent))
        wholes = [entry for entry in found if entry[0] == "total"]
        for _, budget, spent in wholes or found:
            yield hit(
                spent,
                budget,
                expected=budget.raw,
                difference=f"{(spent.number or 0) - (budget.number or 0)}{sheet.unit}",
            )
