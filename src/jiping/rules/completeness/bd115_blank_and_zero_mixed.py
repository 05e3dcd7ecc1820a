"""同一张表空白与0混用

## 查什么
附件1经费控制情况中，没有发生额的格，有的填0、有的空白。省略号行、表样预置的“——”和专项资金、转移支付的空行不算。一张表只报一次。

## 为什么
空白分不清是没有发生还是漏填。

## 怎么改
没有发生额的统一填0。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule

COLUMNS = ("prior_actual", "budget", "actual")
# Rows that forms print as examples, or that not every unit fills.
OPEN = ("special_funds", "transfer", "procurement", "basic_adjustment")


@rule(
    severity="info",
    message="没有发生额的格，{zeros}格填0、{blanks}格空白，应统一填0。",
    cites=("hunan-self-evaluation-forms#附件1",),
    needs=("base",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the first blank cell, for all of them, where others hold a 0."""
    base = case.filing.base
    assert base is not None
    cells = [
        row[column]
        for row in base.of_kind("expense")
        if row.key not in OPEN and not row.key.startswith("project_filler")
        for column in COLUMNS
    ]
    blank = [cell for cell in cells if cell.blank]
    zeros = [cell for cell in cells if cell.number == 0]
    if blank and zeros:
        yield hit(*blank, expected="0", zeros=len(zeros), blanks=len(blank))
