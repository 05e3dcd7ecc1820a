"""没有达到目标却得满分

## 查什么
实际完成值没有达到年度指标值，该行仍得满分。没有说明原因的是错误；写了偏差原因而不扣分的作为警告。按完成比例算出的分与满分相差不到0.05分的，视为取整，作为提示。

## 为什么
定量指标达不到目标，按完成比例给分。不扣分，自评就失去了意义。

## 怎么改
按比例改得分并写偏差原因和改进措施；实际完成值填错的改完成值。
"""

from collections.abc import Iterator
from decimal import Decimal

from jiping.model.finding import Case, Computed, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import Indicator, missed, reason_given, used
from jiping.scoring.marks import plain

ROUNDING = Decimal("0.05")


@rule(
    severity="error",
    message="“{row}”目标{target}、实际{actual}，没有达到目标，却得满分{stated}分；{expected}（{arithmetic}）。",
    cites=("mof-2020-10",),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Full points in rows whose target is missed."""
    for each in used(case.filing):
        found, weight = missed(case, each), each.weight
        if found is not None and weight is not None and each.score == weight:
            yield hit(
                each["score"],
                each["level3"],
                each["target"],
                each["actual"],
                each["weight"],
                each["deviation_note"],
                expected=_expected(found),
                arithmetic=found.explanation,
                severity=_severity(each, found, weight),
                target=each["target"].raw,
                actual=each["actual"].raw,
            )


def _expected(found: Computed) -> str:
    if found.points is not None:
        return f"应扣分或说明，按比例为{plain(found.points)}分"
    low, high = (plain(end) for end in (found.low, found.high) if end is not None)
    return f"应扣分或说明，应在{low}至{high}分之间"


def _severity(each: Indicator, found: Computed, weight: Decimal) -> str | None:
    if found.points is not None and weight - found.points < ROUNDING:
        return "info"
    return "warning" if reason_given(each["deviation_note"]) else None
