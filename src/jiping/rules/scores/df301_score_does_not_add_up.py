"""自评得分合计与总分不符

## 查什么
预算执行率得分加各项指标得分，是否等于“总分”一行的得分，按总分填写的小数位比较；总分没有填的也报出。

## 为什么
总分决定自评等级，是整张表的结论。

## 怎么改
重加一遍各行得分；漏加预算执行率得分的补上，多设了分值的先改分值。
"""

from collections.abc import Iterator

from jiping.model.filing import Sheet
from jiping.model.finding import Case, Hit, Skipped
from jiping.rules.registry import hit, rule
from jiping.rules.shared.scores import points, rounds_to
from jiping.scoring.marks import plain

SUM = "{form}总分得分为{stated}，各项得分合计{expected}（{arithmetic}），相差{difference}。"
LEFT_OUT = "{form}总分得分为{stated}，各项得分合计{expected}（{arithmetic}），相差{difference}；不计预算执行率得分{execution}分则恰为{stated}。"
BLANK = "{form}没有填总分得分，各项得分合计{expected}（{arithmetic}）。"


@rule(
    severity="error",
    message=SUM,
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件2、附件3"),
    needs=("evaluation",),
    arithmetic=True,
)
def check(case: Case) -> Iterator[Hit | Skipped]:
    """Total scores that the rows do not add up to."""
    for sheet in case.filing.evaluations:
        yield from _of_sheet(sheet)


def _of_sheet(sheet: Sheet) -> Iterator[Hit | Skipped]:
    total, summed = sheet["score_total"]["score"], points(sheet, "score")
    if not summed.cells or total.number == summed.whole:
        return
    facts = {"expected": plain(summed.whole), "arithmetic": summed.arithmetic}
    if "score" not in sheet["score_total"]:
        yield Skipped(reason="自评表没有总分一行，得分合计无从核对", at=sheet.ref)
        return
    if total.number is None:
        yield hit(total, *summed.involved, stated="（空白）", message=BLANK, **facts)
        return
    left_out = summed.of_execution and summed.of_indicators == total.number
    rounding = rounds_to(summed.whole, total.number)
    yield hit(
        total,
        *summed.involved,
        stated=plain(total.number),
        difference=f"{plain(abs(total.number - summed.whole))}分",
        severity="info" if rounding else None,
        message=LEFT_OUT if left_out else "",
        execution=plain(summed.of_execution),
        **facts,
    )
