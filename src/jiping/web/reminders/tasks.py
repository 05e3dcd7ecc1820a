"""The round as a background task, and the clock that asks for it."""

import logging
import time
from datetime import date

from django.db import close_old_connections
from django.utils import timezone
from django_tasks import task

from jiping.web.reminders.actions import by_the_clock, is_wanted

# In the morning, when people come to work.
HOUR = 8
_EVERY = 60.0
# A round that was asked for and did not come about is asked for again after this long.
_AGAIN = 15 * 60.0
_log = logging.getLogger(__name__)


@task()
def daily_round() -> bool:
    """Today's round, where there was none."""
    return by_the_clock()


class Clock:
    """Asks for the day's round, from ``HOUR`` on. It asks what time it is each time, so
    that a clock that is set, or a machine that slept, does no harm; that a day has one
    round alone is held by the database."""

    def __init__(self) -> None:
        self.asked: tuple[date, float] | None = None

    def tick(self) -> bool:
        """Ask, where it is time to. Whether it did."""
        now = timezone.localtime()
        if now.hour < HOUR or not is_wanted(now.date()) or self._waiting(now.date()):
            return False
        self.asked = now.date(), time.monotonic()
        daily_round.enqueue()
        return True

    def _waiting(self, day: date) -> bool:
        """Whether that day's was asked for just now."""
        if self.asked is None or self.asked[0] != day:
            return False
        return time.monotonic() - self.asked[1] < _AGAIN

    def run(self) -> None:
        """For as long as the process lives."""
        while True:
            try:
                close_old_connections()
                self.tick()
            except Exception:
                # The next minute it is tried again; what went wrong is in the log.
                _log.exception("the daily round could not be asked for")
            finally:
                close_old_connections()
            time.sleep(_EVERY)
