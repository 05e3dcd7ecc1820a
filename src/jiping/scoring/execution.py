"""The execution score of the fund table's total row: executed ÷ revised × points."""

from decimal import Decimal

from jiping.model.filing import Row
from jiping.model.values import Entry, Gap, Interval
from jiping.scoring.marks import BY_RATIO, Mark, plain, rounded, unscored, within


def execution(row: Row, unit: str, weight: Decimal) -> Mark:
    """Points for budget execution, worked out from the amounts and never from the
    printed rate. ``unit`` is the table's, ``weight`` in 分.

    The form of 2016 has no revised budget; its opening budget stands in.
    """
    name, budget = "全年预算数", row["revised"]
    if budget.value is Gap.NOT_ON_FORM:
        name, budget = "年初预算数", row["initial"]
    executed = row["executed"]
    missing = [
        label
        for label, entry in ((name, budget), ("全年执行数", executed))
        if entry.number is None
    ]
    if missing:
        return unscored(BY_RATIO, f"{'和'.join(missing)}没有填写，无法计算执行率")
    return _of_amounts(budget, executed, name, unit, weight)


def _of_amounts(
    budget: Entry, executed: Entry, name: str, unit: str, weight: Decimal
) -> Mark:
    planned, planned_span = budget.scaled(unit)
    spent, spent_span = executed.scaled(unit)
    if planned == 0:
        return unscored(
            BY_RATIO,
            f"没有预算而有支出{plain(spent)}{unit}，无法计算执行率"
            if spent
            else f"{name}和全年执行数均为0，不计算执行率",
        )
    if planned < 0 or spent < 0:
        return unscored(BY_RATIO, f"{name}或全年执行数是负数，无法计算执行率")
    points = rounded(spent / planned * weight, weight)
    span = _span(spent_span, planned_span, weight)
    return Mark(
        points=points,
        low=span.low,
        high=span.high,
        method=BY_RATIO,
        explanation=_arithmetic(spent, planned, name, weight, points),
    )


def _span(spent: Interval, planned: Interval, weight: Decimal) -> Interval:
    if planned.low <= 0:
        return Interval(Decimal(0), weight)
    return within(spent / planned * Interval(weight, weight), weight)


def _arithmetic(
    spent: Decimal, planned: Decimal, name: str, weight: Decimal, points: Decimal
) -> str:
    if spent > planned:
        return (
            f"全年执行数{spent:f}超过{name}{planned:f}，执行率以100%为限，"
            f"得{plain(weight)}分"
        )
    return f"全年执行数{spent:f}÷{name}{planned:f}×分值{plain(weight)}={points}分"
