"""Two indicators of one name held against each other: results and scores."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import combinations

from jiping.intake.text import squash
from jiping.model.finding import Case
from jiping.model.values import ZERO
from jiping.rules.shared.indicators import Indicator, computed

Fault = Callable[[Case, Indicator, Indicator], bool]
# More rows of one name are a table gone wrong, not indicators to compare.
MOST = 60
# Less than a hundredth of the points may be lost in rounding.
NOTICED = Decimal("0.01")
_PRINTED = ("target", "actual", "weight", "score")


def distinct(rows: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """The first of each set of rows that print the same, 60 at most."""
    found: dict[tuple[str, ...], Indicator] = {}
    for each in rows:
        found.setdefault(tuple(squash(each[c].raw) for c in _PRINTED), each)
    return tuple(found.values())[:MOST]


def at_fault(
    case: Case, rows: Iterable[Indicator], fault: Fault
) -> tuple[Indicator, ...]:
    """The rows that stand in a pair at fault, in their order."""
    pairs = [pair for pair in combinations(rows, 2) if fault(case, *pair)]
    return tuple({each["score"].ref: each for pair in pairs for each in pair}.values())


def same_result(case: Case, one: Indicator, other: Indicator) -> bool:
    """The same target, result and points, another score."""
    columns = ("target", "actual")
    alike = all(squash(one[c].raw) == squash(other[c].raw) for c in columns)
    return alike and one.weight == other.weight and one.score != other.score


def inverted(case: Case, one: Indicator, other: Indicator) -> bool:
    """The better result has the lower score."""
    due = deserved(case, one), deserved(case, other)
    if due[0] is None or due[1] is None:
        return False
    return (due[0] - due[1]) * (_given(one) - _given(other)) < 0


def flat(case: Case, one: Indicator, other: Indicator) -> bool:
    """Different results have the same score, short of full."""
    due = deserved(case, one), deserved(case, other)
    if due[0] is None or due[1] is None:
        return False
    return abs(due[0] - due[1]) >= NOTICED and _given(one) == _given(other) < 1


def deserved(case: Case, each: Indicator) -> Decimal | None:
    """The share of its points that the result deserves, where that can be told."""
    found = computed(case, each)
    points = found.points if found is not None else None
    return None if points is None else points / (each.weight or Decimal(1))


def _given(each: Indicator) -> Decimal:
    return (each.score or ZERO) / (each.weight or Decimal(1))
