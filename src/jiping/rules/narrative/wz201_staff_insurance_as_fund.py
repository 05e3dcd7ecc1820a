"""单位缴纳的社会保险费写成社会保险基金支出

## 查什么
“社会保险基金预算支出情况”一章写了金额，而所写的是单位为职工缴纳的养老、医疗等保险费、职业年金或公积金。

## 为什么
社会保险基金预算是社保经办机构管的基金收支。单位缴的费是一般公共预算基本支出里的人员经费，写到这里就重复计算了，也张冠李戴。

## 怎么改
这一章改写“本单位无社会保险基金预算支出”，所列金额并入基本支出的人员经费。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import paragraphs
from jiping.rules.shared.text_words import concept


@rule(
    severity="error",
    message="社会保险基金一章把单位为职工缴纳的“{item}”{amount}列为基金支出，应为0；这笔钱属于基本支出的人员经费。",
    cites=("budget-law", "hunan-self-evaluation-forms#附件4"),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at a paragraph of the chapter that counts contributions as spending."""
    report = case.filing.report
    assert report is not None
    for section, entry in paragraphs(report):
        named = concept("staff_contributions").search(squash(entry.raw))
        if section.role != "social_insurance" or named is None:
            continue
        stated = [
            statement
            for statement in report.statements
            if statement.section == section.key
            and statement.entry.number
            and statement.entry.unit.endswith("元")
        ]
        if stated:
            first: Entry = stated[0].entry
            yield hit(
                entry,
                *(statement.entry for statement in stated),
                stated=f"{first.number}{first.unit}",
                expected=f"0{first.unit}",
                difference=f"{first.number}{first.unit}",
                item=named[0],
                amount=f"{first.number}{first.unit}",
            )
