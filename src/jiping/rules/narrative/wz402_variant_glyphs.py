"""简体文稿中夹有繁体字、异体字

## 查什么
报告和各表的文字里，有没有夹杂繁体字或异体字（如“形勢”“调査”）。通篇繁体的不报。

## 为什么
公文用规范简体字；夹杂的字多是扫描识别或输入法带来的，检索时也找不到。

## 怎么改
改成规范简体字。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import rule
from jiping.rules.shared.text_typos import hits, variant_glyphs


@rule(
    severity="info",
    message="“{stated}”用了繁体字或异体字，应为“{expected}”。",
    cites=("party-document-format",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for the characters of a section, and for each that tables share."""
    yield from hits(case.filing, variant_glyphs)
