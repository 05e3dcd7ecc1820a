"""总体目标的实际完成情况只写“已完成”

## 查什么
“年度总体目标”的实际完成情况只写“100%”“已完成”“已完成预期目标”一类的话，没有内容和数据。

## 为什么
总体目标列了几项工作，完成情况要逐项对得上，才能复核。

## 怎么改
按预期目标逐项写明做了什么、多少、何时完成，未完成的写原因。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators_goals import objectives
from jiping.rules.shared.indicators_words import words


@rule(
    severity="info",
    message="年度总体目标的实际完成情况只写“{stated}”，没有写明完成内容和数据。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件2、附件3"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Results that say nothing but that it is done."""
    for _, expected, actual in objectives(case.filing):
        said = squash(actual.raw)
        if said and words("done_only").fullmatch(said):
            yield hit(actual, expected, expected="逐项写明完成内容和数据")
