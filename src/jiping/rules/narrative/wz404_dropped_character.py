"""漏字

## 查什么
报告中反复出现的词，有没有一处漏了中间的字。例如一个字后面总是跟着同一个字（流动人口的“流”后面总是“动”），只有一处不跟，而其后的文字又相同（流人口）。

## 为什么
漏字使语句不通，检索时也找不到。

## 怎么改
补上漏掉的字。
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import paragraphs

OFTEN = 4
CONTEXT = 3
HAN = compile_late("[\u4e00-\u9fff]")


@rule(
    severity="info",
    message="“{stated}”疑漏一字，别处写作“{expected}”。",
    cites=("party-document-format",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each paragraph that drops a character the report else always writes."""
    report = case.filing.report
    assert report is not None
    told = [(entry, squash(entry.raw)) for _, entry in paragraphs(report)]
    whole = "\n".join(text for _, text in told)
    for lead, expected in _slips(whole):
        for entry, text in told:
            if lead in text:
                yield hit(entry, stated=lead, expected=expected)


def _slips(whole: str) -> Iterator[tuple[str, str]]:
    """Texts in which a character is missing, each with what stands elsewhere."""
    following: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mark, after in itertools.pairwise(whole):
        if HAN.fullmatch(mark) and HAN.fullmatch(after):
            following[mark][after] += 1
    for mark, counts in following.items():
        (usual, often), *rest = counts.most_common(3)
        if often < OFTEN or len(rest) != 1 or rest[0][1] != 1:
            continue
        place = whole.index(mark + rest[0][0])
        after = whole[place + 1 : place + 1 + CONTEXT]
        if len(after) == CONTEXT and mark + usual + after in whole:
            yield mark + after, mark + usual + after
