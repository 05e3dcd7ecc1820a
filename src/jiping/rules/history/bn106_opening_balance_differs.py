"""基金年初结转结余与上年年末不符

## 查什么
有上年材料时，政府性基金、国有资本经营、社会保险基金支出情况表“合计”行的年初结转和结余，是否等于上年同一张表的年末结转和结余；上年没有附表的，看上年报告所写的年末数。

## 为什么
上年结下来的钱就是今年开头的钱，两年的数对不上，必有一年是错的。

## 怎么改
以上年部门决算的年末结转和结余为准；年初调整过的，在报告中说明调整的原因和金额。
"""

from collections.abc import Iterator

from jiping.model import terms
from jiping.model.filing import Filing
from jiping.model.finding import Case, Hit, Skipped
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative_prior import NO_PRIOR


@rule(
    severity="error",
    message="{table}年初结转和结余为{stated}{unit}，上年年末为{expected}{unit}，相差{difference}{unit}。",
    cites=("hunan-self-evaluation-forms#附件4",),
)
def check(case: Case) -> Iterator[Hit | Skipped]:
    """One hit for each fund that does not begin with what the year before left."""
    if not case.filing.of_form("funds"):
        return
    if case.prior is None:
        yield NO_PRIOR
        return
    for sheet in case.filing.of_form("funds"):
        now, then = sheet["total"]["opening_balance"], _closing(case.prior, sheet.key)
        if then is None or now.number is None or then.number is None:
            continue
        left, span = then.scaled(now.unit)
        if not now.interval.touches(span):
            yield hit(
                now,
                expected=f"{left:f}",
                difference=f"{abs(now.number - left):f}",
                table=terms.FUNDS.get(sheet.key, sheet.name),
                unit=now.unit,
            )


def _closing(prior: Filing, fund: str) -> Entry | None:
    """What the year before left: of the table, else of the report."""
    sheet = prior.sheet("funds", fund)
    if sheet is not None and sheet["total"]["closing_balance"].number is not None:
        return sheet["total"]["closing_balance"]
    said = prior.report.stating(fund, "closing_balance") if prior.report else ()
    return said[0].entry if said else None
