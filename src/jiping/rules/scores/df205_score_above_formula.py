"""得分高于按完成情况应得的分

## 查什么
没有达到目标也没有得满分，但得分高于按完成比例（定性指标按评判等级）应得的分。比较到所填得分的小数位。自评低于公式的不报：从严扣分是允许的，没有写原因的由另一条规则报出。

## 为什么
少扣的分同样是虚高。

## 怎么改
按完成比例重算得分。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import missed, used
from jiping.rules.shared.scores import rounds_to
from jiping.scoring.marks import plain


@rule(
    severity="warning",
    message="“{row}”目标{target}、实际{actual}，得{stated}分，按完成情况最多{expected}分（{arithmetic}）。",
    cites=("mof-2020-10",),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Partial points above what the method gives."""
    for each in used(case.filing):
        found, weight, score = missed(case, each), each.weight, each.score
        if found is None or found.high is None or weight is None or score is None:
            continue
        best = found.high
        partly = found.high < score < weight
        if partly and not rounds_to(best, score):
            yield hit(
                each["score"],
                each["level3"],
                each["target"],
                each["actual"],
                each["weight"],
                expected=plain(best),
                difference=f"{plain(score - best)}分",
                arithmetic=found.explanation,
                target=each["target"].raw,
                actual=each["actual"].raw,
            )
