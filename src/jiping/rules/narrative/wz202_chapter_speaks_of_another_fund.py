"""一个基金的章节写的是另一个基金

## 查什么
政府性基金、国有资本经营、社会保险基金三章，正文的句子有没有只提另一个基金、不提本章的基金。

## 为什么
这几章多是复制后改几个字，漏改的一章说的就是别的基金。

## 怎么改
按本章标题改写；本章的基金没有收支的，写明没有。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import FUND_ROLES, paragraphs, shortened
from jiping.rules.shared.text_words import concept


@rule(
    severity="warning",
    message="“{chapter}”一章的这段话写的是“{other}”，没有写本章的基金：{stated}",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each paragraph of a fund's chapter that names only another fund."""
    report = case.filing.report
    assert report is not None
    for section, entry in paragraphs(report):
        if section.role not in FUND_ROLES:
            continue
        text, heading = squash(entry.raw), squash(section.heading.raw)
        others = [
            found[0]
            for role in FUND_ROLES
            if role != section.role
            and not concept("fund_names", role).search(heading)
            and (found := concept("fund_names", role).search(text))
        ]
        if others and not concept("fund_names", section.role).search(text):
            yield hit(
                entry,
                section.heading,
                stated=shortened(text),
                expected=f"写{heading}",
                chapter=section.heading.raw,
                other=others[0],
            )
