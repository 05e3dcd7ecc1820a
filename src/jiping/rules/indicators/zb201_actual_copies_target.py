"""实际完成值照抄年度指标值

## 查什么
三种情形：指标值是带数的一句话，实际完成值逐字相同；实际完成值连关系符号一起照抄（目标“≥95%”，实际也写“≥95%”）；成本、金额指标的目标与实际分毫不差（作为提示）。

目标和实际都是100%、同一个年份、同样的件数，可能确实如此，不报。

## 为什么
目标在年初定，实际到年末才知道。两栏逐字相同，多半是事后照抄，偏差无从评价；带“≥”的实际完成值也不是一个值。

## 怎么改
年度指标值填年初申报的数，实际完成值填核实后的数，不带关系符号。成本指标的目标填年初预算或上限，如“≤300万元”。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.intake.units import AMOUNTS
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import NUMERIC, Indicator, used
from jiping.rules.shared.indicators_words import words
from jiping.scoring.methods import is_quantity

SENTENCE = "“{row}”的实际完成值与年度指标值逐字相同（“{stated}”），看不出年初定了什么目标、实际完成多少。"
SIGN = "“{row}”的实际完成值“{stated}”连关系符号一起照抄了年度指标值，应填核实后的数。"
# A value with a few words around it (14个行政村) is a value, not a sentence.
FEW = 10
FIGURES = compile_late(r"[\d.,%‰≥≤<>=]+")
AMOUNT = "“{row}”的年度指标值与实际完成值都是{stated}，分毫不差，请核对目标是否按年初预算填列。"


@rule(
    severity="warning",
    message=SENTENCE,
    cites=("mof-2020-10", "mof-2021-101"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Actual values that repeat the target as only a copy would."""
    for each in used(case.filing):
        target, actual = each["target"], each["actual"]
        others = (target, each["level3"])
        if _same_amount(each):
            yield hit(
                actual,
                *others,
                severity="info",
                message=AMOUNT,
                expected="年初预算口径或上限值",
            )
        elif squash(target.text) != squash(actual.text) or not target.text:
            continue
        elif each.target.kind in NUMERIC and each.actual.relation:
            yield hit(actual, *others, message=SIGN, expected="核实后的数，不带符号")
        elif _a_sentence(each):
            yield hit(actual, *others, expected="年初目标与核实后的实际值分别填列")


def _a_sentence(indicator: Indicator) -> bool:
    target = indicator.target
    if target.bare or not is_quantity(target):
        return False
    words_left = FIGURES.sub("", squash(indicator["target"].text))
    return target.several or len(words_left) > FEW


def _same_amount(indicator: Indicator) -> bool:
    target, actual = indicator.target, indicator.actual
    if not target.bare or target.kind != "number" or target.number != actual.number:
        return False
    if target.unit != actual.unit or actual.relation or not target.number:
        return False
    money = target.unit in AMOUNTS or (
        not target.unit
        and (indicator.cost or words("amount").search(indicator.name) is not None)
    )
    return money and target.number != target.number.to_integral_value()
