"""Working days: which days are worked, as the State Council's notices say year by year.

A year whose notice is not known is never guessed: asking about it raises UnknownYear.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

ONE = timedelta(days=1)
SATURDAY = 5


class UnknownYear(ValueError):
    """The year's notice is not known; ``str`` is a Chinese sentence."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"{year}年的工作日安排还没有登记，算不出工作日。"
            f"请按国务院办公厅{year}年部分节假日安排的通知登记后再办。"
        )
        self.year = year


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One year: ``off`` are days not worked besides weekends, ``made_up`` weekend days
    that are worked; ``source`` is the notice that says so."""

    year: int
    source: str
    off: frozenset[date]
    made_up: frozenset[date]

    def days(self) -> tuple[date, ...]:
        """Every working day, in order."""
        every = (date(self.year, 1, 1) + ONE * n for n in range(366))
        return tuple(d for d in every if d.year == self.year and self.worked(d))

    def worked(self, day: date) -> bool:
        """Whether a day of this year is worked."""
        if day in self.made_up:
            return True
        return day.weekday() < SATURDAY and day not in self.off


class Calendar:
    """The years that are known. Raises UnknownYear wherever another is asked about."""

    def __init__(self, years: Iterable[Year]) -> None:
        self.years: Mapping[int, Year] = {year.year: year for year in years}
        self._days: dict[int, tuple[date, ...]] = {}

    def is_worked(self, day: date) -> bool:
        """Whether a day is worked."""
        return self._year(day.year).worked(day)

    def between(self, after: date, until: date) -> int:
        """How many working days lie after one day up to another, that one included; 0
        where ``until`` is not later. Handed in on ``until`` what was due on ``after``,
        it is that many working days late."""
        if until <= after:
            return 0
        counted = sum(self._upto(year, until) for year in _span(after, until))
        return counted - self._upto(after.year, after)

    def later(self, day: date, working_days: int) -> date:
        """The day that many working days (1 or more) after a day."""
        left = working_days
        while left > 0:
            day += ONE
            left -= self.is_worked(day)
        return day

    def check(self, *days: date | None) -> None:
        """Raises UnknownYear for the first of the days whose year is not known."""
        for day in days:
            if day is not None:
                self._year(day.year)

    def _year(self, year: int) -> Year:
        if year not in self.years:
            raise UnknownYear(year)
        return self.years[year]

    def _upto(self, year: int, day: date) -> int:
        if year not in self._days:
            self._days[year] = self._year(year).days()
        return bisect_right(self._days[year], day)


def _span(first: date, last: date) -> range:
    return range(first.year, last.year + 1)


@cache
def published() -> tuple[Year, ...]:
    """The years whose notices come with the program (``data/workdays-*.toml``)."""
    folder = files(__package__).joinpath("data")
    named = sorted(
        (f for f in folder.iterdir() if f.name.startswith("workdays-")),
        key=lambda f: f.name,
    )
    return tuple(_read(f.name, f.read_text("utf-8")) for f in named)


def _read(name: str, text: str) -> Year:
    year = int(name.removeprefix("workdays-").removesuffix(".toml"))
    data = tomllib.loads(text)
    return Year(
        year=year,
        source=data["source"],
        off=frozenset(d for span in data["off"] for d in _days(year, span)),
        made_up=frozenset(d for span in data["made_up"] for d in _days(year, span)),
    )


def _days(year: int, span: str) -> Iterable[date]:
    first, _, last = span.partition("/")
    day, end = (date.fromisoformat(f"{year}-{part}") for part in (first, last or first))
    while day <= end:
        yield day
        day += ONE
