"""预算调整额对不上年初预算与全年预算之差

## 查什么
附件2全年预算数减年初预算数，是否等于附件1“部门基本支出预算调整”加上各附件3全年预算数减年初预算数。各附件3执行数之和与附件1项目支出对不上（缺表）的、有单位没有填调整额的、调整一行填成了总数的，不比较。

## 为什么
全年预算是年初预算加上年中调整；基本支出和项目支出的调整合起来就是全部调整。对不上，说明有一处预算数填错。

## 怎么改
按预算调整文件核对年初预算、全年预算和调整额，改错的那一个；有结转资金计入全年预算的，在说明中写明。
"""

from collections.abc import Iterator

from jiping.model.filing import Filing
from jiping.model.finding import Case, Hit
from jiping.model.values import ZERO, Entry, exactly
from jiping.rules.registry import hit, rule


@rule(
    severity="warning",
    message="附件2全年预算比年初预算多{stated}，附件1基本支出调整加附件3各项目调整为{expected}（{arithmetic}），相差{difference}。",
    cites=("hunan-self-evaluation-forms",),
    needs=("base", "overall", "project"),
    arithmetic=True,
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the adjusted budget that the adjustments do not give."""
    filing = case.filing
    base, overall = filing.base, filing.overall
    assert base is not None and overall is not None
    initial, revised = overall["total"]["initial"], overall["total"]["revised"]
    adjusted = base["basic_adjustment"]["actual"]
    cells = _cells(filing)
    if not cells or None in {e.number for e in (initial, revised, adjusted)}:
        return
    basic = overall["basic"]["executed"].number
    if adjusted.number == basic or base["basic_adjustment"]["budget"].number == basic:
        return
    unit = revised.unit
    whole = revised.scaled(unit)[0] - initial.scaled(unit)[0]
    changes = [
        after.scaled(unit)[0] - before.scaled(unit)[0] for before, after in cells
    ]
    terms = [adjusted.scaled(unit)[0], *changes]
    summed = sum(terms, ZERO)
    allowed = adjusted.scaled(unit)[1]
    for before, after in cells:
        allowed += after.scaled(unit)[1] - before.scaled(unit)[1]
    if not (revised.interval - initial.scaled(unit)[1]).touches(allowed):
        yield hit(
            revised,
            initial,
            adjusted,
            *(entry for pair in cells for entry in pair),
            stated=f"{whole:f}{unit}",
            expected=f"{summed:f}{unit}",
            arithmetic="+".join(f"{t:f}" if t >= 0 else f"({t:f})" for t in terms),
            difference=f"{abs(whole - summed):f}{unit}",
        )


def _cells(filing: Filing) -> list[tuple[Entry, Entry]]:
    """Opening and adjusted budget of each project, where the tables are all there."""
    assert filing.base is not None
    whole = filing.base["project_total"]["actual"]
    totals = [sheet["total"] for sheet in filing.projects]
    spent = [row["executed"] for row in totals]
    if whole.number is None or any(cell.number is None for cell in spent):
        return []
    summed = sum((cell.scaled(whole.unit)[1] for cell in spent), exactly(ZERO))
    cells = [(row["initial"], row["revised"]) for row in totals]
    stated = all(entry.number is not None for pair in cells for entry in pair)
    complete = summed.touches(whole.interval)
    return cells if complete and stated else []
