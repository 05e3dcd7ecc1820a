"""指标放错了类别

## 查什么
- 数量指标以百分比为目标，名称又不是率；
- 时效指标没有日期、期限，名称也与时间无关；
- 成本指标没有金额，名称也与费用无关；
- 满意度指标问的不是满意程度，或者满意度放在了产出、效益里。

同一张表同一类别的合并提示一次。

## 为什么
数量看做了多少，质量看做得怎样，时效看是否按时，成本看花了多少。放错类别，分值结构就名不副实。

## 怎么改
改到对应的二级指标下，或者换成本类别的指标值，如数量指标改写系统数、次数、点位数。
"""

from collections import defaultdict
from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.intake.units import AMOUNTS
from jiping.model.filing import Sheet
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import NUMERIC, Indicator, indicators
from jiping.rules.shared.indicators_percent import is_rate, names_no_rate
from jiping.rules.shared.indicators_words import words

EXPECTED = {
    "output.quantity": "数量指标应为数量（个数、次数、点位数）",
    "output.timeliness": "时效指标应为时间或期限",
    "cost": "成本指标应为金额或费用标准",
    "satisfaction": "满意度指标应为满意程度",
    "elsewhere": "满意度应列在满意度指标下",
}
# What it costs society and nature is no amount of the budget.
NO_MONEY = ("cost.social", "cost.ecological")
DURATIONS = ("年", "月", "周", "天", "工作日", "小时", "分钟", "秒", "季度", "学期")


@rule(
    severity="info",
    message="“{row}”的指标值是“{stated}”，{expected}，请核对类别。",
    cites=("mof-2020-10", "mof-2021-101"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Indicators under a class whose kind of value they do not have, once a block."""
    for sheet in case.filing.evaluations:
        for fault, found in _faults(sheet).items():
            first, *others = found
            yield hit(
                first["target"],
                first["level3"],
                *(each["target"] for each in others),
                *(each["level3"] for each in others),
                expected=EXPECTED[fault],
            )


def _faults(sheet: Sheet) -> dict[str, list[Indicator]]:
    faults: dict[str, list[Indicator]] = defaultdict(list)
    for each in indicators(sheet):
        numeric = each.used and each.name and each.target.kind in NUMERIC
        if numeric and (fault := _fault(each)):
            faults[fault].append(each)
    return faults


def _fault(each: Indicator) -> str:
    said = each.name + squash(each["target"].text)
    if each.foreign:
        return ""
    if each.level1 == "satisfaction":
        return "" if words("satisfaction").search(said) else "satisfaction"
    if each.name.endswith(("满意度", "满意率")) and "和" not in each.name:
        return "elsewhere"
    if each.level2 == "output.quantity":
        of_nothing = is_rate(each) or names_no_rate(each)
        return (
            "output.quantity"
            if each.target.kind == "percent" and not of_nothing
            else ""
        )
    if each.level2 == "output.timeliness":
        timed = each.target.date or each.target.unit in DURATIONS
        return "" if timed or words("time").search(said) else "output.timeliness"
    if each.cost and each.level2 not in NO_MONEY:
        money = each.target.unit.partition("/")[0] in AMOUNTS
        return "" if money or words("cost").search(said) else "cost"
    return ""
