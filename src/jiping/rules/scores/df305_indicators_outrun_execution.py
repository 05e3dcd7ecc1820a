"""指标得分率明显高于预算执行得分率

## 查什么
指标得分率（各项指标得分÷分值）与预算执行得分率（执行得分÷分值）相比，前者高出的部分占前者的比例是否超过参数规定的限度（5%）；超过20%的作警告，其余作提示。几张表都有的合并报一次。

## 为什么
钱没有花出去，事却全部做完、得分还高，要么预算编多了，要么自评虚高。这是一体化系统的红色预警项，不是法定的扣分标准。

## 怎么改
说明预算执行慢而任务完成的原因；没有合理原因的，核减指标得分。
"""

from collections.abc import Iterator
from decimal import Decimal

from jiping.model.filing import Sheet
from jiping.model.finding import Case, Hit
from jiping.model.values import ZERO, half_up
from jiping.rules.registry import hit, rule
from jiping.rules.shared.scores import points
from jiping.rules.shared.scores_limits import limit
from jiping.scoring.marks import plain


@rule(
    severity="info",
    message="{form}{tables}指标得分率{rate}%，预算执行得分率{stated}，前者偏高{difference}，请说明或核减。",
    cites=("house",),
    needs=("evaluation",),
    years=(2020, None),
)
def check(case: Case) -> Iterator[Hit]:
    """Indicators nearly all met with money largely unspent; one remark for all tables."""
    most = limit(case, "warning.self_score_gap")
    rates = [(sheet, *_rates(sheet)) for sheet in case.filing.evaluations]
    found = [
        (sheet, done, spent, (done - spent) * 100 / done)
        for sheet, done, spent in rates
        if done > 0 and (done - spent) * 100 / done > most
    ]
    if not found:
        return
    sheet, done, spent, gap = found[0]
    places = [other["total"]["score"] for other, *_ in found]
    yield hit(
        *places,
        sheet["total"]["rate"],
        *(other["score_total"]["score"] for other, *_ in found),
        stated=f"{_shown(spent)}%",
        expected=f"相差不超过{plain(most)}%",
        difference=f"{_shown(gap)}%",
        arithmetic=f"({_shown(done)}-{_shown(spent)})÷{_shown(done)}={_shown(gap)}%",
        rate=_shown(done),
        severity="warning" if gap > limit(case, "warning.under_spending") else None,
        tables=f"等{len(found)}张表" if len(found) > 1 else "",
    )


def _rates(sheet: Sheet) -> tuple[Decimal, Decimal]:
    """Indicator score and execution score in percent of their points; 0 of 0 is 0."""
    scores, weights = points(sheet, "score"), points(sheet, "weight")
    if scores.execution.number is None or not weights.of_execution:
        return ZERO, ZERO
    if not weights.of_indicators:
        return ZERO, ZERO
    return (
        scores.of_indicators * 100 / weights.of_indicators,
        scores.of_execution * 100 / weights.of_execution,
    )


def _shown(number: Decimal) -> str:
    return plain(half_up(number))
