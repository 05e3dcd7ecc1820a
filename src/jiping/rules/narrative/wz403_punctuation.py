"""标点、虚词误用或括号不配对

## 查什么
汉字之间用句点代替顿号，“等”后面又接着列举，重复的标点，“的的”，“落实和各项任务”一类多出的“和”，缺一半的括号、引号、书名号。

## 为什么
标点和虚词用错，列举的范围就不清楚，语句不通。

## 怎么改
按提示改正。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import rule
from jiping.rules.shared.text_typos import hits, punctuation


@rule(
    severity="info",
    message="“{stated}”标点或虚词有误，建议：{expected}。",
    cites=("party-document-format",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for the slips of a section, and for each slip of the tables."""
    yield from hits(case.filing, punctuation)
