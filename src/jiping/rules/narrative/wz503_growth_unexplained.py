"""比上年大幅增长没有说明

## 查什么
附件1三公经费、公用经费、项目支出的决算数比上年增长超过通行的幅度和金额，而报告没有一句话说到这项支出增长的原因。下降不报。

## 为什么
大幅增长要么是业务变化，要么是口径变了或填错了，需要一句话交代。幅度和金额的界限是系统通行口径，不是法定标准。

## 怎么改
核对两年的数和口径；属实的，在报告里写明原因。
"""

from collections.abc import Iterator
from decimal import Decimal

from jiping.model.finding import Case, Hit
from jiping.model.values import half_up
from jiping.rules.registry import hit, rule
from jiping.rules.shared.text_explained import explained

ROWS = {
    "three_public": ("三公",),
    "public_total": ("公用经费", "公用支出"),
    "project_total": ("项目支出", "项目经费", "项目资金"),
}


@rule(
    severity="info",
    message="{row}由上年{prior}{unit}增至{stated}{unit}，增长{percent}%，报告没有说明原因。",
    cites=("house", "mof-2013-53"),
    needs=("base",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each row that grew beyond the threshold without a word about it."""
    base = case.filing.base
    assert base is not None
    ratio = Decimal(str(case.parameters["growth.warn_ratio"].value))
    least = Decimal(str(case.parameters["growth.least_amount"].value))
    for key, names in ROWS.items():
        prior, actual = base[key]["prior_actual"], base[key]["actual"]
        if not prior.number or actual.number is None:
            continue
        grown = actual.number - prior.number
        if grown < least or grown <= prior.number * ratio:
            continue
        if not explained(case.filing.report, names, "rise"):
            percent = half_up(grown / prior.number * 100)
            yield hit(
                actual,
                prior,
                expected="说明原因",
                difference=f"{grown}{actual.unit}",
                arithmetic=f"({actual.number}-{prior.number})÷{prior.number}={percent}%",
                stated=str(actual.number),
                prior=prior.number,
                percent=percent,
            )
