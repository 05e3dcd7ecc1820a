"""全年预算有较多没有执行

## 查什么
年度资金总额中没有执行的部分（全年预算数-全年执行数）占全年预算数的比例，是否超过参数规定的限度（20%）。

## 为什么
预算执行慢，要么项目推进不力，要么预算编多了，要求单独说明原因和整改措施。

## 怎么改
在报告中写明没有执行的原因、结转或收回情况和下一步措施。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.scores_limits import limit
from jiping.scoring.marks import plain


@rule(
    severity="info",
    message="全年预算数{budget}，全年执行数{stated}，还有{difference}（{share}%）没有执行，请在报告中说明原因。",
    cites=("mof-2020-10", "house"),
    needs=("evaluation",),
    years=(2020, None),
)
def check(case: Case) -> Iterator[Hit]:
    """Budgets of which a good part was not spent."""
    most = limit(case, "warning.under_spending")
    for sheet in case.filing.evaluations:
        budget, spent = sheet["total"]["revised"], sheet["total"]["executed"]
        if not budget.number or spent.number is None or budget.number < 0:
            continue
        left = budget.number - spent.number
        share = left * 100 / budget.number
        if share > most:
            yield hit(
                spent,
                budget,
                expected=f"不低于全年预算数的{plain(100 - most)}%，或说明原因",
                difference=f"{left:f}{sheet.unit}",
                arithmetic=f"({budget.raw}-{spent.raw})÷{budget.raw}={share:.2f}%",
                budget=budget.raw,
                share=f"{share:.2f}",
            )
