"""目标是数或日期，实际完成值不是

## 查什么
年度指标值是数，实际完成值只写“已完成”“良好”等文字；或者年度指标值是日期，实际完成值写百分比、件数。目标为100%而实际写“完成”的，可以理解为全部完成，作为警告。

## 为什么
没有实际数，达标与否、应得几分都无法核对。

## 怎么改
填核实后的数，单位与目标一致；时效指标填实际完成的日期。
"""

from collections.abc import Iterator

from jiping.intake.units import PERCENT
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import Indicator, used
from jiping.scoring.methods import is_quantity

NONE_OF_IT = compile_late("无|未|没有|零|不存在")
SPANS = ("年", "月", "周", "天")
MINUTES = ("小时", "分钟", "秒")
NO_DATE = "“{row}”的目标是时间“{target}”，实际填“{stated}”，应填实际完成的日期。"


@rule(
    severity="error",
    message="“{row}”的目标是{target}，实际完成值只写“{stated}”，没有可以比较的数，{points}分没有根据。",
    cites=("mof-2020-10", "mof-2021-101"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Words where a number was promised, numbers where a date was."""
    for each in used(case.filing):
        others = (each["level3"], each["target"], each["weight"], each["score"])
        target = each["target"].raw
        if is_quantity(each.target) and _only_words(each):
            yield hit(
                each["actual"],
                *others,
                expected="与目标可比的实际数",
                severity="warning" if _lenient(each) else None,
                target=target,
                points=each["score"].raw or each["weight"].raw or "0",
            )
        elif each.target.kind == "date" and is_quantity(each.actual):
            yield hit(
                each["actual"],
                *others,
                expected="实际完成的日期",
                severity="warning",
                message=NO_DATE,
                target=target,
            )


def _only_words(indicator: Indicator) -> bool:
    """Within so many months may be answered with a day, or with 按期完成."""
    target, actual = indicator.target, indicator.actual
    if not target.number and NONE_OF_IT.search(indicator["actual"].text):
        return False
    if target.unit in SPANS and actual.kind == "date":
        return False
    within = indicator.level2 == "output.timeliness" and target.unit not in MINUTES
    if within and target.unit != PERCENT:
        return False
    return actual.kind in ("text", "unit", "date") or (
        actual.kind == "number" and not is_quantity(actual)
    )


def _lenient(indicator: Indicator) -> bool:
    """All of it was promised, and 完成 may well mean all of it; or within so many
    minutes, and 及时 may mean that."""
    target = indicator.target
    everything = target.kind == "percent" and target.number == 100
    return everything or target.unit in MINUTES
