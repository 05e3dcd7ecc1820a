"""项目支出列了几个项目，漏了别的项目

## 查什么
附件3有两个以上项目，报告“一般公共预算支出情况”“项目支出情况”和各基金章节写了其中几个项目的名称，另有执行数的项目通篇没有提到。一个项目都没有按名称写的，不报。

## 为什么
列了一部分，读的人会以为就这几个项目，金额也加不到项目支出的总数。

## 怎么改
把漏掉的项目名称、金额和用途补写上。
"""

import re
from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import FUND_ROLES, chapter_of, paragraphs
from jiping.rules.shared.text_names import core

CHAPTERS = frozenset({"general_budget", "project", *FUND_ROLES})
SEVERAL = 2
LEAST = 3
# A third of the pairs of characters of a name, in one sentence.
MOST_OF = 3


@rule(
    severity="warning",
    message="项目支出列了{listed}，没有写{expected}（执行数{amount}），请补写。",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report", "project"),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the chapter that lists projects, for those that it leaves out."""
    report = case.filing.report
    assert report is not None
    spent = [s for s in case.filing.projects if s["total"]["executed"].number]
    names = {core(sheet.name): sheet for sheet in spent}
    told = [
        (section, squash(entry.raw))
        for section, entry in paragraphs(report)
        if {section.role, chapter_of(report, section).role} & CHAPTERS
    ]
    chapter = next((s for s, _ in told if s.role == "project"), None)
    if len(names) < SEVERAL or chapter is None or any(len(n) < LEAST for n in names):
        return
    text = "".join(words for _, words in told)
    listed = [sheet for name, sheet in names.items() if name in text]
    everything = squash("".join(entry.raw for _, entry in paragraphs(report)))
    left = [sheet for name, sheet in names.items() if not _told(name, everything)]
    if listed and left:
        yield hit(
            chapter.heading,
            *(sheet["project"]["name"] for sheet in left),
            *(sheet["total"]["executed"] for sheet in left),
            stated="（未写）",
            expected="、".join(f"“{sheet.name}”" for sheet in left),
            listed="、".join(f"“{sheet.name}”" for sheet in listed),
            amount="、".join(f"{s['total']['executed'].raw}{s.unit}" for s in left),
        )


def _told(name: str, text: str) -> bool:
    """Whether a text speaks of a project, by its name or by most of its words (道路和管网
    项目 for 通组道路硬化及集镇污水管网)."""
    if name in text:
        return True
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    sentences = re.split(r"[。;]", text)
    most = max(sum(pair in each for pair in pairs) for each in sentences)
    return len(pairs) >= MOST_OF * 2 and MOST_OF * most >= len(pairs)
