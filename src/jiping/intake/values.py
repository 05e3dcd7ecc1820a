"""From the text of a cell to exact values: amounts, counts, percentages, words."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from jiping.intake.measures import measure
from jiping.intake.text import (
    CHINESE_NUMERAL,
    absence,
    closed_up,
    fold,
    numeral,
    remembered,
    squash,
    unwrapped,
)
from jiping.intake.units import AMOUNTS, MAGNITUDE, PERCENT, UNIT, magnified, normalised
from jiping.model.patterns import compile_late
from jiping.model.values import CENT, SCALE_OF_UNIT, Entry, Gap, Ref, last_digit

__all__ = [
    "absence",
    "entry",
    "fold",
    "measure",
    "measured",
    "number",
    "squash",
    "text_entry",
    "with_slack",
]

_NUMBER = compile_late(
    rf"(?:人民币|RMB|[¥￥])?(?P<number>[+-]?[\d,.]+|{CHINESE_NUMERAL})"
    rf"(?:\(?(?P<unit>{UNIT})\)?|(?P<magnitude>{MAGNITUDE})(?P<counted>{UNIT})?)?[。;,、]?",
    re.IGNORECASE,
)
_SPELT_PERCENT = compile_late(rf"百分之({CHINESE_NUMERAL})")
_ROUNDED = SCALE_OF_UNIT.keys() | {PERCENT}


@remembered
def number(raw: str, unit: str) -> tuple[Decimal | Gap, str]:
    """The number a cell prints, and its unit: ``unit`` unless the text prints another.

    ``"12.5万元"`` is 12.5 万元 and ``"83.33%"`` 83.33 %; a 万 or 亿 in front of a
    counting unit is multiplied in. What is no number, has more than 28 digits or an
    exponent is ``Gap.UNREADABLE``.
    """
    gap = absence(raw)
    if gap is not None:
        return gap, unit
    text = unwrapped(closed_up(raw))
    if spelt := _SPELT_PERCENT.fullmatch(text):
        return numeral(spelt[1]) or Gap.UNREADABLE, PERCENT
    match = _NUMBER.fullmatch(text)
    value = numeral(match["number"]) if match else None
    if match is None or value is None:
        return Gap.UNREADABLE, unit
    if not match["magnitude"]:
        return value, normalised(match["unit"] or "") or unit
    return _multiplied(value, match["magnitude"], match["counted"] or "", unit)


def _multiplied(
    value: Decimal, magnitude: str, counted: str, unit: str
) -> tuple[Decimal, str]:
    """``3.5万`` in a column of amounts is 3.5 万元, in one of counts 35000."""
    if not counted and unit in AMOUNTS and f"{magnitude}元" in SCALE_OF_UNIT:
        return value, f"{magnitude}元"
    return magnified(value, magnitude), normalised(counted) or unit


def entry(ref: Ref, raw: str, unit: str = "") -> Entry:
    """A cell in which a number is expected."""
    value, printed = number(raw, unit)
    return Entry(ref=ref, raw=raw.strip(), value=value, unit=printed)


def text_entry(ref: Ref, raw: str) -> Entry:
    """A cell in which words are expected; a mark for 不适用 is a gap here too."""
    text = raw.strip()
    gap = absence(text)
    return Entry(ref=ref, raw=text, value=text if gap is None else gap)


def measured(ref: Ref, raw: str) -> Entry:
    """A target or an actual value: words, taken apart as a measure."""
    return replace(text_entry(ref, raw), measure=measure(raw))


def with_slack(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The cells of one table with their slack.

    For each unit of amounts, and for ``%``, half of the finest digit that any of the
    cells prints; for amounts half of 0.01 at most. Counts and a printed 0 are exact.
    """
    cells = tuple(entries)
    finest: dict[str, Decimal] = dict.fromkeys(SCALE_OF_UNIT, CENT)
    for cell in cells:
        if cell.number is not None and cell.unit in _ROUNDED:
            digit = last_digit(cell.number)
            finest[cell.unit] = min(digit, finest.get(cell.unit, digit))
    return tuple(
        replace(cell, slack=finest[cell.unit] / 2)
        if cell.number and cell.unit in _ROUNDED
        else cell
        for cell in cells
    )
