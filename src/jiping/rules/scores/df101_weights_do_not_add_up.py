"""分值合计与总分不符

## 查什么
预算执行率的分值加各项三级指标的分值，是否等于“总分”一行的分值，并且为100分。“不适用”行的“/”不计。

## 为什么
总分100分是各项指标的全部分值。多出或缺少的分会直接变成自评得分的水分。

## 怎么改
先核对各类指标分值（通行为产出50、效益30、满意度10，预算执行率10），再改错的那一行。指标合计恰为100分而预算执行率另有10分的，要么调减指标分值到90分，要么补上漏计的10分并按比例折算。
"""

from collections.abc import Iterator
from decimal import Decimal

from jiping.model.filing import Sheet
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import sheet_spot
from jiping.rules.shared.scores import Points, points
from jiping.rules.shared.scores_limits import limit
from jiping.scoring.marks import plain

SUM = "{form}总分的分值为{stated}，各项分值合计{summed}（{arithmetic}），相差{difference}。"
LEFT_OUT = (
    "{form}总分的分值为{stated}，各项分值合计{summed}（{arithmetic}），相差{difference}；"
    "不计预算执行率的{execution}分则恰为{without}分，请明确是漏计预算执行率，还是指标分值多设了。"
)
NOT_FULL = (
    "{form}总分的分值为{stated}（{arithmetic}），应为{expected}，相差{difference}。"
)


@rule(
    severity="error",
    message=SUM,
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件2、附件3"),
    needs=("evaluation",),
    arithmetic=True,
    years=(2016, None),
)
def check(case: Case) -> Iterator[Hit]:
    """Weights that are not the printed total, or a total that is not 100."""
    full = limit(case, "weights.total")
    for sheet in case.filing.evaluations:
        summed = points(sheet, "weight")
        if summed.cells:
            yield from _compare(sheet, summed, full)


def _compare(sheet: Sheet, summed: Points, full: Decimal) -> Iterator[Hit]:
    total = sheet["score_total"]["weight"]
    stated = full if total.number is None else total.number
    if summed.whole == stated == full:
        return
    expected, message = summed.whole, SUM
    told = f"与各项分值合计一致（{plain(expected)}分）"
    if summed.whole == stated:
        expected, message = full, NOT_FULL
        told = plain(full)
    elif summed.of_execution and summed.of_indicators == stated:
        message = LEFT_OUT
    yield hit(
        total if total.ref.form else sheet_spot(sheet),
        *summed.involved,
        stated=plain(stated),
        expected=told,
        summed=plain(summed.whole),
        difference=f"{plain(abs(stated - expected))}分",
        arithmetic=summed.arithmetic,
        message=message,
        execution=plain(summed.of_execution),
        without=plain(summed.of_indicators),
    )
