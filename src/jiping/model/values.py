"""Exact values as printed, why a value is absent, and interval arithmetic on roundings.

A printed figure stands for an interval: half a unit of the last digit that its table
prints, to either side. A printed 0 stands for exactly 0. Two computations that differ
by less than their intervals allow agree *within rounding*, which is a third outcome
beside equal and different.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum
from typing import NamedTuple

ZERO = Decimal(0)
CENT = Decimal("0.01")
# A figure has 28 digits at most, a quotient of two of them more than a context holds.
_WIDE = Context(prec=200)
# 元 in one of each unit that amounts are printed in.
SCALE_OF_UNIT = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10000),
    "百万元": Decimal(1000000),
    "亿元": Decimal(100000000),
}


def half_up(value: Decimal, digit: Decimal = CENT) -> Decimal:
    """Rounded half up to a digit (``Decimal("0.01")``), however long the value is."""
    return value.quantize(digit, ROUND_HALF_UP, _WIDE)


def last_digit(value: Decimal) -> Decimal:
    """One unit of the last digit that was printed, 1 for whole numbers."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(min(exponent, 0))


class Gap(Enum):
    """Why a cell holds no value. ``None`` is never used for this."""

    BLANK = "空白"
    NOT_APPLICABLE = "不适用"
    UNREADABLE = "无法识别"
    NOT_ON_FORM = "本表无此项"


@dataclass(frozen=True, slots=True)
class Interval:
    """All values that the printed figures allow; ``low <= high``."""

    low: Decimal
    high: Decimal

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: "Interval") -> "Interval":
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: "Interval") -> "Interval":
        """Raises ZeroDivisionError where ``other`` contains 0."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("interval contains zero")
        return self * Interval(1 / other.high, 1 / other.low)

    def touches(self, other: "Interval") -> bool:
        """Whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high


def exactly(value: Decimal) -> Interval:
    """The interval of a value that is not rounded."""
    return Interval(value, value)


class Agreement(Enum):
    """How a stated figure compares with what the others say it must be."""

    EQUAL = "相等"
    ROUNDING = "尾差之内"
    DIFFERENT = "不符"


def compare(
    stated: Decimal, allowed: Interval, expected: Decimal, range_: Interval
) -> Agreement:
    """Compare ``stated`` (interval ``allowed``) with ``expected`` (interval ``range_``)."""
    if stated == expected:
        return Agreement.EQUAL
    return Agreement.ROUNDING if allowed.touches(range_) else Agreement.DIFFERENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A target or an actual value, taken apart.

    ``kind`` is ``"number"`` (``≤130次``), ``"percent"`` (``≥95%``, number 95),
    ``"range"`` (``3–5次``: number to upper), ``"date"`` (``2023年12月底前``; ``date`` as
    ``YYYY-MM-DD``, the last day of what is named), ``"unit"`` (a unit and nothing else:
    ``次``), ``"text"`` or ``"none"``. ``relation`` is one of ``≥ > = < ≤`` or ``""`` where
    none is printed. ``unit`` is normalised (``㎡``, ``万元``, ``%``); ``number`` has any
    万 or 亿 in front of a counting unit multiplied in (``11.3万人`` is 113000 人).
    ``approximate`` marks 约, 近, 余, 左右. Where a text states several numbers, the first
    that fits is taken and ``several`` is True. ``bare`` tells a value that is the whole
    cell from one inside a sentence (``起草调研报告8篇``).
    """

    kind: str
    relation: str = ""
    number: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    date: str = ""
    approximate: bool = False
    several: bool = False
    bare: bool = False


class Ref(NamedTuple):
    """The address of a cell, by key and never by position, so that it survives edits.
    A tuple, as nothing is looked up so often.

    ``form`` is ``base | overall | project | report | funds | rubric | package``, ``key``
    says which one of several (``""`` where there can be only one), ``row`` and
    ``column`` are keys from the form or made at intake. An empty ``row`` or ``column``
    speaks about the whole table or the whole row. Written ``form:key/row/column``.
    """

    form: str
    key: str = ""
    row: str = ""
    column: str = ""

    def __str__(self) -> str:
        head = f"{self.form}:{self.key}" if self.key else self.form
        return "/".join(part for part in (head, self.row, self.column) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One cell as printed and as read.

    ``raw`` is the text with the padding trimmed. ``value`` is the number in ``unit``
    (``万元``, ``元``, ``人``, ``分``, ``㎡``; for ``%`` the printed number, 83.33 for
    83.33%), the text where text is expected, or why there is neither. ``slack`` is half
    a unit of the finest digit that this figure's table prints, never above 0.005 of an
    amount, 0 for a printed 0. ``measure`` is there for targets and actual values.
    """

    ref: Ref
    raw: str
    value: Decimal | str | Gap
    unit: str = ""
    slack: Decimal = ZERO
    measure: Measure | None = None

    @property
    def number(self) -> Decimal | None:
        """The value where it is a number."""
        return self.value if isinstance(self.value, Decimal) else None

    @property
    def text(self) -> str:
        """The value where it is text, else the empty string."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def blank(self) -> bool:
        """Whether the cell is on the form and nothing is written in it."""
        return self.value is Gap.BLANK

    @property
    def interval(self) -> Interval:
        """What the printed number allows. Raises ValueError where there is no number."""
        if not isinstance(self.value, Decimal):
            raise ValueError(f"{self.ref} holds no number")
        return Interval(self.value - self.slack, self.value + self.slack)

    def scaled(self, unit: str) -> "tuple[Decimal, Interval]":
        """Number and interval in another money ``unit``; unchanged for other units.

        Raises ValueError where there is no number.
        """
        span = self.interval
        number = self.value
        assert isinstance(number, Decimal)
        if self.unit == unit or not {self.unit, unit} <= SCALE_OF_UNIT.keys():
            return number, span
        factor = SCALE_OF_UNIT[self.unit] / SCALE_OF_UNIT[unit]
        scaled = _shortened(number * factor)
        return scaled, Interval(span.low * factor, span.high * factor)


def _shortened(value: Decimal) -> Decimal:
    """Without the zeros behind the second decimal that a change of unit brings."""
    digits = value.as_tuple().exponent
    least = value.normalize().as_tuple().exponent
    if not isinstance(digits, int) or not isinstance(least, int) or digits >= -2:
        return value
    return value.quantize(Decimal(1).scaleb(min(least, -2)))
