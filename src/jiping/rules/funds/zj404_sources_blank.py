"""资金来源的某一栏没有填

## 查什么
附件3年度资金总额某一栏有数，其下当年财政拨款、上年结转资金、其他资金的同一栏全部空白，而别的栏填了来源；三栏来源都没有填的作为提示。

## 为什么
总额要由来源相加得出。来源空白，合计为0，与总额不符。

## 怎么改
补填该栏的资金来源。
"""

from collections.abc import Iterator

from jiping.model.filing import Sheet
from jiping.model.finding import Case, Hit
from jiping.model.terms import COLUMNS
from jiping.rules.registry import hit, rule

AMOUNTS = ("initial", "revised", "executed")
NONE = "年度资金总额{total}，各项资金来源都没有填。"


@rule(
    severity="warning",
    message="年度资金总额{name}{total}，其资金来源的同一栏全部空白，来源合计0与总额不符。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件3"),
    needs=("project",),
)
def check(case: Case) -> Iterator[Hit]:
    """Totals whose sources are left blank."""
    for sheet in case.filing.projects:
        stated = [c for c in AMOUNTS if sheet["total"][c].number]
        empty = [c for c in stated if _sources_blank(sheet, c)]
        if stated and empty == stated:
            yield _hit(sheet, "executed" if "executed" in empty else empty[0], NONE)
        else:
            yield from (_hit(sheet, column, "") for column in empty)


def _sources_blank(sheet: Sheet, column: str) -> bool:
    sources = [row for row in sheet.of_kind("fund") if row.key != "total"]
    return bool(sources) and all(row[column].blank for row in sources)


def _hit(sheet: Sheet, column: str, message: str) -> Hit:
    total = sheet["total"][column]
    rows = [row for row in sheet.of_kind("fund") if row.key != "total"]
    return hit(
        rows[0][column],
        total,
        *(row[column] for row in rows[1:]),
        expected=total.raw,
        arithmetic=f"{total.raw}-0={total.raw}",
        severity="info" if message else None,
        message=message,
        name=COLUMNS[column],
        total=total.raw,
    )
