"""The days on which the story of the county happens."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from unittest.mock import patch

from django.utils import timezone

_NOW = "django.utils.timezone.now"
_TICK = timedelta(milliseconds=1)
_STEP = timedelta(minutes=4)


class Clock:
    """A time that only goes forward. Inside ``told`` it is the time of everything that
    is written: actions, versions, the log."""

    def __init__(self, day: date) -> None:
        self.at = _morning(day)

    def __call__(self) -> datetime:
        self.at += _TICK
        return self.at

    def go(self, day: date) -> None:
        """On to the morning of a day; on the same day, on by some minutes."""
        self.at = max(self.at + _STEP, _morning(day))

    @contextmanager
    def told(self) -> Iterator[None]:
        """Let it be this clock's time."""
        with patch(_NOW, self):
            yield


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8, 30), timezone.get_default_timezone())
