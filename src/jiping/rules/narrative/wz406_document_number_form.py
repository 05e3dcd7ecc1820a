"""引用文号格式不规范或前后不一

## 查什么
文号的年份是不是用六角括号〔〕，序号前有没有多余的“第”；同一个标题的文件，前后所写文号是否相同。

## 为什么
党政机关公文格式规定，年份用六角括号括入，序号不加“第”字、不编虚位。同一文件写成两个文号，至少有一个是错的。

## 怎么改
按原文件改正。
"""

import re
from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import written

_NUMBER = r"[\u4e00-\u9fff]{2,10}[\[〔(【﹝]\s*(?:19|20)\d\d\s*[\]〕)】﹞]第?\d{1,4}号"
_ILL_FORMED = compile_late(
    r"[\u4e00-\u9fff]{1,10}(?:[\[(【][12]\d{3}[\])】]第?|〔[12]\d{3}〕第)\d{1,4}号"
)
_TITLED = compile_late(rf"《([^《》]+)》[(（]?({_NUMBER})")


@rule(
    severity="info",
    message="文号“{stated}”{fault}。",
    cites=("party-document-format#7.2.5",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at an ill-formed number, a warning at a paper cited with two numbers."""
    first: dict[str, tuple[str, Entry]] = {}
    for entry in written(case.filing):
        text = squash(entry.raw)
        ill = _ILL_FORMED.search(text)
        if ill:
            yield hit(
                entry,
                stated=ill[0],
                expected=re.sub(
                    r"[\[(【](\d{4})[\])】]第?|〔(\d{4})〕第", r"〔\1\2〕", ill[0]
                ),
                fault="年份应用六角括号〔〕，序号前不加“第”",
            )
        for title, number in _TITLED.findall(text):
            earlier, place = first.setdefault(title, (number, entry))
            if re.sub(r"\W", "", earlier) != re.sub(r"\W", "", number):
                yield hit(
                    entry,
                    place,
                    stated=number,
                    expected=earlier,
                    severity="warning",
                    fault=f"与前文所引《{title}》的文号“{earlier}”不同",
                )
