"""不同章节写了同一段话

## 查什么
报告的不同章节，有没有一字不差的长句（去掉空格，20字以上）。

## 为什么
一段话用在两章，多半有一章是照抄凑数的。

## 怎么改
保留切题的一处，另一处按本章的要求改写。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import chapter_of, paragraphs, sentences, shortened

LONG = 20


@rule(
    severity="info",
    message="“{stated}”与“{chapter}”一章的文字完全相同。",
    cites=("party-document-format",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each paragraph with a long sentence of an earlier chapter."""
    report = case.filing.report
    assert report is not None
    first: dict[str, tuple[str, str, Entry]] = {}
    for section, entry in paragraphs(report):
        chapter = chapter_of(report, section)
        for sentence in sentences(squash(entry.raw)):
            if len(sentence) < LONG:
                continue
            key, heading, earlier = first.setdefault(
                sentence, (chapter.key, chapter.heading.raw, entry)
            )
            if key != chapter.key:
                yield hit(entry, earlier, stated=shortened(sentence), chapter=heading)
                break
