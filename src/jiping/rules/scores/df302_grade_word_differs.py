"""报告写的等级与总分不符

## 查什么
自评报告写明的自评等级（优、良、中、差），与附件2总分按规定分档得出的等级是否一致。

## 为什么
90分以上为优，80分以上为良，60分以上为中，60分以下为差。等级与分数对不上，结论不能用。

## 怎么改
先核对总分，再按分档改等级。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.scoring import grade
from jiping.scoring.marks import plain


@rule(
    severity="error",
    message="报告写自评等级为“{stated}”，附件2总分{points}分应为“{expected}”。",
    cites=("mof-2020-10",),
    needs=("overall", "report"),
    years=(2011, None),
)
def check(case: Case) -> Iterator[Hit]:
    """Grades in prose that the total score does not give."""
    overall, report = case.filing.overall, case.filing.report
    assert overall is not None and report is not None
    total = overall["score_total"]["score"]
    due = "" if total.number is None else grade(total.number, case.parameters)
    for statement in report.stating("self_score", "grade"):
        stated = statement.entry.text
        if due and total.number is not None and stated and stated[0] != due:
            yield hit(
                statement.entry,
                total,
                stated=stated,
                expected=due,
                points=plain(total.number),
            )
