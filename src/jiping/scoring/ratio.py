"""Points by completion ratio: a number against a number.

Source: ``mof-2020-10``, quantitative indicators. What it leaves open (0, ``=``, ranges,
negative values) follows the plainest reading and is said in the explanation.
"""

import operator
import tomllib
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files

from jiping.model.values import (
    CENT,
    SCALE_OF_UNIT,
    ZERO,
    Interval,
    Measure,
    last_digit,
)
from jiping.scoring.marks import Mark, Task, full, plain, rounded, unscored, within

_UNITS = tomllib.loads(
    files("jiping.scoring").joinpath("data/units.toml").read_text("utf-8")
)
_SCALES = (
    SCALE_OF_UNIT,
    *({unit: Decimal(of) for unit, of in row.items()} for row in _UNITS["scale"]),
)
_SAME = tuple(frozenset(units) for units in _UNITS["same"])
_ANY, _THING = frozenset(_UNITS["any"]), "个"
_MEETS = {
    "≥": operator.ge,
    ">": operator.gt,
    "=": operator.eq,
    "<": operator.lt,
    "≤": operator.le,
}
_UPWARD = ("≥", ">")
_YEAR = "年"
# How many of each a year has; weeks and days do not divide months.
_A_YEAR = {_YEAR: 1, "半年": 2, "季度": 4, "月": 12, "周": 52, "天": 365}
_EXACT = {_YEAR, "半年", "季度", "月"}


def by_ratio(task: Task) -> Mark:
    """Full points where the target is met, else the share that is reached."""
    factor = _factor(task.actual.unit, task.target.unit)
    if factor is not None and _apart(_period(task.actual), _period(task.target)):
        return _by_period(task)
    if factor is None:
        return unscored(
            task.method,
            f"目标以“{task.target.unit}”计，实际以“{task.actual.unit}”计，无法比较",
        )
    unit = task.target.unit or task.actual.unit
    number = _number(task.actual) * factor
    if task.actual.upper is not None:
        return _of_range(task, number, task.actual.upper * factor, unit)
    return _of_number(task, number, _slack(task.actual) * factor, unit)


def _by_period(task: Task) -> Mark:
    """A count for each 季度 against one for another period. A count that names none is
    the year's, or where it repeats the target's number, that period's own."""
    own, wanted = _period(task.actual), _period(task.target)
    scale = Decimal(_A_YEAR[own or _YEAR]) / _A_YEAR[wanted or _YEAR]
    of_year = _of_same(task, scale)
    stated = bool(own and wanted)
    if of_year.points == task.weight or (stated and {own, wanted} <= _EXACT):
        return of_year
    if not stated and task.actual.number == task.target.number:
        return _of_same(task, Decimal(1))
    return unscored(
        task.method,
        f"目标“{task.target_text}”与实际“{task.actual_text}”所指的期间不同，须换算后计分",
    )


def _of_same(task: Task, scale: Decimal) -> Mark:
    """The points with the actual value put into the target's period."""
    upper = None if task.actual.upper is None else task.actual.upper * scale
    actual = replace(
        _plainly(task.actual), number=_number(task.actual) * scale, upper=upper
    )
    return by_ratio(replace(task, actual=actual, target=_plainly(task.target)))


def _plainly(measure: Measure) -> Measure:
    return replace(measure, unit=measure.unit.partition("/")[0])


def _period(measure: Measure) -> str:
    """The period that a count is for, ``""`` where it names none."""
    period = measure.unit.partition("/")[2]
    return period if period in _A_YEAR else ""


def _apart(own: str, wanted: str) -> bool:
    """Whether two counts are for different periods; the year is what a count that
    names none is for."""
    return (own or _YEAR) != (wanted or _YEAR)


def _of_number(task: Task, actual: Decimal, slack: Decimal, unit: str) -> Mark:
    relation, limit = _requirement(task)
    if _MEETS[relation](actual, limit):
        return full(task, task.method, _met(task, relation, actual, limit, unit))
    if actual < 0 or limit < 0:
        return unscored(task.method, "未达到目标，且含负数，不能按比例计分")
    share = _share(relation, actual, limit)
    ends = (
        _share(relation, max(actual - slack, ZERO), limit),
        _share(relation, actual + slack, limit),
    )
    weight = task.weight
    span = within(Interval(min(ends) * weight, max(ends) * weight), weight)
    points = rounded(share * weight, weight)
    return Mark(
        points=points,
        low=span.low,
        high=span.high,
        method=task.method,
        explanation=_arithmetic(task, relation, actual, limit, unit, points),
    )


def _of_range(task: Task, low: Decimal, high: Decimal, unit: str) -> Mark:
    """An actual value printed as a range has points only where both ends have the same."""
    ends = [_of_number(task, end, ZERO, unit) for end in (low, high)]
    points = [mark.points for mark in ends if mark.points is not None]
    if len(points) < len(ends):
        return unscored(task.method, "实际完成值是一个范围，不能按比例计分")
    if points[0] == points[1]:
        return ends[0]
    return Mark(
        points=None,
        low=min(points),
        high=max(points),
        method=task.method,
        explanation=f"实际完成值是一个范围，得分在{min(points)}分与{max(points)}分之间",
    )


def _requirement(task: Task) -> tuple[str, Decimal]:
    """Relation and limit; of a target range the end that has to be kept."""
    low, high = _number(task.target), task.target.upper
    if high is None:
        # A target of nothing is one that must not be passed.
        return task.target.relation or (task.relation if low else "≤"), low
    return ("≥", low) if task.relation in _UPWARD else ("≤", high)


def _share(relation: str, actual: Decimal, limit: Decimal) -> Decimal:
    """At most 1; 0 ÷ 0 counts as nothing reached."""
    if relation == "=":
        top, bottom = min(actual, limit), max(actual, limit)
    elif relation in _UPWARD:
        top, bottom = actual, limit
    else:
        top, bottom = limit, actual
    return min(top / bottom, Decimal(1)) if bottom else ZERO


def _number(measure: Measure) -> Decimal:
    return ZERO if measure.number is None else measure.number


def _slack(measure: Measure) -> Decimal:
    """Half a unit of the last digit, of amounts 0.005 at most; counts are exact."""
    if measure.kind != "percent" and measure.unit not in SCALE_OF_UNIT:
        return ZERO
    half = last_digit(_number(measure)) / 2
    return min(half, CENT / 2) if measure.unit in SCALE_OF_UNIT else half


def _factor(unit: str, other: str) -> Decimal | None:
    """What turns the first unit into the second; None where nothing does."""
    if unit.startswith("/") or other.startswith("/"):
        bare, wanted = unit, other
    else:
        bare, wanted = unit.partition("/")[0], other.partition("/")[0]
    if not bare or not wanted or bare == wanted:
        return Decimal(1)
    both = {bare, wanted}
    if any(both <= same for same in _SAME) or (_THING in both and both <= _ANY):
        return Decimal(1)
    for scale in _SCALES:
        if bare in scale and wanted in scale:
            return scale[bare] / scale[wanted]
    return None


def _met(task: Task, relation: str, actual: Decimal, limit: Decimal, unit: str) -> str:
    return f"实际{plain(actual, unit)}{relation}目标{plain(limit, unit)}，达到目标{_remark(task)}"


def _arithmetic(
    task: Task,
    relation: str,
    actual: Decimal,
    limit: Decimal,
    unit: str,
    points: Decimal,
) -> str:
    shown = f"实际{plain(actual, unit)}", f"目标{plain(limit, unit)}"
    downward = relation in ("≤", "<") or (relation == "=" and actual > limit)
    top, bottom = reversed(shown) if downward else shown
    if not (actual if downward else limit):
        return f"{shown[0]}，{shown[1]}，未达到目标，得0分"
    quotient = f"{top}÷{bottom}×分值{plain(task.weight)}={points}分"
    return quotient + _remark(task)


def _remark(task: Task) -> str:
    """What had to be assumed to read the actual value."""
    if task.actual.approximate:
        return "（实际完成值是约数，按所写的数计）"
    if task.target.unit and not task.actual.unit:
        return f"（实际完成值未写单位，按“{task.target.unit}”计）"
    return ""
