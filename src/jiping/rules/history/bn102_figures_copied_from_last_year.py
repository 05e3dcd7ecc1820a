"""实际完成值与上年完全相同

## 查什么
有上年材料时，同名指标的实际完成值（次数、金额等数量，不含百分数）是否三项以上、且全部与上年相同。

## 为什么
一年的工作量不会项项与上年一样，多半是沿用上年的表没有更新。

## 怎么改
按本年台账重新填写。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit, Skipped
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative_prior import NO_PRIOR, same_indicators

LEAST = 3


@rule(
    severity="warning",
    message="{count}项数量指标的实际完成值与上年完全相同（如“{stated}”），疑沿用上年数据。",
    cites=("mof-2020-10",),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit | Skipped]:
    """One hit for all indicators where every one repeats last year's quantity."""
    if case.prior is None:
        yield NO_PRIOR
        return
    pairs = [
        (row["actual"], earlier["actual"])
        for row, earlier in same_indicators(case.filing, case.prior)
        if (m := row["actual"].measure) is not None
        and m.kind == "number"
        and (m.number or 0) > 1
    ]
    same = [now for now, then in pairs if then.measure == now.measure]
    if len(same) >= LEAST and len(same) == len(pairs):
        yield hit(*same, expected="本年实际数", count=len(same))
