"""时效指标的时间不在评价年度

## 查什么
时效指标的年度指标值写了日期，年份不是评价年度。只写“2023年”“2023年度”的，按当年年底看，不报；跨年的期限里写有评价年度的，也不报。

## 为什么
自评的是一个年度的目标。上年的日期多半是抄来的，下年的日期说明目标不属于本年。

## 怎么改
改成本年度的期限。跨年项目写本年度应完成的节点，如“2023年11月底前完成主体施工”。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import used


@rule(
    severity="warning",
    message="“{row}”的年度指标值“{stated}”是{named}年的时间，评价的是{year}年度。",
    cites=("mof-2020-10", "mof-2021-101"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Dates of timeliness targets in another year."""
    year = case.filing.year
    for each in used(case.filing):
        named = each.target.date[:4]
        if not year or not named or each.level2 != "output.timeliness":
            continue
        if str(year) not in squash(each["target"].text):
            yield hit(
                each["target"],
                each["level3"],
                each["actual"],
                expected=f"{year}年内的期限",
                named=named,
                year=year,
            )
