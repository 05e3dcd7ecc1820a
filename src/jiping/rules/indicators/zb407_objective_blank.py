"""年度总体目标没有填

## 查什么
自评表“年度总体目标”的预期目标或实际完成情况空白。

## 为什么
总体目标是设指标的依据，也是自评的起点；没有完成情况，自评没有结论。

## 怎么改
按批复的绩效目标填预期目标，按核实的情况逐项填实际完成情况。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import indicators
from jiping.rules.shared.indicators_goals import objectives


@rule(
    severity="warning",
    message="年度总体目标的{missing}没有填。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件2、附件3"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Objectives left blank in tables that are otherwise in use."""
    names = {"expected": "预期目标", "actual": "实际完成情况"}
    for sheet, expected, actual in objectives(case.filing):
        if not any(each.used for each in indicators(sheet)):
            continue
        blank = [cell for cell in (expected, actual) if cell.blank]
        if blank:
            missing = "和".join(names[cell.ref.column] for cell in blank)
            yield hit(*blank, expected=f"填写{missing}", missing=missing)
