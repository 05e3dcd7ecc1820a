"""已达到目标却扣分

## 查什么
实际完成值已经达到年度指标值（包括“全覆盖”“零事故”一类可以核实的标准），得分却低于分值。写了扣分原因的作为提示。

## 为什么
达到目标应得满分。无缘无故扣一两分，多半是为了让总分看上去“真实”，同样是不实自评。

## 怎么改
达到目标的改为满分；确有问题的，把问题反映到实际完成值和偏差原因里。
"""

import re
from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import Indicator, met, reason_given, used
from jiping.rules.shared.indicators_words import words
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
        weight, score = each.weight, each.score
        if not weight or score is None or not 0 <= score < weight:
            continue
        if met(case, each) or _met_in_words(each):
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


def _met_in_words(each: Indicator) -> bool:
    """Whether a standard that can be verified is said to be reached in its own words
    (全覆盖: 42个班全覆盖)."""
    target, actual = squash(each["target"].text), squash(each["actual"].text)
    if not target or each.target.kind != "text":
        return False
    if not re.search(rf"(?<![未不没非]){re.escape(target)}", actual):
        return False
    sure = words("standard").search(target) and not words("vague").search(target)
    return bool(sure) and not words("fell_short").search(actual)
