"""同一句话里重复的文字

## 查什么
报告段落里，有没有紧接着重复的分句、括号内外重复的短语（3个二级机构（……3个二级机构））、写了两遍的引导语（内设机构包括：……内设：……）。

## 为什么
多是复制粘贴后没有删净，公开出去有失严肃。

## 怎么改
删去重复的一处。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import paragraphs
from jiping.rules.shared.text_repeats import repeated


@rule(
    severity="info",
    message="“{stated}”在同一段里重复，请删去一处。",
    cites=("party-document-format",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each paragraph that says something twice."""
    report = case.filing.report
    assert report is not None
    for _, entry in paragraphs(report):
        twice = next(repeated(squash(entry.raw)), "")
        if twice:
            yield hit(entry, stated=twice, expected="保留一处")
