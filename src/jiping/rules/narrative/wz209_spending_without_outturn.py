"""项目支出或基金支出只写预算没有写决算

## 查什么
报告“项目支出情况”和各基金章节，写了预算数或收入数的，有没有写支出（决算、执行）数。

## 为什么
没有支出数，无法与附件2、附件3核对，也说不清执行得怎样。

## 怎么改
补写决算数；没有支出的写0。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import FUND_ROLES, joined
from jiping.rules.shared.text_words import concept

BUDGET = ("initial", "budget", "revised", "added", "income")


@rule(
    severity="warning",
    message="“{chapter}”只写了{stated}，没有写支出（决算）数。",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the first budget figure of such a section without any spending figure.

    A section that counts staff contributions as fund spending has another fault.
    """
    report = case.filing.report
    assert report is not None
    for section in report.of_role("project", *FUND_ROLES):
        told = [
            s
            for s in report.statements
            if s.section == section.key and s.entry.unit.endswith("元")
        ]
        budgets = [s for s in told if s.topic == section.role and s.aspect in BUDGET]
        mistaken = section.role == "social_insurance" and concept(
            "staff_contributions"
        ).search(joined(section.paragraphs))
        if budgets and not mistaken and all(s.aspect in BUDGET for s in told):
            first = budgets[0].entry
            yield hit(
                first,
                stated=f"{squash(budgets[0].subject)}{first.number}{first.unit}",
                expected="补写支出（决算）数",
                chapter=section.heading.raw,
            )
