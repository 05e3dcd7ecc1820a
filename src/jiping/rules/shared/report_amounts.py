"""Amounts that the report states, as rules on its arithmetic look at them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jiping.model.filing import Filing, Report, Statement
from jiping.model.values import CENT, SCALE_OF_UNIT, Entry

# Rows of the base table that hold what the prose speaks of.
ROWS = {
    "three_public": "three_public",
    "vehicle": "vehicle",
    "vehicle_purchase": "vehicle_purchase",
    "vehicle_running": "vehicle_running",
    "abroad": "abroad",
    "reception": "reception",
    "project": "project_total",
    "project_business": "project_business",
    "project_operation": "project_operation",
    "public": "public_total",
    "procurement": "procurement",
}


def amount(said: Statement | None) -> Decimal | None:
    """The amount in 万元; None for what is no amount of money, or a stated absence."""
    if said is None or said.negative or said.entry.unit not in SCALE_OF_UNIT:
        return None
    return None if said.entry.number is None else said.entry.scaled("万元")[0]


def last(
    before: Sequence[Statement], topic: str, *aspects: str, sentence: str = ""
) -> Statement | None:
    """The last amount stated of a topic, of the first aspect that any has; with
    ``sentence`` of that sentence alone."""
    for aspect in aspects:
        for said in reversed(before):
            if sentence and said.sentence != sentence:
                continue
            same = (said.topic, said.aspect) == (topic, aspect)
            if same and amount(said) is not None:
                return said
    return None


def nearby(report: Report, said: Statement) -> Iterator[Statement]:
    """Every amount of the section that a statement stands in."""
    for other in report.statements:
        if other.section == said.section and amount(other) is not None:
            yield other


def in_base(filing: Filing, spent: Statement, column: str) -> Entry | None:
    """A cell of the base table's row for a topic, where that row says the same of this
    year as the prose does; so a whole is never held against another one's past."""
    row = (
        filing.base[ROWS[spent.topic]] if filing.base and spent.topic in ROWS else None
    )
    if row is None:
        return None
    actual, cell = row["actual"], row[column]
    if actual.number is None or not cell.number:
        return None
    _, span = spent.entry.scaled(actual.unit)
    return cell if span.touches(actual.interval) else None


def printed_as(value: Decimal, printed: Decimal) -> bool:
    """Whether a ratio, rounded or cut off at the digits printed, is what is printed;
    the amounts themselves are rounded, which may move it by a hundredth."""
    exponent = printed.as_tuple().exponent
    unit = Decimal(1).scaleb(min(int(exponent), 0))
    return printed - unit / 2 - CENT <= value < printed + max(unit, CENT * 2)
