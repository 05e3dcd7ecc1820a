"""一栏的数与另外两栏差了一个数量级

## 查什么
附件1三公经费、项目支出、公用经费合计和政府采购金额，同一行上年决算数、本年预算数、本年决算数三栏都有数、其中两栏相近（相差不到一倍），另一栏是它们的八倍以上或者不到八分之一的，提示核对小数点和数位。政府采购等只有两栏的，比两栏。不足1万元的小数目和各分项不查（分项一年多一年少是常事）。

## 为什么
少打、多打一位数是填表最常见的错，合计一起填错时勾稽查不出来。

## 怎么改
对照部门决算和批复的预算核对；确实是增减的，在报告中说明原因。
"""

from collections.abc import Iterator
from decimal import Decimal

from jiping.model.filing import Row
from jiping.model.finding import Case, Hit
from jiping.model.values import SCALE_OF_UNIT, Entry
from jiping.rules.registry import hit, rule

COLUMNS = ("prior_actual", "budget", "actual")
ROWS = (
    "three_public",
    "project_total",
    "public_total",
    "procurement",
)
APART, NEAR = 8, 2
LEAST = Decimal(1)
# Procurement is often printed for two columns alone.
FEWEST = {"procurement": 2}
USUAL = 3


@rule(
    severity="info",
    message="“{row}”{column}为{stated}，另外的数是{expected}，差了一个数量级，请核对小数点和数位。",
    cites=("hunan-self-evaluation-forms#附件1",),
    needs=("base",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each column that is of another order than the others of its row."""
    base = case.filing.base
    assert base is not None
    for key in ROWS:
        yield from _of_row(base[key], FEWEST.get(key, USUAL))


def _of_row(row: Row, fewest: int) -> Iterator[Hit]:
    cells = [row[column] for column in COLUMNS if row[column].number]
    if len(cells) < fewest or any(_amount(cell) <= 0 for cell in cells):
        return
    for cell in cells:
        others = [other for other in cells if other is not cell]
        sizes = sorted(map(_amount, others))
        own = _amount(cell)
        alike = sizes[-1] < sizes[0] * NEAR
        far = own >= sizes[-1] * APART or own * APART <= sizes[0]
        if alike and far and max(own, sizes[-1]) >= LEAST:
            yield hit(cell, *others, expected="、".join(other.raw for other in others))
            return


def _amount(cell: Entry) -> Decimal:
    assert cell.number is not None
    return cell.scaled("万元")[0] if cell.unit in SCALE_OF_UNIT else cell.number
