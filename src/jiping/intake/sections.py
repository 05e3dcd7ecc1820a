"""The chapters of a report, found by number and by what their headings say.

A number alone makes a chapter only where it is one of a heading's (一、 第一部分); a
heading without a number, or with one that a list could carry (1. 7、), must be known by
its words. What is no heading stays a paragraph of the chapter it stands in.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jiping.intake.lexis import (
    FUNDS,
    HEADING_FILLERS,
    NO_HEADING,
    ORGANISATIONS,
    PLAIN_ROLES,
    ROLES,
    Role,
    unquoted,
)
from jiping.intake.text import numeral
from jiping.model.patterns import compile_late

_CHINESE = "[一二三四五六七八九十]{1,3}"
_NUMBERS = {
    "part": compile_late(rf"\s*(第{_CHINESE}(?:部分|章))\s*[、:：.\uff0e]?\s*"),
    "chapter": compile_late(rf"\s*({_CHINESE})\s*[、.\uff0e,，]\s*"),
    "bracket": compile_late(rf"\s*([(（]\s*{_CHINESE}\s*[)）])\s*[、.\uff0e]?\s*"),
    "item": compile_late(r"\s*([(（]\s*[0-9０-９]{1,2}\s*[)）])\s*[、.\uff0e]?\s*"),
    "list": compile_late(r"\s*([0-9０-９]{1,2})\s*[、.\uff0e](?!\s*[0-9０-９])\s*"),
}
_INLINE = (
    compile_late(r"(?P<head>[^：:。]{2,30}?)\s*[：:。]\s*(?P<rest>.+)", re.DOTALL),
    compile_late(r"(?P<head>\S{4,25})\s+(?P<rest>\S.{9,})", re.DOTALL),
)
_STOPS = compile_late(r"[，。；,;!！?？\n]")
_END = "：:。；; 　."
_YEAR = compile_late(r"(?:20\d{2}|二[〇○零]二[一二三四五六七八九〇○零])年度?")
_NIL_BRACKET = compile_late(r"[（(]\s*(无|不涉及|未涉及|不适用)\s*[）)]\s*$")
_ORGANISATION = compile_late(rf".{{2,}}(?:{ORGANISATIONS.pattern})")
_LONGEST = {"part": 40, "chapter": 40, "bracket": 30, "item": 30, "list": 30, "": 30}
# Characters of a heading that its role need not account for.
_SPARE = {"part": 8, "chapter": 8, "bracket": 3, "item": 3, "list": 3, "": 1}
_TOPICS = frozenset(
    {"general_budget", "basic", "project", "three_public", "procurement", "assets"}
    | FUNDS
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """``rest`` is the text that follows it in the same paragraph."""

    number: str
    text: str
    level: int
    role: str
    rest: str = ""


@dataclass(slots=True, kw_only=True)
class Chapter:
    """A heading at line ``index`` and the lines under it. ``key`` is unique in the
    report; ``topic`` is what an amount in it speaks about when it does not say."""

    heading: Heading
    index: int
    key: str
    parent: str
    topic: str
    lines: list[tuple[int, str]] = field(default_factory=list)


def role_of(text: str, spare: int) -> Role | None:
    """The role that a heading's words stand for; ``spare`` characters may be left."""
    plain = _YEAR.sub("", unquoted(text))
    for role in ROLES:
        if not role.words.search(plain) or role.without.search(plain):
            continue
        left = HEADING_FILLERS.sub("", role.words.sub("", plain))
        if len(left) <= spare or _ORGANISATION.fullmatch(left):
            return role
    return None


def chapters(lines: Sequence[str]) -> tuple[int, tuple[Chapter, ...]]:
    """How many lines stand before the first heading, and the chapters."""
    outline = _Outline(lines)
    for index, line in enumerate(lines):
        outline.take(index, line)
    found = outline.found
    return (found[0].index if found else len(lines)), tuple(found)


def numbered(line: str) -> tuple[str, str, str]:
    """Kind of number (``""`` where there is none), number as printed, and the rest."""
    for kind, pattern in _NUMBERS.items():
        match = pattern.match(line)
        if match:
            return kind, re.sub(r"\s", "", match[1]), line[match.end() :].strip()
    return "", "", line.strip()


class _Outline:
    """What has been read: the chapters so far, and the numbers last seen."""

    def __init__(self, lines: Sequence[str]) -> None:
        kinds = [numbered(line)[0] for line in lines]
        self.lines = lines
        self.kinds = kinds
        self.parts = kinds.count("part") > 1
        self.counted = "chapter" in kinds or self.parts
        self.found: list[Chapter] = []
        self.taken = Counter(("cover", "attachments", "closing"))
        self.chapter: Chapter | None = None
        self.last = 0
        self.item = 0

    def take(self, index: int, line: str) -> None:
        """Open a chapter at this line, or add the line to the one that is open."""
        kind, number, text = numbered(line)
        heading = self._heading(index, kind, number, text)
        if heading is None:
            self.item = _value(number) if kind == "list" else 0
            if self.found:
                self.found[-1].lines.append((index, line))
            return
        if heading.level == 1:
            self.last = _value(number) or self.last + 1
        self.item = _value(number) if kind == "list" and heading.level > 1 else 0
        self._open(index, heading)

    @property
    def role(self) -> str:
        """The role of the level-1 chapter that is open."""
        return self.chapter.heading.role if self.chapter else ""

    def _heading(self, index: int, kind: str, number: str, text: str) -> Heading | None:
        """The heading that this line is, or None."""
        for head, rest in _heads(text):
            role = role_of(head, _SPARE[kind]) if _fits(head, kind) else None
            if role is not None and self._accepts(kind, number, role, bool(rest)):
                level = self._level(kind, number, role)
                key = role.key if self._speaks(kind, level) else ""
                if key or kind:
                    return Heading(
                        number=number, text=head, level=level, role=key, rest=rest
                    )
        if self._unknown(index, kind, number, text):
            head = text.rstrip(_END)
            level = self._level(kind, number, None)
            return Heading(number=number, text=head, level=level, role="")
        return None

    def _speaks(self, kind: str, level: int) -> bool:
        return level == 1 or self.role not in PLAIN_ROLES

    def _level(self, kind: str, number: str, role: Role | None) -> int:
        if kind in ("part", "chapter"):
            return 2 if self.parts and kind == "chapter" else 1
        if kind in ("bracket", "item"):
            return 2
        if kind == "list":
            return 1 if role and role.level == 1 and self._continues(number) else 2
        return role.level if role else 1

    def _continues(self, number: str) -> bool:
        """Whether a number that a list could carry goes on with the chapters."""
        value = _value(number)
        in_list = self.item > 0 and value == self.item + 1
        return not self.counted or (value >= self.last > 1 and not in_list)

    def _accepts(self, kind: str, number: str, role: Role, inline: bool) -> bool:
        """Whether a line with the words of a role is its heading in this place."""
        if kind in ("part", "chapter"):
            return role.level == 1 or not self._listed(number)
        repeats = bool(self.found) and self.found[-1].heading.role == role.key
        level = self._level(kind, number, role)
        goes_on = kind == "list" and level == 1 and not inline
        if (repeats or self.role == role.key) and not goes_on:
            return False
        if level == 2 and self.role in PLAIN_ROLES:
            return False
        return kind != "list" or level == 2 or self._continues(number)

    def _unknown(self, index: int, kind: str, number: str, text: str) -> bool:
        """Whether a numbered line without known words is a heading all the same."""
        head = text.rstrip("：: 　")
        if not head or not _fits(head, kind) or _STOPS.search(head):
            return False
        if kind in ("part", "chapter"):
            return not self._listed(number)
        if kind != "bracket" or index + 1 >= len(self.lines):
            return False
        following = self.kinds[index + 1]
        if following in ("bracket", "chapter", "part"):
            return False
        below = self.lines[index + 1].strip()
        return bool(following or _STOPS.search(below) or len(below) > len(text))

    def _listed(self, number: str) -> bool:
        """Whether a chapter's number belongs to a list inside 问题 or 职责."""
        return self.role in PLAIN_ROLES and _value(number) <= self.last

    def _open(self, index: int, heading: Heading) -> None:
        parent = (
            "" if heading.level == 1 else (self.chapter.key if self.chapter else "")
        )
        topic = self._topic(heading)
        fund = topic.partition(".")[0] if "." in topic else ""
        if fund:
            heading = Heading(
                number=heading.number,
                text=heading.text,
                level=2,
                role="",
                rest=heading.rest,
            )
        chapter = Chapter(
            heading=heading,
            index=index,
            key=self._key(topic if fund else heading.role, heading, parent),
            parent=parent,
            topic=topic,
        )
        if heading.rest:
            chapter.lines.append((index, heading.rest))
        elif nil := _NIL_BRACKET.search(heading.text):
            chapter.lines.append((index, nil[1]))
        self.found.append(chapter)
        if heading.level == 1:
            self.chapter = chapter

    def _topic(self, heading: Heading) -> str:
        above = self.chapter.topic if self.chapter and heading.level > 1 else ""
        if heading.role == "finance":
            return "overall"
        if heading.role not in _TOPICS:
            return above if not heading.role else ""
        fund = above in FUNDS and heading.role in ("basic", "project")
        return f"{above}.{heading.role}" if fund else heading.role

    def _key(self, role: str, heading: Heading, parent: str) -> str:
        words = re.sub(r"[:/#.]", "", unquoted(heading.text))[:20]
        key = role or (f"{parent}.{words}" if parent else words) or "chapter"
        self.taken[key] += 1
        return key if self.taken[key] == 1 else f"{key}#{self.taken[key]}"


def _heads(text: str) -> Iterator[tuple[str, str]]:
    """What may be the heading in a line, and the text after it, the likeliest first."""
    for pattern in _INLINE:
        match = pattern.fullmatch(text)
        if match:
            yield match["head"], match["rest"]
        if pattern is _INLINE[0]:
            yield text.rstrip(_END), ""


def _fits(head: str, kind: str) -> bool:
    plain = unquoted(head)
    if not 2 <= len(plain) <= _LONGEST[kind] or _STOPS.search(head):
        return False
    return not plain.endswith(NO_HEADING)


def _value(number: str) -> int:
    """The number of a heading as an int, 0 where it has none."""
    digits = re.sub(r"[^一二三四五六七八九十\d]", "", unquoted(number))
    return int(numeral(digits) or 0) if digits else 0
