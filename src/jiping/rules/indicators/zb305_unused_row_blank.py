"""没有设指标的二级指标行空白，未注明不适用

## 查什么
自评表中有的二级指标行（如经济效益、生态效益）整行空白，没有写“不适用”或“/”。一张表合并提示一次。

## 为什么
空白分不清是漏填还是不适用。

## 怎么改
没有相应指标的，在三级指标、指标值栏写“不适用”，分值写“/”。
"""

from collections.abc import Iterator

from jiping.model.filing import Sheet
from jiping.model.finding import Case, Hit
from jiping.model.terms import LEVEL2
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import Indicator, indicators


@rule(
    severity="info",
    message="{names}没有填指标，也没有注明“不适用”。",
    cites=("hunan-self-evaluation-forms#附件2、附件3",),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Blank rows of level-2 indicators beside others of their class in use."""
    for sheet in case.filing.evaluations:
        blank = tuple(_blank_blocks(sheet))
        if blank:
            names = dict.fromkeys(
                LEVEL2.get(each.level2, each["level2"].text) for each in blank
            )
            yield hit(
                blank[0]["level3"],
                *(each["level3"] for each in blank[1:]),
                *(each["level2"] for each in blank),
                expected="无则注明“不适用”",
                names="、".join(filter(None, names)) or "有的二级指标",
            )


def _blank_blocks(sheet: Sheet) -> Iterator[Indicator]:
    rows = indicators(sheet)
    spoken = {each.level2 for each in rows if not each.blank}
    in_use = {each.level1 for each in rows if not each.blank}
    for each in rows:
        if each.blank and each.level2 not in spoken and each.level1 in in_use:
            yield each
