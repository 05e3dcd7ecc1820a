"""Running rules again on a filing of which little has changed.

A rule is a pure function of its case. While it runs, what it looks at is noted; where
all of that is the same the next time, so is what it says.
"""

from collections.abc import Mapping
from typing import Any, cast

from jiping.model.document import Note, Place
from jiping.model.filing import Filing, Report, Sheet
from jiping.model.finding import Case, Computed, Hit, Parameter, Skipped
from jiping.model.memory import Memory
from jiping.model.values import Ref

Said = tuple[Hit | Skipped, ...]
Looks = dict[tuple[str, ...], Any]
_NAME = "rules"
_COMPUTED = ("computed",)


class Watched:
    """A filing that notes which parts of it are looked at, under the attribute's name
    and its arguments."""

    def __init__(self, filing: Filing) -> None:
        self._filing = filing
        self._parts: Looks = {}
        self.looks: Looks = {}

    def at(self, what: tuple[str, ...]) -> Any:
        """The part that a note speaks of: one record for all who look at it."""
        if what not in self._parts:
            name, *arguments = what
            part = getattr(self._filing, name)
            called = name in ("sheet", "of_form")
            self._parts[what] = part(*arguments) if called else part
        return self._parts[what]

    def _noted(self, *what: str) -> Any:
        part = self.looks[what] = self.at(what)
        return part

    @property
    def unit(self) -> str:
        return cast(str, self._noted("unit"))

    @property
    def year(self) -> int | None:
        return cast(int | None, self._noted("year"))

    @property
    def layout(self) -> str:
        return cast(str, self._noted("layout"))

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return cast(tuple[Sheet, ...], self._noted("sheets"))

    @property
    def report(self) -> Report | None:
        return cast(Report | None, self._noted("report"))

    @property
    def places(self) -> Mapping[Ref, Place]:
        return cast(Mapping[Ref, Place], self._noted("places"))

    @property
    def files(self) -> tuple[str, ...]:
        return cast(tuple[str, ...], self._noted("files"))

    @property
    def notes(self) -> tuple[Note, ...]:
        return cast(tuple[Note, ...], self._noted("notes"))

    @property
    def base(self) -> Sheet | None:
        return cast(Sheet | None, self._noted("base"))

    @property
    def overall(self) -> Sheet | None:
        return cast(Sheet | None, self._noted("overall"))

    @property
    def projects(self) -> tuple[Sheet, ...]:
        return cast(tuple[Sheet, ...], self._noted("projects"))

    @property
    def evaluations(self) -> tuple[Sheet, ...]:
        return cast(tuple[Sheet, ...], self._noted("evaluations"))

    def of_form(self, form: str) -> tuple[Sheet, ...]:
        """As ``Filing.of_form``."""
        return cast(tuple[Sheet, ...], self._noted("of_form", form))

    def sheet(self, form: str, key: str = "") -> Sheet | None:
        """As ``Filing.sheet``."""
        return cast(Sheet | None, self._noted("sheet", form, key))


class WatchedCase:
    """A case whose filing is watched; ``computed`` counts as a part of it."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self.filing = Watched(case.filing)
        self.parameters: Mapping[str, Parameter] = case.parameters
        self.prior: Filing | None = case.prior
        # Many rules looked at one part: it is compared once.
        self._alike: dict[tuple[tuple[str, ...], int], bool] = {}

    @property
    def computed(self) -> Mapping[Ref, Computed]:
        self.filing.looks[_COMPUTED] = self._case.computed
        return self._case.computed

    def stands(self, looks: Looks) -> bool:
        """Whether all that was looked at is there unchanged."""
        return all(self._stands(what, part) for what, part in looks.items())

    def _stands(self, what: tuple[str, ...], part: Any) -> bool:
        known = self._alike.get((what, id(part)))
        if known is None:
            if what == _COMPUTED:
                known = part == self._case.computed
            else:
                known = _alike(part, self.filing.at(what))
            self._alike[what, id(part)] = known
        return known


class Again:
    """What the rules said of the case last seen in this memory."""

    def __init__(self, case: Case, memory: Memory) -> None:
        rest = (case.parameters, case.prior)
        last, said = memory.last(_NAME) or (None, {})
        same = last is not None and last[0] == rest[0] and last[1] is rest[1]
        self._before: dict[str, tuple[Looks, Said]] = said if same else {}
        self._now: dict[str, tuple[Looks, Said]] = {}
        self._case = WatchedCase(case)
        memory.keep(_NAME, (rest, self._now))

    def said(self, rule: str) -> Said | None:
        """What the rule said, where it would say the same again."""
        found = self._before.get(rule)
        if found is None or not self._case.stands(found[0]):
            return None
        self._now[rule] = found
        return found[1]

    def watched(self) -> Case:
        """The case, for the next rule to look at."""
        self._case.filing.looks = {}
        return cast(Case, self._case)

    def keep(self, rule: str, said: Said) -> None:
        """Remember what the rule said of ``watched``."""
        self._now[rule] = (self._case.filing.looks, said)


def _alike(one: Any, other: Any) -> bool:
    """The same records; texts and numbers need only be equal."""
    if one is other:
        return True
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    return isinstance(one, str | int) and one == other
