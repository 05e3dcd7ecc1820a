"""报告章节只有标题没有内容

## 查什么
报告的每一章，标题下面有没有内容。没有发生的事项写“无”算有内容。

## 为什么
只留标题，看不出是没有这项内容还是漏写。

## 怎么改
补写内容；没有发生的写“2023年度本单位无此项支出”。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import body, chapters


@rule(
    severity="warning",
    message="“{stated}”一章只有标题，没有内容。",
    cites=("yueyang-procedure#附件5",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at every known chapter under whose heading nothing stands."""
    report = case.filing.report
    assert report is not None
    for section in chapters(report):
        if section.role and not body(report, section):
            yield hit(section.heading, expected="补写内容，或写明没有发生")
