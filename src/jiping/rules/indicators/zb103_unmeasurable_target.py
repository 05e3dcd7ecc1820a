"""年度指标值不可衡量

## 查什么
年度指标值是文字，里面没有数、没有日期，也不是能够核实的标准（如“验收合格”“零事故”“全覆盖”“不超预算”）。“有所提升”“正常运转”“按计划推进”“达到要求”这类说法都在此列。只写“按期完成”“及时”而没有写明期限的，作为提示。

系统按用语判断，认不出所有的行业标准；指标值引用了文件或标准名称的，不会报出。

## 为什么
绩效目标要指向明确、细化量化。不能衡量的目标，完成多少都可以说完成，得分只能凭感觉。

## 怎么改
写出数、比率或期限，如“≥90%”“12月20日前”。确实只能定性的，写明验收或评定的标准和依据，得分按达成、部分达成、未达成三档给。
"""

from collections.abc import Iterator

from jiping.intake.dates import named_dates
from jiping.intake.text import CHINESE_NUMERAL, squash
from jiping.intake.units import UNIT
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import Indicator, used
from jiping.rules.shared.indicators_words import words
from jiping.scoring.methods import is_quantity

COUNTED = compile_late(rf"(?:{CHINESE_NUMERAL}){UNIT}")
UNCLEAR = (
    "“{row}”的年度指标值“{stated}”没有数、没有期限，也不是能够核实的标准，不可衡量。"
)
NO_DAY = "“{row}”的年度指标值“{stated}”没有写明期限，是否按期无从核对。"


@rule(
    severity="warning",
    message=UNCLEAR,
    cites=("mof-2020-10", "mof-2021-101", "yueyang-procedure#附件5"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Targets in words that nobody can verify."""
    for each in used(case.filing):
        if each.target.kind != "text" and (
            each.target.kind != "number" or is_quantity(each.target)
        ):
            continue
        text = squash(each["target"].text)
        if COUNTED.search(text) or words("standard").search(text):
            continue
        others = (each["level3"], each["actual"])
        if words("punctual").search(text) and not words("vague").search(text):
            if not _dated(each):
                yield hit(
                    each["target"],
                    *others,
                    severity="info",
                    message=NO_DAY,
                    expected="写明截止日期",
                )
        else:
            yield hit(each["target"], *others, expected="可量化或可核实的标准")


def _dated(indicator: Indicator) -> bool:
    """Whether the name or the actual value says by which day."""
    said = indicator.name + squash(indicator["actual"].text)
    return bool(named_dates(said)) or "天" in indicator.name
