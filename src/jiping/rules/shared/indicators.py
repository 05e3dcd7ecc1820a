"""Indicator rows as rules look at them: in use or not, of which class, how scored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from jiping.intake.text import squash
from jiping.model.filing import Filing, Row, Sheet
from jiping.model.finding import Case, Computed
from jiping.model.memory import of_record
from jiping.model.values import Entry, Gap, Measure, Ref
from jiping.rules.shared.indicators_words import words
from jiping.rules.shared.text_left import placeholder_name

NO_MEASURE = Measure(kind="none")
NUMERIC = ("number", "percent", "range")
_ABSENT = (Gap.BLANK, Gap.NOT_ON_FORM)
_WRITTEN = ("level3", "target", "actual", "weight", "score")


@dataclass(frozen=True)
class Indicator:
    """One level-3 indicator of one table. Kept as long as the table, for which it does
    not hold the table itself."""

    row: Row

    def __getitem__(self, column: str) -> Entry:
        return self.row[column]

    @cached_property
    def ref(self) -> Ref:
        """The address of the row."""
        return next(iter(self.row.cells.values())).ref._replace(column="")

    @property
    def table(self) -> Ref:
        """The address of the table it stands in."""
        return Ref(self.ref.form, self.ref.key)

    @cached_property
    def name(self) -> str:
        """The level-3 name, squashed; ``""`` where none is printed."""
        return squash(self.row["level3"].text)

    @cached_property
    def level1(self) -> str:
        """``output``, ``benefit``, ``satisfaction`` or ``cost``."""
        return self.level2.partition(".")[0]

    @cached_property
    def level2(self) -> str:
        """``output.quantity``, ``benefit.social``, …"""
        return self.row.parent

    @cached_property
    def target(self) -> Measure:
        """The target taken apart."""
        return self.row["target"].measure or NO_MEASURE

    @cached_property
    def actual(self) -> Measure:
        """The actual value taken apart."""
        return self.row["actual"].measure or NO_MEASURE

    @cached_property
    def weight(self) -> Decimal | None:
        """The points of the row."""
        return self.row["weight"].number

    @cached_property
    def score(self) -> Decimal | None:
        """The points that the unit gave itself."""
        return self.row["score"].number

    @cached_property
    def blank(self) -> bool:
        """Whether nothing at all is written in the row, or only what the form printed."""
        written = [c for c in _WRITTEN if self.row[c].value not in _ABSENT]
        return not written or (written == ["level3"] and self.unfilled)

    @property
    def unfilled(self) -> bool:
        """Whether the name is still the form's own (指标1：, ……)."""
        return placeholder_name(self.row["level3"].raw)

    @cached_property
    def not_applicable(self) -> bool:
        """Whether the row is marked 不适用 and carries no points."""
        marked = (self.row[column].value for column in ("level3", "target"))
        return Gap.NOT_APPLICABLE in marked and not self.weight

    @cached_property
    def used(self) -> bool:
        """Whether the row is an indicator the unit reports on."""
        return not self.blank and not self.not_applicable

    @property
    def foreign(self) -> bool:
        """Whether its class is none that the forms know."""
        return self.level1.startswith("other")

    @cached_property
    def cost(self) -> bool:
        """Whether it is a cost indicator, under whichever level-1 class."""
        return self.level1 == "cost" or self.level2 == "output.cost"


@of_record
def indicators(sheet: Sheet) -> tuple[Indicator, ...]:
    """Every indicator row of a table, used or not."""
    return tuple(map(Indicator, sheet.of_kind("indicator")))


def classed(sheet: Sheet) -> bool:
    """Whether any indicator in use stands in a class that the forms know; some
    provinces list indicators without classes, or in classes of their own."""
    return any(each.used and not each.foreign for each in indicators(sheet))


def used(filing: Filing) -> Iterator[Indicator]:
    """Every indicator in use, table by table."""
    for sheet in filing.evaluations:
        yield from _used_in(sheet)


@of_record
def _used_in(sheet: Sheet) -> tuple[Indicator, ...]:
    return tuple(each for each in indicators(sheet) if each.used)


def reason_given(note: Entry) -> bool:
    """Whether the deviation cell says anything beyond 无偏差."""
    return bool(note.text) and not denies_deviation(note)


def denies_deviation(note: Entry) -> bool:
    """Whether the deviation cell says that there is none."""
    said = squash(note.text).strip("。")
    return said.startswith(("无偏差", "没有偏差", "不存在偏差", "未发生偏差", "无偏离"))


def computed(case: Case, indicator: Indicator) -> Computed | None:
    """The row's score worked out again, where it was."""
    return case.computed.get(indicator["score"].ref)


def met(case: Case, indicator: Indicator) -> bool:
    """Whether the target is met, as far as the computation can tell."""
    found = computed(case, indicator)
    return found is not None and found.points == indicator.weight


def missed(case: Case, indicator: Indicator) -> Computed | None:
    """The computation, where it gives less than all points for sure.

    A level of achievement is told by words; it counts where they say in so many words
    that the target was missed.
    """
    found, weight = computed(case, indicator), indicator.weight
    if found is None or found.high is None or not weight or found.high >= weight:
        return None
    told = words("fell_short").search(squash(indicator["actual"].text))
    return found if indicator.actual.kind != "text" or told else None


def gathered(
    lacking: Sequence[Indicator], whole: Sequence[Indicator]
) -> tuple[tuple[Indicator, ...], ...]:
    """Rows of one table that lack the same thing: each a remark of its own, but one
    remark for all where most of the table lacks it."""
    if len(lacking) > 2 and len(lacking) * 2 > len(whole):
        return (tuple(lacking),)
    return tuple((each,) for each in lacking)
