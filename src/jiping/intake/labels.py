"""Labels compared without what forms and units print around them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jiping.intake.text import numeral, squash
from jiping.model.patterns import compile_late

_NUMERALS = "一二三四五六七八九十"
_NUMBERING = compile_late(
    rf"(?:\(?(?:\d{{1,2}}|[{_NUMERALS}]{{1,3}})(?:[、.,:]|\)[、.,:]?)(?!\d)|[①-⑳][、.]?)"
)
_TOP_NUMBER = compile_late(rf"(?:\d{{1,2}}|[{_NUMERALS}]{{1,3}})[、.,]")
_OUTLINE = tuple(
    compile_late(pattern)
    for pattern in (
        rf"([{_NUMERALS}]{{1,3}})[、.,]",
        rf"\(([{_NUMERALS}]{{1,3}})\)",
        r"(\d{1,2})[、.,:](?!\d)",
        r"\(?(\d{1,2})\)",
        r"([①-⑳])",
    )
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_OF_WHICH = compile_late(r"(?:其中|包括)[:,]?")
_BRACKETS = compile_late(r"\([^()]*\)|〔[^〔〕]*〕|\[[^\[\]]*\]")
_YEAR = compile_late(r"(?:(?:19|20)\d\d|[Xx×]{2,4})年度?|(?:19|20)\d\d(?=\D)")
_QUOTES = str.maketrans("", "", "“”‘’\"'「」*★※☆ 　")
_POINTS = compile_late(
    r"\((?P<bracketed>-?\d{1,3}(?:\.\d+)?)(?:分|%)?\)"
    r"|(?P<plain>(?<!\d)-?\d{1,3}(?:\.\d+)?)分"
)
_PRINTED_YEAR = compile_late(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?=年|年度|$|\D)")
_SPELT_YEAR = compile_late(r"二[〇○零O0][〇○零一二三四五六七八九]{2}(?=年)")
_DIGITS = {mark: str(value) for value, mark in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": "0", "○": "0", "O": "0", "0": "0"}
_LONGEST_LABEL = 60
_MONEY_UNIT = compile_late(
    r"(?:单位[:：]?(?:人民币)?|\()(亿元|百万元|万元|千元|元)(?![^);；,，、/\s])"
)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A label without white space, numbering, brackets, quotes, year and end colon.

    Texts too long for a label give ``""``.
    """
    label = squash(text)
    if len(label) > _LONGEST_LABEL:
        return ""
    label = _POINTS.sub("", label.translate(_QUOTES))
    label = _BRACKETS.sub("", _unnumbered(label))
    return _unnumbered(_YEAR.sub("", label)).strip(":;。、,.()")


def _unnumbered(label: str) -> str:
    while match := _NUMBERING.match(label) or _OF_WHICH.match(label):
        label = label[match.end() :]
    return label


def numbered(text: str) -> bool:
    """Whether a label carries a number of the first order (``3、``, ``三、``)."""
    return bool(_TOP_NUMBER.match(squash(text)))


@dataclass(frozen=True, slots=True)
class Number:
    """A number in front of a label: ``rank`` 1 for 一、 to 5 for ①, 0 where there is
    none, and its value."""

    rank: int
    value: int

    def follows(self, other: "Number") -> bool:
        """Whether it is the next after another of its rank."""
        return self.rank == other.rank > 0 and self.value == other.value + 1


def numbering(text: str) -> Number:
    """The number that a label carries, 其中 in front of it or not."""
    label = _OF_WHICH.sub("", squash(text), count=1)
    for rank, pattern in enumerate(_OUTLINE, 1):
        if found := pattern.match(label):
            return Number(rank, _value(found[1]))
    return Number(0, 0)


def _value(mark: str) -> int:
    if mark[0] in _CIRCLED:
        return _CIRCLED.index(mark[0]) + 1
    return int(numeral(mark) or 0)


def of_which(text: str) -> bool:
    """Whether a label says 其中."""
    return bool(_OF_WHICH.match(squash(text)))


def joined(text: str) -> str:
    """The label as printed, its line breaks joined."""
    return "".join(line.strip() for line in fold_keeping(text).split("\n"))


def fold_keeping(text: str) -> str:
    """Line breaks made plain, everything else as printed."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")


def points(text: str) -> str:
    """The digits of the points printed inside a label: ``产出指标(50分)`` gives ``50``."""
    found = _POINTS.search(squash(text))
    return (found["bracketed"] or found["plain"]) if found else ""


def without_points(text: str) -> str:
    """The label as printed without the points inside it."""
    return _POINTS.sub("", squash(text))


def year(text: str) -> int | None:
    """The first year that a title or label names, in digits or spelt out."""
    label = squash(text)
    if spelt := _SPELT_YEAR.search(label):
        return int("".join(_DIGITS[mark] if mark != "二" else "2" for mark in spelt[0]))
    found = _PRINTED_YEAR.search(label)
    return int(found[1]) if found else None


def money_unit(text: str) -> str:
    """The unit of amounts that a caption or label declares (``单位：元``, ``（万元）``)."""
    found = _MONEY_UNIT.search(squash(text))
    return found[1] if found else ""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Which key a label means. ``exact`` by plain label, ``patterns`` in order."""

    exact: Mapping[str, str]
    patterns: tuple[tuple[re.Pattern[str], str], ...]

    def find(self, text: str) -> str:
        """The key, ``""`` where the label is not known."""
        return self.meant(plain(text))

    def meant(self, label: str) -> str:
        """As ``find``, of a label that is plain already."""
        return _found(self, label) if label else ""

    def exactly(self, text: str) -> str:
        """The key by a label given in full, not by a pattern."""
        return self.exact.get(plain(text), "")


@lru_cache(maxsize=1 << 15)
def _found(labels: Lexicon, label: str) -> str:
    if label in labels.exact:
        return labels.exact[label]
    found = (key for pattern, key in labels.patterns if pattern.fullmatch(label))
    return next(found, "")


def lexicon(entries: Iterable[tuple[str, Iterable[str]]]) -> Lexicon:
    """From keys with their labels; of two keys with one label the first has it."""
    exact: dict[str, str] = {}
    patterns: list[tuple[re.Pattern[str], str]] = []
    for key, labels in entries:
        for label in labels:
            if "*" in label:
                patterns.append((wildcard(label), key))
            else:
                exact.setdefault(plain(label), key)
    exact.pop("", None)
    return Lexicon(exact, tuple(patterns))


def wildcard(label: str) -> re.Pattern[str]:
    """A pattern for a label in which ``*`` stands for any text."""
    parts = (re.escape(squash(part)) for part in label.split("*"))
    return compile_late(".*".join(parts))
