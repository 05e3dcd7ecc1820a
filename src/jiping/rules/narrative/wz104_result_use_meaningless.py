"""结果应用和公开情况没有内容

## 查什么
“绩效自评结果拟应用和公开情况”一章有没有写结果怎样应用（预算安排、整改、考核等）、在哪里怎样公开。只写“良好”“无”“按规定执行”的，报出；写了应用没写公开的，作为提示。

## 为什么
自评的用处在于改进管理、安排预算和接受监督。这一章不写，自评就停在纸上。程序只看有没有这方面的用词。

## 怎么改
写明结果用在哪里，公开的时间和渠道；尚未公开的写“将于何时在何处公开”。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import body, joined, shortened
from jiping.rules.shared.text_words import concept

SHORT = 15


@rule(
    severity="warning",
    message="“{chapter}”只写“{stated}”，{fault}。",
    cites=("mof-2020-10", "open-government-information-regulation"),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the chapter: a warning where it says neither, an info where it leaves
    the publication out."""
    report = case.filing.report
    assert report is not None
    for section in report.of_role("use"):
        said = body(report, section)
        text = joined(said)
        use, publish = (concept(k).search(text) for k in ("use", "publish"))
        if not said or (section.level > 1) or publish:
            continue
        yield hit(
            section.heading,
            *said,
            stated=shortened(text, 20),
            expected="写明结果应用方式和公开时间、渠道",
            severity="info" if use and len(text) > SHORT else None,
            chapter=section.heading.raw,
            fault="没有写公开情况" if use else "没有写结果怎样应用、怎样公开",
        )
