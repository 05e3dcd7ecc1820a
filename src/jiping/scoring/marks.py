"""What a method is given, what it yields, and how both are written."""

from dataclasses import dataclass
from decimal import Decimal

from jiping.model.values import ZERO, Interval, Measure, half_up

BY_RATIO = "按完成比例赋分"
DIRECT = "直接赋分"
BY_GRADE = "按评判等级赋分"
SATISFACTION = "满意度赋分"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A level of achievement and its share of the points, in percent."""

    level: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One indicator. ``relation`` is what holds when the target prints none: ``≥``, or
    ``≤`` for costs and durations. ``bands`` run from the best level to the worst."""

    target: Measure
    actual: Measure
    target_text: str
    actual_text: str
    weight: Decimal
    relation: str = "≥"
    method: str = BY_RATIO
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Points as in ``Computed``, not yet at an address."""

    points: Decimal | None
    low: Decimal | None
    high: Decimal | None
    method: str
    explanation: str


def unscored(method: str, reason: str) -> Mark:
    """No points, and why."""
    return Mark(points=None, low=None, high=None, method=method, explanation=reason)


def full(task: Task, method: str, reason: str) -> Mark:
    """The target is met."""
    weight = task.weight
    reason = f"{reason}，得满分{plain(weight)}分"
    return Mark(
        points=weight, low=weight, high=weight, method=method, explanation=reason
    )


def rounded(points: Decimal, weight: Decimal) -> Decimal:
    """Half up to two decimals, from 0 to ``weight``."""
    return half_up(min(max(points, ZERO), weight))


def within(span: Interval, weight: Decimal) -> Interval:
    """The points that a score between these ends may be rounded to."""
    return Interval(rounded(span.low, weight), rounded(span.high, weight))


def plain(number: Decimal, unit: str = "") -> str:
    """A number as people write it (10 for 10.00), with its unit."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + unit
