"""报告章节序号重复、跳号或体例不一

## 查什么
各章序号有没有重复、跳号、倒退；有没有一部分用“一、二、”，一部分用“1、2、”。缺了一章才跳号的，按缺章报。

## 为什么
序号乱，读者不知道缺了一章还是多了一章。也可能是自动编号在转换格式时改变的，请对照原文。

## 怎么改
第一层统一用“一、二、三、”顺序编号。
"""

import itertools
from collections.abc import Iterator, Sequence

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative_chapters import jumps, missing_chapters
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
    # Where a chapter is missing, the numbers skip for that reason.
    known = {
        gap.after.key
        for gap in missing_chapters(case.filing)
        if gap.after is not None and gap.jumps
    }
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
    skipped = [after for _, after in jumps(report) if after.section.key not in known]
    made_up = [part for part in skipped if wrong and _catches_up(parts, part)]
    if wrong:
        fault = "重复或倒退，后面又跳号" if made_up else "重复或倒退"
        yield _hit([*wrong, *made_up], fault)
    skipped = [part for part in skipped if part not in made_up]
    if skipped:
        yield _hit(skipped, "跳号")


def _catches_up(parts: Sequence[Numbered], part: Numbered) -> bool:
    """Whether a jump only makes good a number that was given twice before."""
    return part.value == parts[0].value + parts.index(part)


def _hit(parts: Sequence[Numbered], fault: str) -> Hit:
    headings = [part.section.heading for part in parts]
    return hit(
        *headings,
        stated="、".join(part.section.number for part in parts),
        expected="按“一、二、三、”顺序编号",
        fault=fault,
    )
