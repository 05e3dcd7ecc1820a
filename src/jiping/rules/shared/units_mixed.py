"""Amounts that were typed in another unit than their table's: 28500 where 2.85 is meant.

Evidence is what stands around a cell: the other columns of its row, the row that it is
part of, the rows that make it up. An amount that is some ten thousand times any of them,
and of the size of none, was typed in 元 into a table in 万元 (or the other way round).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiping.model.filing import Row, Sheet
from jiping.model.values import SCALE_OF_UNIT, ZERO, Entry, half_up

_KINDS = ("expense", "fund", "income", "expenditure")
_COLUMNS = (
    "prior_actual",
    "budget",
    "actual",
    "initial",
    "revised",
    "executed",
)
# Rows that are the sum of the rows under them.
_SUMS = ("total", "three_public", "vehicle", "project_total")
_OTHER = {"万元": "元", "元": "万元"}
_WITNESSES = 2
_LEAST, _MOST, _ALIKE = Decimal(2000), Decimal(50000), Decimal(300)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistyped:
    """A cell, the amount in its table's unit that it must mean, and what tells so."""

    cell: Entry
    typed: str
    meant: Decimal
    witnesses: tuple[Entry, ...]


def mistyped(sheet: Sheet) -> Iterator[Mistyped]:
    """The cells of a table whose amounts are in another unit than the table's."""
    if sheet.unit not in _OTHER:
        return
    for row in sheet.of_kind(*_KINDS):
        for column in _COLUMNS:
            cell = row[column]
            if cell.number and cell.unit == sheet.unit:
                witnesses = _witnesses(sheet, row, cell)
                if witnesses:
                    yield _mistyped(sheet, cell, witnesses)


def _mistyped(sheet: Sheet, cell: Entry, witnesses: tuple[Entry, ...]) -> Mistyped:
    typed = _OTHER[sheet.unit]
    scale = SCALE_OF_UNIT[typed] / SCALE_OF_UNIT[sheet.unit]
    meant = half_up((cell.number or ZERO) * scale)
    return Mistyped(cell=cell, typed=typed, meant=meant, witnesses=witnesses)


def _witnesses(sheet: Sheet, row: Row, cell: Entry) -> tuple[Entry, ...]:
    beside = _beside(row, cell)
    if sheet.unit == "元":
        # A small part of a large whole may well be so small: only its row tells.
        return tuple(beside) if beside and _all_off(cell, beside, small=True) else ()
    around = [*_whole(sheet, row, cell), *_parts(sheet, row, cell)]
    if around and _all_off(cell, around):
        return tuple(around)
    if not beside or not _all_off(cell, beside):
        return ()
    if not around and len(beside) < _WITNESSES:
        # A project newly begun may well be thousands of times last year's.
        return ()
    own = [each for each in around if not _off_itself(sheet, each)]
    return () if any(_alike(cell, each) for each in own) else tuple(beside)


def _beside(row: Row, cell: Entry) -> list[Entry]:
    others = (row[c] for c in _COLUMNS if c != cell.ref.column)
    return [each for each in others if each.number and each.unit == cell.unit]


def _whole(sheet: Sheet, row: Row, cell: Entry) -> Iterator[Entry]:
    parent = "total" if row.kind in ("income", "expenditure") else row.parent
    whole = sheet[parent][cell.ref.column] if parent else None
    if whole is not None and whole.number and whole.unit == cell.unit:
        yield whole


def _parts(sheet: Sheet, row: Row, cell: Entry) -> list[Entry]:
    if row.key not in _SUMS:
        return []
    found = (each[cell.ref.column] for each in sheet.rows if each.parent == row.key)
    parts = [each for each in found if each.number and each.unit == cell.unit]
    return parts if parts and not any(_alike(cell, each) for each in parts) else []


def _all_off(cell: Entry, others: Sequence[Entry], *, small: bool = False) -> bool:
    ratios = [_ratio(cell, each, small) for each in others]
    return any(_LEAST < r < _MOST for r in ratios) and all(r > _ALIKE for r in ratios)


def _ratio(cell: Entry, other: Entry, small: bool) -> Decimal:
    one, two = abs(cell.number or ZERO), abs(other.number or ZERO)
    return two / one if small else one / two


def _alike(cell: Entry, other: Entry) -> bool:
    return 1 / _ALIKE <= _ratio(cell, other, small=False) <= _ALIKE


def _off_itself(sheet: Sheet, cell: Entry) -> bool:
    """Whether a total carries the same slip, told by its own row."""
    beside = _beside(sheet[cell.ref.row], cell)
    return bool(beside) and _all_off(cell, beside)
