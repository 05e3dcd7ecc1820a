"""基金支出情况表各行与合计对不上

## 查什么
基金支出情况表中，每个科目的支出是否等于基本支出与项目支出之和，年末结转和结余是否等于年初加收入减支出；各科目之和是否等于“合计”行（列有类、款、项的，只加最末一级）。

## 为什么
合计由各科目加总，每一行自身也要收支相平。

## 怎么改
按部门决算的基金收支表逐行核对，改错的那一格。
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jiping.intake.text import squash
from jiping.model.filing import Row, Sheet
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.model.values import ZERO, Entry, exactly
from jiping.rules.registry import hit, rule

_COLUMNS = (
    "opening_balance",
    "income",
    "expenditure",
    "basic",
    "project",
    "closing_balance",
)
_CODE = compile_late(r"\d{3,9}")
_TOTAL = "total"
_Terms = Sequence[tuple[int, Entry]]


@rule(
    severity="error",
    message="{row}{column}为{stated}{unit}，应为{expected}{unit}（{arithmetic}），相差{difference}{unit}。",
    cites=("hunan-self-evaluation-forms#附件4",),
    arithmetic=True,
)
def check(case: Case) -> Iterator[Hit]:
    """Hits of single rows first, then of the total; its own balance is ZJ331 and ZJ332."""
    for sheet in case.filing.of_form("funds"):
        rows = [row for row in sheet.of_kind("fund") if row.key != _TOTAL]
        for row in rows:
            yield from _uneven(
                row["expenditure"], [(1, row["basic"]), (1, row["project"])]
            )
            yield from _uneven(
                row["closing_balance"],
                [
                    (1, row["opening_balance"]),
                    (1, row["income"]),
                    (-1, row["expenditure"]),
                ],
            )
        yield from _totals(sheet, rows)


def _totals(sheet: Sheet, rows: Sequence[Row]) -> Iterator[Hit]:
    leaves = _leaves(rows)
    total = sheet[_TOTAL]
    coded = any(map(_code, rows))
    for column in _COLUMNS:
        parts = [(1, row[column]) for row in leaves]
        whole = total[column].number
        # Where no codes tell the levels, a row may be the class that the others are of.
        same = not coded and any(part.number == whole for _, part in parts[:-1])
        if leaves and not same:
            yield from _uneven(total[column], parts)


def _leaves(rows: Sequence[Row]) -> list[Row]:
    """The rows whose code is not the beginning of another's; all where none has one."""
    codes = [_code(row) for row in rows]
    return [
        row
        for row, own in zip(rows, codes, strict=True)
        if not own or not any(c != own and c.startswith(own) for c in codes)
    ]


def _code(row: Row) -> str:
    found = _CODE.match(squash(row.label))
    return found[0] if found else ""


def _uneven(stated: Entry, terms: _Terms) -> Iterator[Hit]:
    """A hit where the cell is not the sum of the terms; blank terms count as 0, and
    where none holds a number nothing is said."""
    filled = [(sign, term) for sign, term in terms if term.number is not None]
    if stated.number is None or not filled:
        return
    value, span = ZERO, exactly(ZERO)
    for sign, term in filled:
        number, interval = term.scaled(stated.unit)
        value += sign * number
        span = span + interval if sign > 0 else span - interval
    if not stated.interval.touches(span):
        used = [(sign, term) for sign, term in filled if term.number]
        yield hit(
            stated,
            *(term for _, term in used),
            expected=f"{value:f}",
            difference=f"{abs(stated.number - value):f}",
            arithmetic=_arithmetic(used, value),
            unit=stated.unit,
        )


def _arithmetic(terms: _Terms, value: Decimal) -> str:
    words = "".join(f"{'+' if s > 0 else '-'}{t.number:f}" for s, t in terms)
    return f"{words.removeprefix('+') or '0'}={value:f}"
