"""报告章节缺少应写的数

## 查什么
报告第二章至第五章和绩效情况一章，有没有写表样要求的数：
- 基本支出情况：决算数，人员经费或公用经费的金额；
- 项目支出情况：决算数；
- 政府性基金、国有资本经营预算支出情况：附件2有这项收入的，支出数；
- 绩效情况：写了完成数据的，自评得分。

这些数写在报告别的章节也算。缺自评得分的作为提示；预算数附件1至附件3不都有，不查。章节空白、只写了预算没有写决算、绩效情况没有任何完成数据，另有规则。

## 为什么
报告要与附件1、附件2、附件3核对，缺了数就核对不了，读者也不知道钱花在哪里。

## 怎么改
按部门决算和自评表补写；没有发生的写明“无”。
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jiping.model.filing import Filing, Report, Section
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import body, chapter_of, joined, results
from jiping.rules.shared.text_words import any_of, vocabulary

_CLAUSE = compile_late(r"[,，。;；、\n](?!\d{3})")
# In digits or in characters (一千零八十四万五千元); points of a score too.
_AMOUNT = compile_late(
    r"\d[\d,.]*[万亿]?(?:元|分)|[一二三四五六七八九十百千万亿]{2,}元"
)
BUDGET = ("initial", "budget", "revised", "added")


@rule(
    severity="warning",
    message="“{chapter}”没有写{missing}，请按表补写。",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each chapter, naming the figures that it lacks."""
    report = case.filing.report
    assert report is not None
    for chapter in vocabulary("chapters")["chapter"]:
        sections = report.of_role(chapter["role"])
        if sections and _asked(case.filing, report, sections[0]):
            yield from _of_chapter(report, sections[0], chapter["requires"])


def _asked(filing: Filing, report: Report, section: Section) -> bool:
    """Whether the chapter owes figures: it says something, and is not of a fund that
    the unit has not."""
    text = joined(body(report, section))
    if not text or chapter_of(report, section).role == "social_insurance":
        return False
    if section.role == "performance":
        return results(text) > 0
    if section.role in ("government_fund", "state_capital"):
        overall = filing.overall
        return bool(overall and overall[section.role]["executed"].number)
    denied = [s for s in report.stating(section.role) if s.negative]
    return not denied


def _of_chapter(
    report: Report, section: Section, requires: list[Mapping[str, Any]]
) -> Iterator[Hit]:
    said = _CLAUSE.split(joined(body(report, section)))
    lacking = [
        need
        for need in requires
        if not (_told(report, need) or _told_in_words(said, need))
    ]
    names = [need["name"] for need in lacking]
    if not names or _elsewhere(report, section):
        return
    weights = {need["severity"] for need in lacking}
    yield hit(
        section.heading,
        stated="（未写）",
        expected=f"补写{'、'.join(names)}",
        severity="warning" if "warning" in weights else "info",
        chapter=section.heading.raw,
        missing="、".join(names),
    )


def _told(report: Report, need: Mapping[str, Any]) -> bool:
    return any(
        said.aspect in need["aspects"] or not need["aspects"]
        for topic in need["topics"]
        for said in report.stating(topic)
        if said.entry.number is not None and not said.part_of.endswith("_fund")
    )


def _told_in_words(said: Sequence[str], need: Mapping[str, Any]) -> bool:
    """Whether a clause of the chapter has the words and an amount, although not so that
    the amount was read as one of them (余下1177.84万元全部用于人员)."""
    words = any_of(need["words"])
    return any(words.search(text) and _AMOUNT.search(text) for text in said)


def _elsewhere(report: Report, section: Section) -> bool:
    """Whether another rule says it: of basic expenditure with any figure (WZ208), of
    projects with a budget alone (WZ209)."""
    if section.role == "basic":
        figures = [
            s for s in report.stating("basic") if not s.part_of.endswith("_fund")
        ]
        return bool(figures)
    budgets = (s for s in report.stating("project") if s.aspect in BUDGET)
    return section.role == "project" and any(budgets)
