"""扣了分却写“无偏差”

## 查什么
得分低于分值，偏差原因一栏却写“无偏差”。已达到目标而扣分的，由另一条规则报出，这里不再报。

## 为什么
扣分就是有偏差。两处说法相反，必有一处不实。

## 怎么改
写明真实的偏差原因；确实没有偏差的，得分改为满分。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import denies_deviation, met, used


@rule(
    severity="warning",
    message="“{row}”{points}分得{score}分，偏差原因却写“{stated}”。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件2、附件3"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Deviations denied where points were taken off for one."""
    for each in used(case.filing):
        note, weight, score = each["deviation_note"], each.weight, each.score
        lost = weight and score is not None and 0 <= score < weight
        if lost and denies_deviation(note) and not met(case, each):
            yield hit(
                note,
                each["level3"],
                each["target"],
                each["actual"],
                each["weight"],
                each["score"],
                expected="填写偏差原因及改进措施",
                points=each["weight"].raw,
                score=each["score"].raw,
            )
