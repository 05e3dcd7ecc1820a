"""年度总体目标照抄职能职责

## 查什么
预期目标逐条列的是“负责……”“参与……”“协助……”“完成交办的其他任务”这样的职责，没有年度任务的数和期限；或者多数条目与报告里的职能职责逐字相同。目标不足四条的不查。

## 为什么
职责年年一样，不是某一年的目标，也无法评价完成没有。

## 怎么改
改写为本年度要做成的几件事，写明数量、质量、完成时间。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.filing import Filing
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators_goals import items, objectives
from jiping.rules.shared.indicators_words import words

LEAST_ITEMS = 4
LEAST_SHARE = 0.6
DIGIT = compile_late(r"\d")


@rule(
    severity="warning",
    message="预期目标{count}条中有{duties}条是职能职责，没有年度任务和可考核的数。",
    cites=("mof-2020-10", "mof-2021-101"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Goals that list what the unit is for, not what it means to do this year."""
    duties = _duties(case.filing)
    for _, expected, _actual in objectives(case.filing):
        goals = items(expected.raw)
        like = [g for g in goals if _is_duty(g) or (len(g) > 10 and g in duties)]
        if len(goals) >= LEAST_ITEMS and len(like) >= LEAST_SHARE * len(goals):
            yield hit(
                expected,
                stated=f"{len(goals)}条职能职责",
                expected="年度工作目标（含数量、时限）",
                count=len(goals),
                duties=len(like),
            )


def _is_duty(goal: str) -> bool:
    return bool(words("duty").match(goal)) and not DIGIT.search(goal)


def _duties(filing: Filing) -> str:
    if filing.report is None:
        return ""
    return squash("".join(s.text for s in filing.report.of_role("duties", "profile")))
