"""基本支出只写预算没有写决算或没有分列

## 查什么
报告“基本支出情况”写了预算数的，有没有写决算数，有没有分列人员经费和公用经费的金额。

## 为什么
报告要说明钱花了多少、花在哪里，只写预算数等于没有说。

## 怎么改
补写决算数，并分列人员经费、公用经费的金额，与附件1、附件2一致。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule

SPENT = ("executed", "amount")


@rule(
    severity="warning",
    message="报告基本支出只写了{stated}，没有写{missing}。",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the first figure of basic expenditure, naming what is left out."""
    report = case.filing.report
    assert report is not None
    told = [s for s in report.stating("basic") if not s.part_of.endswith("_fund")]
    if not told:
        return
    spent = [s for s in told if s.aspect in SPENT]
    split = [s for topic in ("personnel", "public") for s in report.stating(topic)]
    missing = [] if spent else ["决算数"]
    missing += [] if split else ["人员经费、公用经费的金额"]
    if not missing:
        return
    base = case.filing.base
    public = [base["public_total"]["actual"]] if base and not split else []
    yield hit(
        told[0].entry,
        *public,
        stated=f"{'决算数' if spent else '预算数'}{told[0].entry.number}{told[0].entry.unit}",
        expected=f"补写{'和'.join(missing)}",
        missing="和".join(missing),
    )
