"""年度总体目标或完成情况写的是往年

## 查什么
附件2、附件3年度总体目标的“预期目标”“实际完成情况”里，有没有以往年为时间的条目，如2023年度的表写“力争2022年……”“2022年完成……”。同上年比较、以上年年底为基数、结转、完成上年决算和考核、成立和印发文件的年份不算；同一条里写有自评年度的也不算。

## 为什么
自评的是一个年度的目标和结果。写着往年的年份，是在上年的表上改写没有改全，后面的内容也可能是上年的。

## 怎么改
改成自评年度，并核对这一条的内容和数字是不是自评年度的。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators_goals import items, objectives
from jiping.rules.shared.narrative import shortened
from jiping.rules.shared.text_years import goal_years


@rule(
    severity="warning",
    message="{column}写的是{named}年，自评年度是{year}年：{stated}",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件2、附件3"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each goal or result with an item of an earlier year."""
    year = case.filing.year
    if year is None:
        return
    for _, *pair in objectives(case.filing):
        for cell in pair:
            for item in items(cell.text):
                earlier = [each for each in goal_years(item) if each < year]
                if earlier and f"{year}年" not in item:
                    yield hit(
                        cell,
                        stated=shortened(item, 40),
                        expected=f"{year}年",
                        named=earlier[0],
                        year=year,
                    )
                    break
