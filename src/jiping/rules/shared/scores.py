"""Weights and scores of a table as sums, with the words of their arithmetic."""

from dataclasses import dataclass
from decimal import Decimal

from jiping.model.filing import Sheet
from jiping.model.memory import of_record
from jiping.model.terms import ROWS
from jiping.model.values import ZERO, Entry, half_up, last_digit
from jiping.rules.shared.indicators import indicators
from jiping.scoring.marks import plain

EXECUTION = "预算执行率"


@dataclass(frozen=True, slots=True)
class Points:
    """What the rows of a table print in one column (``weight`` or ``score``).

    ``execution`` is the fund row's cell, ``cells`` are the indicators' that hold a
    number, ``lacking`` those of indicators in use that hold none. ``by_class`` adds
    the numbers up by level-1 class in the order of the table.
    """

    execution: Entry
    cells: tuple[Entry, ...]
    lacking: tuple[Entry, ...]
    by_class: dict[str, Decimal]

    @property
    def of_indicators(self) -> Decimal:
        """The indicators' points without budget execution."""
        return sum(self.by_class.values(), ZERO)

    @property
    def of_execution(self) -> Decimal:
        """The points for budget execution, 0 where none are printed."""
        return self.execution.number or ZERO

    @property
    def whole(self) -> Decimal:
        """All points."""
        return self.of_indicators + self.of_execution

    @property
    def arithmetic(self) -> str:
        """``预算执行率10+产出指标50+效益指标30+满意度指标10=100``."""
        parts = [(EXECUTION, self.execution.number)] if self._counted else []
        parts += [(class_name(key), points) for key, points in self.by_class.items()]
        words = (
            f"{name}{plain(points)}" for name, points in parts if points is not None
        )
        return f"{'+'.join(words)}={plain(self.whole)}"

    @property
    def involved(self) -> tuple[Entry, ...]:
        """Every cell of the sum, and those that are missing in it."""
        execution = (self.execution,) if self._counted or self.execution.blank else ()
        return (*execution, *self.cells, *self.lacking)

    @property
    def _counted(self) -> bool:
        return self.execution.number is not None


@of_record
def points(sheet: Sheet, column: str) -> Points:
    """The points of a table by class; column is ``weight`` or ``score``."""
    by_class: dict[str, Decimal] = {}
    cells, lacking = [], []
    for each in indicators(sheet):
        number = each[column].number
        if number is not None:
            cells.append(each[column])
            by_class[each.level1] = by_class.get(each.level1, ZERO) + number
        elif each.used:
            lacking.append(each[column])
    return Points(sheet["total"][column], tuple(cells), tuple(lacking), by_class)


def class_name(key: str) -> str:
    """What the forms call a level-1 class; some print 预算执行率 as one."""
    return EXECUTION if key == "execution" else ROWS.get(key, key)


def rounds_to(value: Decimal, printed: Decimal) -> bool:
    """Whether a value, rounded to the digits that were printed, is what was printed."""
    return half_up(value, last_digit(printed)) == printed
