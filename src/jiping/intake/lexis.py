"""The words of a report, from ``data/headings.toml`` and ``data/prose.toml``.

Every text given to these tables is squashed and without quotation marks, as
``prose.plain`` makes it.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from jiping.intake.text import squash
from jiping.model.patterns import compile_late

_QUOTES = str.maketrans("", "", "“”‘’\"'「」")


def unquoted(text: str) -> str:
    """Squashed and without quotation marks (“三公”经费 = 三公经费)."""
    return squash(text).translate(_QUOTES)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words, the longest first; no words match nothing."""
    plain = {unquoted(word) for word in words} - {""}
    ordered = sorted(plain, key=lambda word: (-len(word), word))
    return compile_late("|".join(map(re.escape, ordered)) or r"(?!)")


@dataclass(frozen=True, slots=True)
class Match:
    """A word of a table at ``[start:end)``, and the key it stands for."""

    key: str
    word: str
    start: int
    end: int


class Words:
    """Keys and the words they are known by; longer words hide shorter ones."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._key_of = {
            unquoted(word): row["key"] for row in rows for word in row["words"]
        }
        self.pattern = any_of(self._key_of)

    def find(self, text: str) -> tuple[Match, ...]:
        """Every word in the text, in order, none overlapping another."""
        return tuple(
            Match(self._key_of[found[0]], found[0], found.start(), found.end())
            for found in self.pattern.finditer(text)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a chapter is for. ``level`` is where it stands when no number tells."""

    key: str
    level: int
    words: re.Pattern[str]
    without: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTopic:
    """``units`` are those it is counted in (any when empty); ``within`` is the amount
    topic under which such a unit alone is enough."""

    units: frozenset[str]
    within: str


def _load(name: str) -> dict[str, Any]:
    text = files("jiping.intake").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


_HEADINGS = _load("headings")
ROLES = tuple(
    Role(
        key=row["key"],
        level=row["level"],
        words=any_of(row["words"]),
        without=any_of(row.get("without", ())),
    )
    for row in _HEADINGS["role"]
)
HEADING_FILLERS = any_of(_HEADINGS["rest"]["fillers"])
PLAIN_ROLES = frozenset(_HEADINGS["rest"]["plain"])
NO_HEADING = tuple(_HEADINGS["rest"]["endings"])

_PROSE = _load("prose")
AMOUNTS = Words(_PROSE["amount"])
COUNTS = Words(_PROSE["count"])
RATIOS = Words(_PROSE["ratio"])
ASPECTS = Words(_PROSE["aspect"])
WEAK = frozenset(row["key"] for row in _PROSE["amount"] if row.get("weak"))
PARTS: Mapping[str, frozenset[str]] = {
    row["key"]: frozenset(row["parts"])
    for row in (*_PROSE["amount"], *_PROSE["count"])
    if "parts" in row
}
COUNTED: Mapping[str, CountTopic] = {
    row["key"]: CountTopic(
        units=frozenset(row.get("units", ())), within=row.get("within", "")
    )
    for row in _PROSE["count"]
}
FUNDS = frozenset({"government_fund", "state_capital", "social_insurance"})

_CLAUSE = _PROSE["clause"]
FILLERS = any_of(_CLAUSE["fillers"])
OPENERS = any_of(_CLAUSE["openers"])
CHANGES = any_of(_CLAUSE["changes"])
LIMITS = any_of(_CLAUSE["limits"])
AVERAGES = any_of(_CLAUSE["averages"])
SHARES = any_of(_CLAUSE["shares"])
ORGANISATIONS = any_of(_CLAUSE["organisations"])
UNCOUNTED = frozenset(_CLAUSE["uncounted"])
ALSO_COUNTED = any_of(_CLAUSE["also_counted"])

_NIL = _PROSE["nil"]
NIL = any_of(_NIL["words"])
NIL_AFTER = any_of(_NIL["after"])
NIL_FILLERS = any_of((*_NIL["fillers"], *_NIL["bare"]))
