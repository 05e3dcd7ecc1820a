"""预期目标与实际完成情况的条数相差很多

## 查什么
预期目标和实际完成情况都分条列写，条数相差三条以上，并且一方不到另一方的一半。

## 为什么
完成情况要与目标逐条对应，条数差得多，说明有的目标没有交代。

## 怎么改
按预期目标的顺序逐条写完成情况；目标已经调整的，写明调整的依据。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators_goals import items, numbered, objectives

LEAST_DIFFERENCE = 3


@rule(
    severity="info",
    message="预期目标{expected}，实际完成情况{stated}，没有逐条对应。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件2、附件3"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Numbered goals and numbered results of very different length."""
    for _, expected, actual in objectives(case.filing):
        if not (numbered(expected.raw) and numbered(actual.raw)):
            continue
        goals, results = len(items(expected.raw)), len(items(actual.raw))
        few, many = sorted((goals, results))
        if many - few >= LEAST_DIFFERENCE and few * 2 <= many:
            yield hit(
                actual,
                expected,
                stated=f"{results}条",
                expected=f"{goals}条",
                difference=f"{many - few}条",
            )
