"""报告所写完成数与自评表不一致

## 查什么
报告写了某项工作的完成数，自评表（附件2或附件3）有同名的三级指标、同样的计量单位，两个数是否相等。同名指标有几个的，等于其中一个就不报；约数、上年数、目标数不比较。

## 为什么
报告和自评表说的是同一件事，完成数只能有一个。

## 怎么改
按佐证材料核对，改错的那一处。
"""

import re
from collections.abc import Iterator

from jiping.intake.lexis import unquoted
from jiping.intake.text import squash
from jiping.model.filing import Statement
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import Indicator, used

LEAST = 4
_MEASURED = re.compile(
    r"(?:数量|总数|人数|人次|次数|个数|场次|批次|面积|规模|长度|里程|数)$"
)
_NOT_NOW = re.compile(
    r"上年|去年|目标|计划|力争|预计|同比|较上|比上|累计|近[两三四五]年|其中"
)
_ELSEWHERE = frozenset({"problems", "improvement", "use", "duties", "objectives"})


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
    roles = {section.key: section.role for section in report.sections}
    measured = [
        each
        for each in used(case.filing)
        if each.actual.number is not None
        and not (each.actual.several or each.actual.approximate or each.actual.upper)
    ]
    for said in report.statements:
        if roles.get(said.section) in _ELSEWHERE or not _a_result(said):
            continue
        same = [each for each in measured if _speak_of_one(said, each)]
        if same and all(each.actual.number != said.entry.number for each in same):
            yield hit(
                said.entry,
                *(each["actual"] for each in same),
                *(each["level3"] for each in same),
                expected=same[0]["actual"].raw,
                subject=said.subject,
                row=same[0].name,
            )


def _a_result(said: Statement) -> bool:
    plain = said.topic in ("", "satisfaction") and said.entry.number is not None
    return (
        plain
        and said.aspect in ("count", "rate")
        and not said.negative
        and not re.search(rf"[约近]?{re.escape(said.entry.raw)}[余多]", said.sentence)
        and not _NOT_NOW.search(squash(said.sentence))
    )


def _speak_of_one(said: Statement, indicator: Indicator) -> bool:
    """Same unit, and one name is the end of the other."""
    if indicator.actual.unit != said.entry.unit:
        return False
    name = _MEASURED.sub("", unquoted(indicator.name))
    subject = _MEASURED.sub("", said.subject)
    if said.aspect == "rate":
        return name == subject and len(name) >= LEAST
    short, long = sorted((name, subject), key=len)
    return len(short) >= LEAST and long.endswith(short)
