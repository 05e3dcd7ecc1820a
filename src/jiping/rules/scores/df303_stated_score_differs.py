"""报告写的自评得分与自评表不符

## 查什么
自评报告里写的自评得分（总分、综合得分），是否等于附件2的总分（或某一张附件3的总分）。某一类指标、某一个项目的得分不比。

## 为什么
报告的结论来自自评表，两处必须是同一个数。

## 怎么改
以核对后的自评表总分为准，改报告。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators_words import words
from jiping.scoring.marks import plain


@rule(
    severity="error",
    message="报告写自评得分{stated}，附件2总分是{total}分，相差{difference}。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件4"),
    needs=("overall", "report"),
    arithmetic=True,
)
def check(case: Case) -> Iterator[Hit]:
    """Self scores in prose that no table has."""
    overall, report = case.filing.overall, case.filing.report
    assert overall is not None and report is not None
    total = overall["score_total"]["score"]
    totals = {sheet["score_total"]["score"].number for sheet in case.filing.evaluations}
    for statement in report.statements:
        if statement.aspect != "score" or statement.topic not in ("self_score", ""):
            continue
        stated = statement.entry.number
        if not _of_the_whole(statement.subject) or stated is None:
            continue
        if total.number is None or stated in totals:
            continue
        yield hit(
            statement.entry,
            total,
            stated=f"{plain(stated)}分",
            expected=f"与附件2总分一致（{plain(total.number)}分）",
            total=plain(total.number),
            difference=f"{plain(abs(stated - total.number))}分",
        )


def _of_the_whole(subject: str) -> bool:
    """Whether a score is the total, not that of a class of indicators or a project."""
    whole, part = words("whole_score"), words("part_score")
    return bool(whole.search(subject)) and not part.search(subject)
