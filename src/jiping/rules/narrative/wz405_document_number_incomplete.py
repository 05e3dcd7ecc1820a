"""引用文号不完整

## 查什么
报告引用的文号，有没有只有年份、没有序号的（如“〔2023〕号”）。

## 为什么
没有序号，无从查找所依据的文件。

## 怎么改
按原文件补全文号。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import written

_INCOMPLETE = compile_late(
    r"[\u4e00-\u9fff]{0,8}[\[〔(【﹝]\s*(?:19|20)\d\d\s*[\]〕)】﹞]第?(?:[×xX]+|_+|…+)?号"
)


@rule(
    severity="info",
    message="文号“{stated}”没有序号，请按原文件补全。",
    cites=("party-document-format",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each text that cites a number without its serial."""
    for entry in written(case.filing):
        found = _INCOMPLETE.search(squash(entry.raw))
        if found:
            yield hit(entry, stated=found[0], expected="补全文号序号")
