"""错别字

## 查什么
报告和各表的文字里，有没有公文中常见的形近、音近错别字（如“日”写成“曰”，“拨”写成“拔”，“受益群众”写成“收益群众”）。按常见错字表识别，表外的错字查不出。

## 为什么
材料要公开，错别字影响严肃性，有的还改变意思。

## 怎么改
按提示改正，并通读全文。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import rule
from jiping.rules.shared.text_typos import confused_words, hits


@rule(
    severity="info",
    message="“{stated}”疑为“{expected}”之误。",
    cites=("party-document-format",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for the slips of a section, and for each slip of the tables."""
    yield from hits(case.filing, confused_words)
