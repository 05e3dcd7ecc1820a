"""决算超预算

## 查什么
附件1三公经费及其各项、项目支出、公用经费及其各项、政府采购的决算数有没有超过预算数。“部门基本支出预算调整”不是控制数，不查。

## 为什么
三公经费只减不增，采购要有预算，超预算必须有调剂程序。项目支出、公用经费超年初预算，多是年中追加，需要说明依据。

## 怎么改
核对预算数是年初数还是调整数；确实超出的，在报告里写明原因和调剂、追加的依据。
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from jiping.model.filing import Row
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.text_explained import explained

# Rows that are judged, each with the severity of its excess.
TOTALS = {
    "three_public": "warning",
    "project_total": "info",
    "public_total": "info",
    "procurement": "warning",
}
# Of these the parts are judged on their own where the total is within its budget.
WITH_PARTS = ("three_public", "public_total")


@rule(
    severity="info",
    message="{row}预算{budget}{unit}、决算{stated}{unit}，超{difference}，请说明原因和调剂依据。",
    cites=("budget-law#第十三条", "thrift-regulation", "mof-2013-53"),
    needs=("base",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each total above its budget, its parts attached; else at the parts."""
    base = case.filing.base
    assert base is not None
    below: defaultdict[str, list[Row]] = defaultdict(list)
    for row in base.rows:
        below[row.parent].append(row)
    for key, severity in TOTALS.items():
        parts = list(_parts(below, key))
        if _excess(base[key]) > 0:
            told = key == "three_public" and explained(
                case.filing.report, ("三公", "接待", "公务用车"), "rise"
            )
            yield _hit(base[key], parts, "info" if told else severity)
        elif key in WITH_PARTS:
            for row in parts:
                if row.parent == key:
                    yield _hit(row, [], "info")


def _parts(below: Mapping[str, list[Row]], key: str) -> Iterator[Row]:
    """The rows below a total, at any depth, that are above their budget."""
    for row in below.get(key, ()):
        if _excess(row) > 0:
            yield row
        yield from _parts(below, row.key)


def _budget(row: Row) -> Entry:
    """The budget as adjusted, where the table has a column for it."""
    return row["revised"] if row["revised"].number is not None else row["budget"]


def _excess(row: Row) -> Decimal:
    budget, actual = _budget(row), row["actual"]
    if actual.number is None or (budget.number is None and not budget.blank):
        return Decimal(0)
    return actual.number - (budget.number or 0)


def _hit(row: Row, parts: list[Row], severity: str) -> Hit:
    involved: list[Entry] = [_budget(row)]
    for part in parts:
        involved += [_budget(part), part["actual"]]
    excess, budget = _excess(row), _budget(row).number or Decimal(0)
    return hit(
        row["actual"],
        *involved,
        stated=str(row["actual"].number),
        expected=f"≤{budget}",
        difference=f"{excess}{row['actual'].unit}",
        arithmetic=f"{row['actual'].number}-{budget}={excess}",
        severity=severity,
        budget=budget,
    )
