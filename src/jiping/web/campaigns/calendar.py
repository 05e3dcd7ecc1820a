"""The calendar of working days as the workbench knows it: published, and entered."""

from datetime import date

from jiping.web.campaigns.models import WorkYear
from jiping.web.campaigns.workdays import Calendar, UnknownYear, Year, published


def calendar() -> Calendar:
    """Every year known now. What comes with the program goes before what was entered."""
    entered = (
        Year(
            year=kept.year,
            source=kept.source,
            off=frozenset(map(date.fromisoformat, kept.off)),
            made_up=frozenset(map(date.fromisoformat, kept.made_up)),
        )
        for kept in WorkYear.objects.all()
    )
    return Calendar((*entered, *published()))


def days_late(known: Calendar, due: date | None, day: date) -> int | None:
    """Working days from ``due`` to ``day``; 0 where it is not late; None where a year
    between them is not known."""
    if due is None or day <= due:
        return 0
    try:
        return known.between(due, day)
    except UnknownYear:
        return None
