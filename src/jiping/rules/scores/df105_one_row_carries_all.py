"""指标过少，或一项指标分值过大

## 查什么
一张自评表在用的三级指标是否少于三项；是否有一项三级指标的分值达到指标分值（预算执行率以外）的六成。限值见参数，非法定。

## 为什么
一两项指标反映不了产出和效益的全貌，一项指标占去大半分值，其他指标形同虚设。

## 怎么改
拆分过大的指标，补设反映质量、时效、效益的指标，再分配分值。
"""

from collections.abc import Iterator
from decimal import Decimal

from jiping.model.finding import Case, Hit
from jiping.model.values import ZERO, half_up
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import Indicator, indicators
from jiping.rules.shared.scores_limits import limit
from jiping.scoring.marks import plain

FEW = "{form}{tables}只设了{stated}三级指标，反映不了产出和效益的全貌。"
LARGE = "“{row}”一项占{stated}分，为指标分值{whole}分的{share}%，请拆分。"


@rule(
    severity="warning",
    message=LARGE,
    cites=("mof-2021-101", "yueyang-procedure#附件5", "house"),
    needs=("evaluation",),
    years=(2016, None),
)
def check(case: Case) -> Iterator[Hit]:
    """Tables of too few indicators, and indicators of too many points."""
    tables = [
        [each for each in indicators(sheet) if each.used and each.weight]
        for sheet in case.filing.evaluations
    ]
    least = limit(case, "indicators.least_count")
    few = [rows for rows in tables if 0 < len(rows) < least]
    if few:
        yield hit(
            *(each["level3"] for rows in few for each in rows),
            stated="、".join(f"{len(rows)}项" for rows in few),
            expected=f"不少于{plain(least)}项",
            message=FEW,
            tables=f"等{len(few)}张表" if len(few) > 1 else "",
        )
    for rows in tables:
        if len(rows) >= least:
            yield from _large(rows, limit(case, "indicators.most_points"))


def _large(rows: list[Indicator], most: Decimal) -> Iterator[Hit]:
    whole = sum((each.weight or ZERO for each in rows), ZERO)
    for each in rows:
        share = (each.weight or ZERO) * 100 / whole
        if share >= most:
            yield hit(
                each["weight"],
                each["level3"],
                expected=f"低于指标分值的{plain(most)}%",
                whole=plain(whole),
                share=plain(half_up(share, Decimal("0.1"))),
            )
