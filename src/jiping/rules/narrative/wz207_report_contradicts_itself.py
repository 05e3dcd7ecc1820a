"""报告前后所写同一个数不一致

## 查什么
基本支出、人员经费、公用经费、三公经费、编制、在职人数、自评得分等，报告在不同段落写了同一年的同一个数的，前后是否一致。

## 为什么
同一个数写成两个，必有一个是错的或是旧的。

## 怎么改
以部门决算和附件1、附件2为准，改错的那一处；两处口径不同的，写明口径。
"""

from collections.abc import Iterator
from itertools import groupby

from jiping.model.filing import Statement
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule

TOPICS = (
    "basic",
    "personnel",
    "public",
    "three_public",
    "reception",
    "authorised_posts",
    "staff_in_post",
    "retired",
    "departments",
    "subordinates",
    "self_score",
)
ASPECTS = ("initial", "revised", "executed", "count", "score")


@rule(
    severity="warning",
    message="报告前面写“{subject}”为{earlier}，这里写{stated}，前后不一致。",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each later statement that contradicts the first of its kind."""
    report = case.filing.report
    assert report is not None
    told = [
        s
        for s in report.statements
        if s.topic in TOPICS and s.aspect in ASPECTS and s.entry.number is not None
    ]
    told.sort(key=_kind)
    for _, group in groupby(told, key=_kind):
        first, *others = group
        for other in others:
            if other.entry.ref.key != first.entry.ref.key and _differ(first, other):
                yield hit(
                    other.entry,
                    first.entry,
                    expected=f"{first.entry.raw}",
                    stated=f"{other.entry.number}{other.entry.unit}",
                    earlier=f"{first.entry.number}{first.entry.unit}",
                    subject=first.subject,
                )
                break


def _kind(statement: Statement) -> tuple[str, str, str]:
    return statement.topic, statement.aspect, statement.part_of


def _differ(one: Statement, other: Statement) -> bool:
    if one.entry.unit.endswith("元") != other.entry.unit.endswith("元"):
        return False
    _, first = one.entry.scaled("万元")
    _, second = other.entry.scaled("万元")
    return not first.touches(second)
