"""Working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiping.web.campaigns.workdays import Calendar, UnknownYear, published

KNOWN = Calendar(published())
DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))


def test_years_have_as_many_working_days_as_published() -> None:
    # 365 or 366 less weekends and 11 (from 2025 on 13) statutory holidays.
    counts = {year: len(KNOWN.years[year].days()) for year in sorted(KNOWN.years)}
    assert counts == {2023: 249, 2024: 251, 2025: 248, 2026: 248}


@pytest.mark.parametrize("year", published(), ids=lambda y: str(y.year))
def test_made_up_days_are_weekends_that_are_not_off(year) -> None:
    assert all(day.weekday() >= 5 for day in year.made_up)
    assert not year.made_up & year.off
    assert "国办发明电" in year.source


@pytest.mark.parametrize(
    ("due", "handed_in", "late"),
    [
        (date(2024, 2, 9), date(2024, 2, 18), 1),  # 春节, worked on Sunday
        (date(2024, 9, 13), date(2024, 9, 14), 1),  # a Saturday that is worked
        (date(2024, 9, 14), date(2024, 9, 17), 0),  # 中秋
        (date(2024, 3, 15), date(2024, 3, 18), 1),  # a weekend between
        (date(2024, 3, 15), date(2024, 3, 15), 0),
        (date(2024, 3, 15), date(2024, 3, 1), 0),
        (date(2024, 12, 31), date(2025, 1, 2), 1),  # 元旦, two years
    ],
)
def test_days_late(due: date, handed_in: date, late: int) -> None:
    assert KNOWN.between(due, handed_in) == late


@given(DAYS, DAYS)
def test_between_counts_what_is_worked(first: date, last: date) -> None:
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    assert KNOWN.between(first, last) == sum(map(KNOWN.is_worked, days))


@given(st.dates(date(2023, 1, 1), date(2026, 6, 30)), st.integers(1, 60))
def test_later_undoes_between(day: date, count: int) -> None:
    on = KNOWN.later(day, count)
    assert KNOWN.is_worked(on)
    assert KNOWN.between(day, on) == count


def test_an_unknown_year_is_never_guessed() -> None:
    for ask in (
        lambda: KNOWN.is_worked(date(2027, 1, 4)),
        lambda: KNOWN.between(date(2026, 12, 30), date(2027, 1, 4)),
        lambda: KNOWN.between(date(2022, 12, 30), date(2023, 1, 4)),
        lambda: KNOWN.later(date(2026, 12, 31), 1),
        lambda: KNOWN.check(date(2026, 1, 1), None, date(2027, 1, 1)),
    ):
        with pytest.raises(UnknownYear, match="还没有登记"):
            ask()
