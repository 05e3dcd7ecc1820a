"""What taking over a package would do, as records: cells, tables, the whole."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from jiping.model.document import Place
from jiping.model.filing import Filing
from jiping.model.values import Ref
from jiping.web.core.forms import number
from jiping.web.drafts.shape import Json

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another value for the same cell, from another file."""

    raw: str
    where: str


@dataclass(frozen=True, slots=True)
class Item:
    """One cell. ``state`` is ``same``, ``new`` (the draft's is blank) or ``differs``;
    ``doubts`` must be settled by a person; ``fixed`` says why it is not taken over.
    ``choice`` and ``value`` are what a person chose so far."""

    ref: Ref
    id: str
    words: str
    mine: str
    theirs: str
    where: str
    place: Place | None
    state: str
    doubts: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    fixed: str = ""
    choice: str = ""
    value: str = ""

    @property
    def asks(self) -> bool:
        """Whether a person must say what holds."""
        return bool(self.doubts) and not self.fixed

    @property
    def taken(self) -> str | None:
        """What is to be written; None where the draft's stays, or nobody chose yet."""
        if self.fixed or self.choice == MINE:
            return None
        if self.asks:
            if self.choice == THEIRS:
                return self.value.strip() or None
            at = number(self.choice)
            if at is None or at >= len(self.candidates):
                return None
            return self.candidates[at].raw
        if self.state == "differs":
            return self.theirs if self.choice == THEIRS else None
        return self.theirs if self.state == "new" else None

    @property
    def is_open(self) -> bool:
        """Whether a doubt of it is not settled."""
        if not self.asks:
            return False
        return self.choice != MINE and self.taken is None


@dataclass(frozen=True, slots=True)
class Group:
    """The cells of one table, or of the report."""

    slug: str
    annex: str
    title: str
    items: tuple[Item, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many are new, differ, are the same, and must be confirmed."""
        found = Counter("fixed" if each.fixed else each.state for each in self.items)
        return found | {"asks": sum(each.asks for each in self.items)}


@dataclass(frozen=True)
class Plan:
    """The whole. ``shape`` has room for all of it; ``mismatches`` are what is wrong with
    unit and year, to be confirmed; ``lost`` what has no place in the draft; ``converted`` which amounts were
    put into another unit."""

    filing: Filing
    before: Json
    shape: Json
    groups: tuple[Group, ...]
    mismatches: tuple[str, ...]
    lost: tuple[str, ...]
    recognised: tuple[str, ...]
    converted: tuple[str, ...] = ()

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All cells."""
        return tuple(each for group in self.groups for each in group.items)

    @property
    def asking(self) -> tuple[Item, ...]:
        """Those that a person must settle."""
        return tuple(each for each in self.items if each.asks)

    @property
    def fixed(self) -> tuple[Item, ...]:
        """Those that say something else than a cell that may not be written to."""
        return tuple(i for i in self.items if i.fixed and i.state == "differs")

    def count(self, state: str) -> int:
        """How many of a state may be taken over without doubt."""
        return sum(i.state == state and not i.fixed and not i.asks for i in self.items)

    @property
    def new(self) -> int:
        """How many blank cells would be filled."""
        return self.count("new")

    @property
    def differing(self) -> int:
        """How many cells hold something else."""
        return self.count("differs")

    @property
    def same(self) -> int:
        """How many cells hold the same."""
        return self.count("same")
