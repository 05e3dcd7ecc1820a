"""已达到目标却扣分

## 查什么
实际完成值已经达到年度指标值，得分却低于分值。写了扣分原因的作为提示。

## 为什么
达到目标应得满分。无缘无故扣一两分，多半是为了让总分看上去“真实”，同样是不实自评。

## 怎么改
达到目标的改为满分；确有问题的，把问题反映到实际完成值和偏差原因里。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import computed, reason_given, used
from jiping.scoring.marks import plain


@rule(
    severity="warning",
    message="“{row}”目标{target}、实际{actual}，已达到目标，{points}分只得{stated}分，少{difference}。",
    cites=("mof-2020-10",),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Points lost in rows whose target is met."""
    for each in used(case.filing):
        found = computed(case, each)
        weight, score = each.weight, each.score
        if found is None or found.points is None or not weight or score is None:
            continue
        if found.points == weight and 0 <= score < weight:
            yield hit(
                each["score"],
                each["level3"],
                each["target"],
                each["actual"],
                each["weight"],
                each["deviation_note"],
                expected=plain(weight),
                difference=f"{plain(weight - score)}分",
                arithmetic=f"{plain(weight)}-{plain(score)}={plain(weight - score)}",
                severity="info" if reason_given(each["deviation_note"]) else None,
                target=each["target"].raw,
                actual=each["actual"].raw,
                points=plain(weight),
            )
