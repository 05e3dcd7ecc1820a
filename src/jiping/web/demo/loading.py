"""Loading the county: settled, last year told, this year told, all in one transaction."""

import secrets
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate

from jiping.web.accounts.models import User
from jiping.web.campaigns.actions import EnterYear
from jiping.web.campaigns.models import WorkYear
from jiping.web.campaigns.workdays import published
from jiping.web.demo import keeping, last_year, people, this_year
from jiping.web.demo.clock import Clock
from jiping.web.demo.stage import Stage

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
# So long before and after today the story needs working days.
BEFORE, AFTER = timedelta(days=430), timedelta(days=120)
_YEAR = timedelta(days=364)
# A campaign is issued some weeks before its day 0, in the year after the one evaluated.
_ISSUED = timedelta(days=45)
_SOURCE = "演示数据：只按周末休息推算，不是正式安排"
# What happens now, how much is done, of how much.
Progress = Callable[[str, int, int], None]


def password() -> str:
    """One for all accounts of this county: ``k7mp-x2ra-9vhe``."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def loaded(folder: Path, progress: Progress) -> str:
    """Load the county as of today and keep its password in ``folder``; gives it."""
    word = password()
    load(localdate(), word, progress)
    keeping.write(folder, word)
    return word


def load(today: date, word: str, progress: Progress) -> None:
    """Bring the county about as it stands on the morning of ``today``, or nothing of it.

    Every change is an action, performed on its day; ``word`` is everybody's password.
    """
    clock = Clock(today - BEFORE)
    with clock.told(), transaction.atomic():
        admin = people.settle(word)
        _enter_years(admin, today)
        stages = list(_stages(today, clock))
        whole, done = sum(stage.length for _, stage in stages), 0
        for title, stage in stages:
            for _ in stage.play():
                progress(title, done, whole)
                done += 1
        progress("完成", whole, whole)


def _stages(today: date, clock: Clock) -> Iterator[tuple[str, Stage]]:
    units = people.units()
    for title, folder, base, plan in (
        ("上年度", "last", today - _YEAR, last_year.plan),
        ("本年度", "this", today, this_year.plan),
    ):
        stage = Stage(folder, (base - _ISSUED).year - 1, base, clock, units)
        plan(stage)
        yield title, stage


def _enter_years(admin: User, today: date) -> None:
    """Enter the years whose working days nobody knows yet, as what they are."""
    known = {year.year for year in published()}
    for year in range((today - BEFORE).year, (today + AFTER).year + 1):
        if year not in known:
            EnterYear(admin, WorkYear(year=year, source=_SOURCE)).perform()
