"""报告章节序号重复、跳号或体例不一

## 查什么
各章序号有没有重复、跳号、倒退；有没有一部分用“一、二、”，一部分用“1、2、”。

## 为什么
序号乱，读者不知道缺了一章还是多了一章。也可能是自动编号在转换格式时改变的，请对照原文。

## 怎么改
第一层统一用“一、二、三、”顺序编号。
"""

import itertools
from collections.abc import Iterator, Sequence

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative_numbers import Numbered, numbered


@rule(
    severity="warning",
    message="报告章节序号{fault}：{stated}",
    cites=("party-document-format#7.3.3",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for chapters in another style than most, one for numbers out of order."""
    report = case.filing.report
    assert report is not None
    parts = [part for part in numbered(report) if part.style]
    styles = [part.style for part in parts]
    usual = max(("chinese", "arabic"), key=styles.count)
    odd = [part for part in parts if part.style != usual]
    if odd:
        yield _hit(odd, "中文数字与阿拉伯数字混用")
    wrong = [
        after
        for before, after in itertools.pairwise(parts)
        if after.value <= before.value
    ]
    if wrong:
        yield _hit(wrong, "重复或倒退")
    jumps = [
        after
        for before, after in itertools.pairwise(parts)
        if after.value > before.value + 1 + _unnumbered_between(case, before, after)
    ]
    if jumps:
        yield _hit(jumps, "跳号")


def _unnumbered_between(case: Case, before: Numbered, after: Numbered) -> int:
    assert case.filing.report is not None
    keys = [part.section.key for part in numbered(case.filing.report)]
    return keys.index(after.section.key) - keys.index(before.section.key) - 1


def _hit(parts: Sequence[Numbered], fault: str) -> Hit:
    headings = [part.section.heading for part in parts]
    return hit(
        *headings,
        stated="、".join(part.section.number for part in parts),
        expected="按“一、二、三、”顺序编号",
        fault=fault,
    )
