"""报告章节丢了序号

## 查什么
其他章节都有序号，而某一章没有。最后的“其他需要说明的情况”没有序号只作提示。

## 为什么
丢了序号，章节层次不清，多半是排版时删掉了自动编号。

## 怎么改
补上序号，并检查后面各章是否顺延。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative_numbers import numbered


@rule(
    severity="warning",
    message="“{stated}”一章没有序号。",
    cites=("party-document-format#7.3.3",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each chapter without a number among numbered ones."""
    report = case.filing.report
    assert report is not None
    parts = numbered(report)
    if sum(1 for part in parts if part.style) * 2 <= len(parts):
        return
    for place, part in enumerate(parts):
        if part.style or not part.section.role:
            continue
        around = [p for p in (*parts[:place][-1:], *parts[place + 1 :][:1]) if p.style]
        yield hit(
            part.section.heading,
            *(p.section.heading for p in around),
            expected="补上序号",
            severity="info" if part.section.role == "other" else None,
        )
