"""年中调整预算幅度大没有说明

## 查什么
附件2全年预算数比年初预算数调整超过通行幅度，报告里没有说明调整、追加的原因。调整后超过年初一倍的报警告，其余作提示。

## 为什么
调整多，说明年初编得不准或者有新任务，两种情况都要交代。幅度是系统通行口径，不是法定标准。

## 怎么改
在报告里写明追加（调减）多少、什么原因、依据什么文件。
"""

from collections.abc import Iterator
from decimal import Decimal

from jiping.model.finding import Case, Hit
from jiping.model.values import half_up
from jiping.rules.registry import hit, rule
from jiping.rules.shared.text_explained import explained

SUBJECTS = ("预算", "经费", "资金", "项目")


@rule(
    severity="info",
    message="年初预算{initial}{unit}，全年预算{stated}{unit}，调整{percent}%，报告没有说明原因和依据。",
    cites=("house", "mof-2020-10"),
    needs=("overall",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the total, with the totals of the projects that changed as much."""
    overall = case.filing.overall
    assert overall is not None
    total = overall["total"]
    initial, revised = total["initial"], total["revised"]
    ratio = Decimal(str(case.parameters["adjustment.warn_ratio"].value))
    if not initial.number or revised.number is None:
        return
    change = revised.number - initial.number
    share = change / initial.number
    if abs(share) <= ratio or explained(case.filing.report, SUBJECTS, "adjusted"):
        return
    projects = [s["total"] for s in case.filing.projects]
    others = [
        cell
        for row in projects
        if row["initial"].number != row["revised"].number
        for cell in (row["initial"], row["revised"])
    ]
    percent = half_up(share * 100)
    yield hit(
        revised,
        initial,
        *others,
        stated=str(revised.number),
        expected="说明调整的原因和依据",
        difference=f"{change}{revised.unit}",
        arithmetic=f"({revised.number}-{initial.number})÷{initial.number}={percent}%",
        severity="warning" if share > 1 else None,
        initial=initial.number,
        percent=percent,
    )
