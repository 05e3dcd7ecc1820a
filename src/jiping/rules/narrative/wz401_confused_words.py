"""错别字

## 查什么
报告和各表的文字里，有没有公文中常见的形近、音近错别字（如“日”写成“曰”，“拨”写成“拔”，“受益群众”写成“收益群众”）。除按常见错字表识别外，公文常用的固定词组（如“除险加固”“绩效目标”）中有一个字写成了音近、形近的字，漏了一个字或前后两字颠倒的，以及“进行进行”这样重复的词，也能查出。

两个字的常用词写错一字，只在紧挨着另一个常用词、前后界限清楚时提示；写错后仍是另一个词的（如“权利”与“权力”）、不在词表中的，查不出。

## 为什么
材料要公开，错别字影响严肃性，有的还改变意思。

## 怎么改
按提示改正，并通读全文。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import rule
from jiping.rules.shared.text_typos import hits, misspelt_words


@rule(
    severity="info",
    message="“{stated}”疑为“{expected}”之误。",
    cites=("party-document-format",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for the slips of a section, and for each slip of the tables."""
    yield from hits(case.filing, misspelt_words)
