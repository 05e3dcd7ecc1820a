"""预算执行得分不等于执行率乘分值

## 查什么
年度资金总额一行的得分，是否等于全年执行数÷全年预算数×分值，最高为分值。按金额重算，不用填写的执行率；得分按填写的小数位比较，得分取整造成的差异作为提示，但没有全部执行的不能凑成满分。

## 为什么
预算执行率是自评中唯一完全由账面决定的得分，不能凭印象填。

## 怎么改
按公式重算，保留两位小数。
"""

from collections.abc import Iterator
from decimal import Decimal

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.scores import rounds_to
from jiping.scoring.marks import plain

# A tenth of a point short of the full mark is no rounding up to it.
TENTH = Decimal("0.1")
BLANK = "预算执行率没有填得分，应为{expected}分（{arithmetic}）。"


@rule(
    severity="error",
    message="预算执行率得分{stated}分，应为{expected}分（{arithmetic}），相差{difference}。",
    cites=("mof-2020-10", "mof-self-evaluation-form-2016"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Execution scores that the amounts do not give."""
    for sheet in case.filing.evaluations:
        row = sheet["total"]
        found = case.computed.get(row["score"].ref)
        if found is None or found.points is None or row["weight"].number is None:
            continue
        score, points = row["score"].number, found.points
        if score is None and not row["score"].blank:
            continue
        if score is not None and _agrees(score, found.low, found.high):
            continue
        full = score == row["weight"].number and score - points >= TENTH
        rounding = score is not None and not full and rounds_to(points, score)
        yield hit(
            row["score"],
            row["revised"],
            row["executed"],
            row["weight"],
            expected=plain(points),
            difference="" if score is None else f"{plain(abs(score - points))}分",
            arithmetic=found.explanation,
            severity="info" if rounding else None,
            message=BLANK if score is None else "",
        )


def _agrees(score: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    """Within what the printed amounts allow and one hundredth of a point."""
    if low is None or high is None:
        return True
    return low - Decimal("0.01") <= score <= high + Decimal("0.01")
