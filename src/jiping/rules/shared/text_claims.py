"""Claims that a sentence makes about a spending item: 三公经费…控制在预算范围内."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jiping.intake.lexis import unquoted
from jiping.model.patterns import compile_late
from jiping.rules.shared.narrative import sentences
from jiping.rules.shared.text_words import any_of, vocabulary

_DATA = vocabulary("claims")
_ROW_OF = {word: entry["row"] for entry in _DATA["item"] for word in entry["words"]}
_ITEM = any_of(_ROW_OF)
_CLAIM = compile_late(
    "|".join(f"(?P<{kind}>{'|'.join(words)})" for kind, words in _DATA["claim"].items())
)
_BEFORE = compile_late(rf"(?:{any_of(_DATA['not_claimed']['before']).pattern})$")
_AHEAD = any_of(_DATA["not_claimed"]["ahead"])
_CLAUSE_END = compile_late(r"[,，、]")
# An item that stands further off is not what the claim is about.
_FURTHEST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """``kind`` (``budget``, ``prior`` or ``posts``) is what the row is compared with."""

    row: str
    kind: str
    words: str


def _subjects(
    sentence: str, items: list[re.Match[str]], place: int
) -> list[re.Match[str]]:
    """The items that a claim at ``place`` may be about, the likeliest last: what stands
    after 其中 only details the item before it."""
    detail = sentence.find("其中", 0, place)
    if detail > 0:
        return [item for item in items if item.end() <= detail]
    return [item for item in items if place - _FURTHEST <= item.end() <= place]


def claims(text: str) -> Iterator[Claim]:
    """The claims of a paragraph, each about the item named last before it."""
    for sentence in sentences(unquoted(text)):
        items = list(_ITEM.finditer(sentence))
        for found in _CLAIM.finditer(sentence):
            before = _subjects(sentence, items, found.start())
            if (
                not before
                or _BEFORE.search(sentence[: found.start()])
                or _AHEAD.search(sentence[: found.start()])
            ):
                continue
            row = _ROW_OF[before[-1][0]]
            if row:
                rest = _CLAUSE_END.split(sentence[found.end() :], maxsplit=1)[0]
                words = sentence[before[-1].start() : found.end()] + rest
                yield Claim(row=row, kind=str(found.lastgroup), words=words)
