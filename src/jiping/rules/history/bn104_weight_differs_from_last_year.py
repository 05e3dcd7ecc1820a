"""同名指标的分值与上年不同

## 查什么
有上年材料时，同名三级指标的分值是否与上年相同。批复后有没有改动分值，要对照批复的绩效目标表，资料里没有，这里只提示与上年的不同。

## 为什么
分值在批复目标时确定，自评时不得为了得分高而调整。

## 怎么改
对照批复的绩效目标表核对；未经批准改动的，恢复批复的分值。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit, Skipped
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative_prior import same_indicators

NO_TARGETS = Skipped(reason="核对批复后有没有改动分值，需要批复的绩效目标表或上年材料")


@rule(
    severity="info",
    message="指标“{name}”的分值由上年{expected}分改为{stated}分，请核对批复的绩效目标表。",
    cites=("mof-2021-101",),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit | Skipped]:
    """One hit for the indicators whose weight is not last year's."""
    if case.prior is None:
        yield NO_TARGETS
        return
    for row, earlier in same_indicators(case.filing, case.prior):
        now, then = row["weight"], earlier["weight"]
        if now.number is not None and then.number not in (None, now.number):
            yield hit(now, expected=then.raw, name=row["level3"].raw)
