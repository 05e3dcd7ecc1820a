"""上年决算数与上年材料不符

## 查什么
有上年材料时，附件1“上年决算数”一栏是否等于上年附件1的“决算数”。与部门决算数据的核对，需要决算数据，资料里没有，不作判断。

## 为什么
上年数是公开过的数，今年改了，两年的材料必有一份不真实，或者口径不同。

## 怎么改
以上年部门决算为准；口径有变化的注明。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit, Skipped
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative_prior import NO_PRIOR


@rule(
    severity="warning",
    message="{row}上年决算数填{stated}{unit}，上年材料为{expected}{unit}，相差{difference}{unit}。",
    cites=("hunan-self-evaluation-forms#附件1",),
    needs=("base",),
)
def check(case: Case) -> Iterator[Hit | Skipped]:
    """One hit at each row whose column of last year differs from last year's filing."""
    base = case.filing.base
    assert base is not None
    earlier = case.prior.base if case.prior is not None else None
    if earlier is None:
        yield NO_PRIOR
        return
    for row in base.of_kind("expense"):
        now, then = row["prior_actual"], earlier[row.key]["actual"]
        if now.number is None or then.number is None:
            continue
        if not now.interval.touches(then.interval):
            yield hit(
                now,
                expected=then.raw,
                difference=str(abs(now.number - then.number)),
                arithmetic=f"{now.raw}-{then.raw}={now.number - then.number}",
            )
