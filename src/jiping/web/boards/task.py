"""One thing that is somebody's to do."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from jiping.web.units.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What, for which unit and year, as whom, by when, on which page; ``about`` tells it
    from others of its kind, empty where the unit does."""

    role: str
    doing: str
    unit: Unit
    year: int
    link: str
    due: date | None
    about: str = ""

    @property
    def late(self) -> bool:
        """Whether the date has passed."""
        return self.due is not None and self.due < localdate()
