"""报告所写完成数与自评表不一致

## 查什么
报告写了某项工作的完成数，自评表（附件2或附件3）有这项工作的三级指标、同样的计量单位，两个数是否相等。按名称的用字判断是不是同一件事，词序不同也认；名称只是相近的，两个数相近或数字颠倒时才报。有几个指标对得上的，等于其中一个就不报；约数、上年数、目标数、分季度的数不比较。

## 为什么
报告和自评表说的是同一件事，完成数只能有一个。

## 怎么改
按佐证材料核对，改错的那一处。
"""

from collections.abc import Iterator

from jiping.model.filing import Report, Section
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import used
from jiping.rules.shared.indicators_told import (
    Mention,
    contradicted,
    exact,
    mentions,
)
from jiping.rules.shared.narrative import chapter_of, paragraphs

# Chapters that speak of other times, and those whose figures are money.
_ELSEWHERE = frozenset(
    {"problems", "improvement", "use", "duties", "objectives", "general_budget"}
)


@rule(
    severity="warning",
    message="报告写“{subject}”{stated}，自评表“{row}”实际完成值为{expected}，两处应一致。",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report", "evaluation"),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each result of the prose that no indicator of its name has."""
    report = case.filing.report
    assert report is not None
    measured = [each for each in used(case.filing) if exact(each.actual)]
    for section, paragraph in paragraphs(report):
        if {section.role, chapter_of(report, section).role} & _ELSEWHERE:
            continue
        for said in mentions(paragraph.raw):
            same = contradicted(said, measured, "actual")
            if same:
                yield hit(
                    _entry(report, section, paragraph, said),
                    *(each["actual"] for each in same),
                    *(each["level3"] for each in same),
                    stated=said.raw,
                    expected=same[0]["actual"].raw,
                    subject=said.words[-16:],
                    row=same[0].name,
                )


def _entry(report: Report, section: Section, paragraph: Entry, said: Mention) -> Entry:
    """The statement that the figure was read as, else its paragraph."""
    for statement in report.statements:
        own = statement.section == section.key and statement.entry.raw in said.raw
        if own and statement.entry.number == said.number:
            return statement.entry
    return paragraph
