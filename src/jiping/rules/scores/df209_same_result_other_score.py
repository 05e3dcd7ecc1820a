"""同样的完成情况得分不一致

## 查什么
同一份资料里名称相同的三级指标，在附件2和各附件3之间比较：
- 目标、实际、分值都相同，得分不同（错误）；
- 完成得好的反而得分低，或者完成情况不同、都没有得满分而得分率相同（警告）。

同一指标只报一次，以最重的为准。

## 为什么
同一件事在两张表里得分不同，说明打分没有标准。

## 怎么改
按同一公式重算各表得分。
"""

from collections import defaultdict
from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.model.values import ZERO
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import Indicator, used
from jiping.rules.shared.scores_consistency import (
    at_fault,
    distinct,
    flat,
    inverted,
    same_result,
)
from jiping.scoring.marks import plain

SAME = "“{row}”目标、实际、分值都相同，{stated}，打分标准不一。"
INVERTED = "“{row}”完成情况与得分倒挂：{stated}。"
FLAT = "“{row}”完成情况不同而得分相同：{stated}。"
# The gravest first.
FAULTS = ((same_result, SAME), (inverted, INVERTED), (flat, FLAT))


@rule(
    severity="error",
    message=SAME,
    cites=("mof-2020-10",),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """One indicator, several tables, scores that do not go with the results."""
    named: dict[str, list[Indicator]] = defaultdict(list)
    for each in used(case.filing):
        if each.name and each.weight and each.score is not None:
            named[each.name].append(each)
    for same in named.values():
        rows = distinct(same)
        for fault, message in FAULTS:
            if found := at_fault(case, rows, fault):
                yield _hit(found, message)
                break


def _hit(rows: tuple[Indicator, ...], message: str) -> Hit:
    said = (f"{each['actual'].raw}得{plain(each.score or ZERO)}分" for each in rows)
    return hit(
        *(each[c] for each in rows for c in ("score", "level3", "actual")),
        stated="；".join(said),
        expected="按同一标准打分",
        severity="error" if message is SAME else "warning",
        message=message,
    )
