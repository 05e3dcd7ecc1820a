"""Every address of the workbench, and what in a ``World`` it is about.

One place for tests that go through all pages: a page whose address names something that
is not in ``FOUND`` or ``PARTS`` fails them, so that no page can be forgotten.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from web.world import World

from jiping.rules import cards


@dataclass(frozen=True)
class Part:
    """What an address names: its value, and the short name of the unit whose it is
    (empty where it is no single unit's)."""

    value: Any
    owner: str = ""


Finder = Callable[[World, str], Part]


def _of(name: str, owner: str = "") -> Finder:
    return lambda world, of: Part(getattr(world, name).pk, owner)


# By the name of the part; {of} is the unit that is asked for.
PARTS: dict[str, Finder] = {
    "assignment": lambda w, of: Part(w.county.assignments[of].pk, of),
    "proposal": lambda w, of: Part(w.proposals[of].pk, of),
    "evidence": lambda w, of: Part(w.evidence[of].pk, of),
    "campaign": lambda w, of: Part(w.county.campaign.pk),
    "department": lambda w, of: Part(w.county.units["城"].pk, "城"),
    "unit": lambda w, of: Part(w.county.units["灯"].pk, "灯"),
    "batch": lambda w, of: Part(w.targets.pk, "城"),
    "sheet": lambda w, of: Part("base"),
    "rule": lambda w, of: Part(next(iter(cards()))),
    "number": lambda w, of: Part(1),
    "kind": lambda w, of: Part("docx"),
}
_CAMPAIGN: Finder = lambda w, of: Part(w.county.campaign.pk)  # noqa: E731
_PACKAGE: Finder = lambda w, of: Part(w.county.assignments[of].pk, of)  # noqa: E731
# What ``pk`` is, by how the address begins; the longest beginning counts.
FOUND: dict[str, Finder] = {
    "inbox/": _of("message"),
    "board/": _CAMPAIGN,
    "people/": lambda w, of: Part(w.county.people["filer@灯"].pk),
    "units/import/": _of("batch"),
    "units/": lambda w, of: Part(w.county.units["灯"].pk, "灯"),
    "campaigns/": _CAMPAIGN,
    "campaigns/assignments/": _PACKAGE,
    "packages/": _PACKAGE,
    "packages/versions/": _of("submission", "灯"),
    "packages/letters/": _of("decision", "灯"),
    "packages/waivers/": _of("waiver", "灯"),
    "department/summaries/": _of("summary", "城"),
    "department/sum/": lambda w, of: Part(w.county.assignments["城"].pk, "城"),
    "department/packages/": _of("submission", "灯"),
    "review/": _of("submission", "灯"),
    "review/draws/": _CAMPAIGN,
    "review/draw/": _of("draw"),
    "grading/": _of("grade", "城"),
    "public/filings/": _of("publication", "灯"),
    "tokens/": _of("token"),
    "followup/tasks/": _of("task", "灯"),
    "followup/proofs/": _of("proof", "灯"),
    "api/campaigns/": _CAMPAIGN,
    "api/drafts/": _PACKAGE,
    "api/assignments/": _PACKAGE,
    "api/submissions/": _of("submission", "灯"),
    "api/grades/": _of("grade", "城"),
    "api/public/filings/": _of("publication", "灯"),
    "api/evidence/": lambda w, of: Part(w.evidence["灯"].pk, "灯"),
    "api/proposals/": lambda w, of: Part(w.proposals["灯"].pk, "灯"),
    "api/target-batches/": _of("targets", "城"),
    "api/rectifications/": _of("task", "灯"),
    "api/proofs/": _of("proof", "灯"),
}


@dataclass(frozen=True)
class Page:
    """One address: its route and what answers it."""

    route: str
    pattern: URLPattern

    @property
    def name(self) -> str:
        """As the program calls it."""
        return str(self.pattern.name)

    def given(self, world: World, of: str = "灯") -> dict[str, Any]:
        """Its arguments in this world. Raises KeyError for one that is not known."""
        return {name: part.value for name, part in self.parts(world, of).items()}

    def parts(self, world: World, of: str = "灯") -> dict[str, Part]:
        """Its arguments with whose they are."""
        return {name: self._finder(name)(world, of) for name in self._names()}

    def owner(self, world: World, of: str = "灯") -> str:
        """Whose the page is; empty where it is no single unit's."""
        owners = [part.owner for part in self.parts(world, of).values() if part.owner]
        return owners[0] if owners else ""

    def address(self, world: World, of: str = "灯") -> str:
        """Where it is."""
        at = "/" + self.route
        for name, value in self.given(world, of).items():
            for kind in ("int:", "str:", ""):
                at = at.replace(f"<{kind}{name}>", str(value))
        assert "<" not in at, at
        return at

    def _names(self) -> list[str]:
        whole = self.route.split("<")[1:]
        return [p.partition(">")[0].rpartition(":")[2] for p in whole]

    def _finder(self, name: str) -> Finder:
        if name != "pk":
            return PARTS[name]
        known = [each for each in FOUND if self.route.startswith(each)]
        if not known:
            raise KeyError(f"what {self.route} is about stands in no fixture")
        return FOUND[max(known, key=len)]


def pages() -> Iterator[Page]:
    """Every address that the workbench answers."""
    yield from _below(get_resolver(), "")


def _below(resolver: URLResolver, before: str) -> Iterator[Page]:
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _below(each, route)
        else:
            yield Page(route, each)
