"""称已公开而没有写时间和渠道

## 查什么
报告称自评结果或预决算“已公开”“已公示”的，同一段里有没有写公开的日期或渠道（网站、平台、公示栏等）。

## 为什么
自评报告要在公开之前完成。没有时间和渠道，无从核对，也可能是沿用的旧话。

## 怎么改
写明公开时间和网址；尚未公开的，写“将于何时在何处公开”。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import paragraphs, sentences, shortened
from jiping.rules.shared.text_words import concept

_DONE = compile_late(
    r"已[^,。;]{0,40}?(?:公开|公示|公布)|(?:公开|公示|公布)(?:工作)?已(?:经)?(?:完成|结束)|进行了(?:公开|公示)"
)
_DATE = compile_late(r"\d{1,2}月|20\d\d[-./]\d")


@rule(
    severity="info",
    message="报告称“{stated}”，没有写公开的时间和渠道。",
    cites=("open-government-information-regulation", "mof-2016-143"),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each paragraph that claims a publication without date or channel."""
    report = case.filing.report
    assert report is not None
    for _, entry in paragraphs(report):
        text = squash(entry.raw)
        claimed = next((s for s in sentences(text) if _DONE.search(s)), "")
        if claimed and not _DATE.search(text) and not concept("channel").search(text):
            yield hit(
                entry,
                stated=shortened(claimed, 40),
                expected="写明公开时间、渠道，或写“将公开”",
            )
