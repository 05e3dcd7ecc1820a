"""同一张表空白与0混用

## 查什么
附件1经费控制情况和楼堂馆所控制情况、附件2和附件3的资金来源，没有发生额的格，有的填0、有的空白。省略号行、表样预置的“——”不算；专项资金、转移支付、政府采购、预算调整和楼堂馆所，整行空白的不算，同一行里有的填0、有的空白才算。一张表只报一次。

## 为什么
空白分不清是没有发生还是漏填。

## 怎么改
没有发生额的统一填0。
"""

from collections.abc import Iterator

from jiping.model.filing import Row, Sheet
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule

# Rows that forms print as examples, or that not every unit fills.
OPEN = ("special_funds", "transfer", "procurement", "basic_adjustment")
COLUMNS = {
    "expense": ("prior_actual", "budget", "actual"),
    "fund": ("initial", "revised", "executed"),
}


@rule(
    severity="info",
    message="没有发生额的格，{zeros}格填0、{blanks}格空白，应统一填0。",
    cites=("hunan-self-evaluation-forms#附件1",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit a table at the first blank cell, for all of them, where others hold a 0."""
    for sheet in case.filing.sheets:
        if sheet.form in ("base", "overall", "project"):
            mixed = [
                (blank, zeros) for blank, zeros in _blocks(sheet) if blank and zeros
            ]
            blank = [cell for cells, _ in mixed for cell in cells]
            zeros = [cell for _, cells in mixed for cell in cells]
            if blank:
                yield hit(*blank, expected="0", zeros=len(zeros), blanks=len(blank))


def _blocks(sheet: Sheet) -> Iterator[tuple[list[Entry], list[Entry]]]:
    """The blank cells and the zeros of each block of figures."""
    for kind in ("expense", "fund", "building"):
        cells = list(_cells(sheet, kind))
        blank = [cell for cell in cells if cell.blank]
        yield blank, [cell for cell in cells if cell.number == 0]


def _cells(sheet: Sheet, kind: str) -> Iterator[Entry]:
    for row in sheet.of_kind(kind):
        columns = COLUMNS.get(row.kind, tuple(row.cells))
        found = [row[column] for column in columns if column in row]
        if _counts(row) or any(cell.number == 0 for cell in found):
            yield from found


def _counts(row: Row) -> bool:
    """Whether the row counts though nothing is written in it."""
    whole = row.kind == "building" or row.key in (*OPEN, "total")
    return not whole and not row.key.startswith("project_filler")
