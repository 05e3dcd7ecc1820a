"""三级指标名称照抄二级指标

## 查什么
三级指标的名称与所属二级指标、一级指标名称相同，如二级“数量指标”、三级也写“数量指标”。

## 为什么
三级指标要写明具体做什么、问谁。照抄上级名称等于没有细化。

## 怎么改
写成具体的指标，如“修复档案数量”“查档群众满意度”。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.model.terms import LEVEL2, ROWS
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import Indicator, used


@rule(
    severity="info",
    message="三级指标“{row}”与上级指标名称相同，没有细化。",
    cites=("mof-2020-10", "yueyang-procedure#附件5"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Level-3 names that say no more than level 2."""
    for each in used(case.filing):
        if each.name and _head(each.name) in _above(each):
            yield hit(each["level3"], each["target"], expected="细化的三级指标")


def _head(name: str) -> str:
    return name.removesuffix("指标")


def _above(indicator: Indicator) -> set[str]:
    printed = (squash(indicator[column].text) for column in ("level1", "level2"))
    usual = (LEVEL2.get(indicator.level2, ""), ROWS.get(indicator.level1, ""))
    return {_head(name) for name in (*printed, *usual) if name}
