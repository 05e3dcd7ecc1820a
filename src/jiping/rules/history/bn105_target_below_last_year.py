"""目标值低于上年已经达到的水平

## 查什么
有上年材料时，同名的正向指标（要求不低于某数），今年目标值是否比上年的目标值和实际完成值都低。目标有没有经过批复，要对照批复的绩效目标表，资料里没有，不作判断。

## 为什么
目标定得比已经做到的还低，超额完成没有意义，也可能是自评时改低了目标。

## 怎么改
对照批复的绩效目标表；目标确实调低的，说明原因。
"""

from collections.abc import Iterator
from decimal import Decimal

from jiping.model.finding import Case, Hit, Skipped
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative_prior import same_indicators

NO_TARGETS = Skipped(reason="核对目标值有没有改动，需要批复的绩效目标表或上年材料")


@rule(
    severity="info",
    message="指标“{name}”今年目标{stated}，上年目标{target}、实际完成{actual}，目标低于已达到的水平。",
    cites=("mof-2021-101", "mof-2020-10"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit | Skipped]:
    """One hit at each target below both of last year's values."""
    if case.prior is None:
        yield NO_TARGETS
        return
    for row, earlier in same_indicators(case.filing, case.prior):
        measure = row["target"].measure
        if measure is None or measure.relation in ("≤", "<") or measure.number is None:
            continue
        reached = [_number(earlier[c], measure.unit) for c in ("target", "actual")]
        if all(value is not None and measure.number < value for value in reached):
            yield hit(
                row["target"],
                expected=f"≥{earlier['target'].raw.lstrip('≥>=')}",
                name=row["level3"].raw,
                target=earlier["target"].raw,
                actual=earlier["actual"].raw,
            )


def _number(entry: Entry, unit: str) -> Decimal | None:
    measure = entry.measure
    return measure.number if measure is not None and measure.unit == unit else None
