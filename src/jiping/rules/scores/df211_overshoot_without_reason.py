"""超额完成很多，没有说明原因

## 查什么
数量、比率类指标的实际完成值超过目标值的比例达到参数规定的限度（30%），偏差原因空白或写“无偏差”。限值为通行做法，非法定。

## 为什么
超额很多往往是目标定得太低。财预〔2020〕10号要求分析原因，目标明显偏低的要调减得分。

## 怎么改
写明超额的原因；目标定低了的，下年调高。
"""

from collections.abc import Iterator
from decimal import Decimal

from jiping.model.finding import Case, Hit
from jiping.model.values import half_up
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import Indicator, reason_given, used
from jiping.rules.shared.scores_limits import limit
from jiping.scoring.marks import plain

GOALS = ("", "≥", ">")
LATE_OR_DEAR = ("output.timeliness",)


@rule(
    severity="info",
    message="“{row}”目标{target}、实际{stated}，超额{share}%，没有说明原因，请核对目标是否偏低。",
    cites=("mof-2020-10", "house"),
    needs=("evaluation",),
    years=(2020, None),
)
def check(case: Case) -> Iterator[Hit]:
    """Targets far surpassed and nothing said about it."""
    most = limit(case, "overshoot.warn_ratio")
    for each in used(case.filing):
        over = _over(each)
        if over is None or over < most or reason_given(each["deviation_note"]):
            continue
        yield hit(
            each["actual"],
            each["level3"],
            each["target"],
            each["deviation_note"],
            expected="说明超额原因或调整目标",
            target=each["target"].raw,
            share=plain(half_up(over * 100, Decimal("0.1"))),
        )


def _over(each: Indicator) -> Decimal | None:
    """By what part of the target the actual value is above it."""
    target, actual = each.target, each.actual
    if each.cost or each.level2 in LATE_OR_DEAR or target.relation not in GOALS:
        return None
    if target.kind not in ("number", "percent") or actual.kind != target.kind:
        return None
    if actual.unit not in ("", target.unit) or target.several or actual.several:
        return None
    if not actual.unit and "/" in target.unit:
        return None
    if not target.number or actual.number is None or target.number < 0:
        return None
    return actual.number / target.number - 1
