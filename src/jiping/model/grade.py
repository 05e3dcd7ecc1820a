"""The grade of the self-evaluation work (附件5): points, and why points are off or open.

An item is *decided* where the package shows the figure, *proposed* where the package
narrows it and a person must choose, and *open* where the package cannot show it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from jiping.model.document import Place
from jiping.model.values import ZERO, Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """Points off, in 分, for one reason (a Chinese sentence), with the cells that show
    it, where they stand, and the rules whose findings say so too."""

    points: Decimal
    reason: str
    refs: tuple[Ref, ...] = ()
    places: tuple[Place, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something the package shows that bears on an item and takes no points by itself."""

    text: str
    refs: tuple[Ref, ...] = ()
    places: tuple[Place, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeItem:
    """One item of 附件5, or one part of it.

    ``key`` is ``completeness.body`` or ``notice.issued``; ``stage``, ``name`` and
    ``part`` are its words, ``clause`` by what it is marked. ``awarded`` is None unless
    decided. ``low`` and ``high`` are the range that a person chooses from, both equal to
    ``awarded`` where decided, both None where open; ``open_reason`` then says what is
    needed. Where there are deductions, ``low`` is ``points`` without them.
    """

    key: str
    stage: str
    name: str
    part: str
    points: Decimal
    awarded: Decimal | None
    low: Decimal | None
    high: Decimal | None
    clause: str
    deductions: tuple[Deduction, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    open_reason: str = ""

    @property
    def state(self) -> str:
        """``decided``, ``proposed`` or ``open``."""
        if self.awarded is not None:
            return "decided"
        return "open" if self.low is None else "proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """All items in the order of the form; none where no rubric is in force that year.

    ``citation`` is what the rubric rests on. Totals are in 分; the points of decided,
    proposed and open items add up to those of the rubric.
    """

    items: tuple[GradeItem, ...]
    citation: str = ""

    @property
    def awarded_total(self) -> Decimal:
        """What the decided items give."""
        return _sum(item.awarded for item in self.items)

    @property
    def decided_points(self) -> Decimal:
        """What the decided items could give."""
        return self._points("decided")

    @property
    def proposed_points(self) -> Decimal:
        """What the proposed items could give."""
        return self._points("proposed")

    @property
    def proposed_low(self) -> Decimal:
        """The least that is proposed."""
        return _sum(item.low for item in self.items if item.state == "proposed")

    @property
    def proposed_high(self) -> Decimal:
        """The most that is proposed."""
        return _sum(item.high for item in self.items if item.state == "proposed")

    @property
    def open_points(self) -> Decimal:
        """What the open items could give."""
        return self._points("open")

    def _points(self, state: str) -> Decimal:
        return _sum(item.points for item in self.items if item.state == state)


def _sum(points: Iterable[Decimal | None]) -> Decimal:
    return sum((each for each in points if each is not None), ZERO)
