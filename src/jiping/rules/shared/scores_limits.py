"""Numbers that the law or the house sets, as rules compare with them."""

from decimal import Decimal

from jiping.model.finding import Case


def limit(case: Case, key: str) -> Decimal:
    """The number of a parameter. Raises KeyError where none is in force."""
    return Decimal(str(case.parameters[key].value))
