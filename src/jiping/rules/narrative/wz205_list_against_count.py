"""列举的名称与所写个数不符

## 查什么
报告写了几个股室、机构、单位，又把名称一一列出的，列出的是不是这么多。按顿号数；名称里带“和”“及”的，两种数法都认；末尾有“等”的，只查列多了的。

## 为什么
个数和名单对不上，说明机构改了而文字没有改全。

## 怎么改
按机构编制文件改个数或补全名单。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import paragraphs, shortened
from jiping.rules.shared.text_lists import lists


@rule(
    severity="warning",
    message="写明{stated}个{noun}，列出的是{listed}个：{names}",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each paragraph and count whose list has another length."""
    report = case.filing.report
    assert report is not None
    for _, entry in paragraphs(report):
        for found in lists(entry.raw):
            if not found.least <= found.stated <= found.most:
                yield hit(
                    entry,
                    stated=found.count,
                    expected=str(found.least),
                    noun=found.noun,
                    listed=found.least,
                    names=shortened(found.names, 60),
                )
