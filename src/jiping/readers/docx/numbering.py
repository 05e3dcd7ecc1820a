"""Automatic numbers: definitions from ``numbering.xml``, counted as Word counts.

``definitions`` turns the part into records; ``Counters`` walks through the paragraphs
in document order and says what stands in front of each.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from jiping.readers.docx.names import NUMBER, NUMBER_ID, NUMBER_LEVEL, VALUE, W
from jiping.readers.docx.ordinals import write

LEVELS = 9
_OFF = ("0", "false", "off")
_SLOT = re.compile("%([1-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list. ``restart`` is the highest level (1-based) that resets it:

    None means any higher level does, 0 means none does.
    """

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """A list as paragraphs refer to it: whose counters it shares, and its levels.

    ``starts`` are the levels that begin anew with the first paragraph of this list.
    """

    counters: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a paragraph or a style says: which list, which level. None: not said."""

    number: str | None = None
    level: int | None = None


def reference(properties: ET.Element) -> Reference:
    """The ``w:numPr`` among paragraph properties."""
    element = properties.find(NUMBER)
    if element is None:
        return Reference()
    level = _value(element, NUMBER_LEVEL)
    return Reference(_value(element, NUMBER_ID), _integer(level))


def _value(parent: ET.Element, tag: str) -> str | None:
    child = parent.find(tag)
    return None if child is None else child.get(VALUE)


def _integer(text: str | None) -> int | None:
    """A small whole number as Word writes it; anything else is not there."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text) else None


def _level(element: ET.Element) -> Level:
    legal = element.find(W + "isLgl")
    start = _integer(_value(element, W + "start"))
    return Level(
        start=1 if start is None else start,
        number_format=_number_format(element),
        text=_value(element, W + "lvlText") or "",
        suffix=_value(element, W + "suff") or "tab",
        restart=_integer(_value(element, W + "lvlRestart")),
        legal=legal is not None and legal.get(VALUE, "1") not in _OFF,
        style=_value(element, W + "pStyle") or "",
    )


def _number_format(element: ET.Element) -> str:
    """The format; newer ones stand in alternate content, whose fallback is enough."""
    return next((found.get(VALUE, "") for found in element.iter(W + "numFmt")), "")


def _levels(element: ET.Element) -> dict[int, Level]:
    found = {}
    for level in element.findall(W + "lvl"):
        index = _integer(level.get(W + "ilvl"))
        if index is not None and index < LEVELS:
            found[index] = _level(level)
    return found


def definitions(root: ET.Element) -> dict[str, Numbering]:
    """Every list of ``numbering.xml`` by its number, overrides applied."""
    abstract: dict[str, tuple[str, dict[int, Level]]] = {}
    linked: dict[str, str] = {}
    styles: dict[str, str] = {}
    for element in root.findall(W + "abstractNum"):
        key = element.get(W + "abstractNumId", "")
        abstract[key] = (key, _levels(element))
        if link := _value(element, W + "numStyleLink"):
            linked[key] = link
        if link := _value(element, W + "styleLink"):
            styles[link] = key
    for key, style in linked.items():
        if style in styles:
            abstract[key] = abstract[styles[style]]
    return {
        element.get(W + "numId", ""): _numbering(element, abstract)
        for element in root.findall(W + "num")
    }


def _numbering(
    element: ET.Element, abstract: Mapping[str, tuple[str, dict[int, Level]]]
) -> Numbering:
    wanted = _value(element, W + "abstractNumId") or ""
    counters, levels = abstract.get(wanted, (wanted, {}))
    own, starts = dict(levels), {}
    for override in element.findall(W + "lvlOverride"):
        index = _integer(override.get(W + "ilvl"))
        if index is None or index >= LEVELS:
            continue
        own.update(_levels(override))
        start = _integer(_value(override, W + "startOverride"))
        if start is not None:
            starts[index] = start
            own[index] = replace(own.get(index, Level()), start=start)
    return Numbering(counters=counters, levels=own, starts=starts)


class Counters:
    """Where every list stands while a document is read from front to back."""

    def __init__(self, lists: Mapping[str, Numbering]) -> None:
        self._lists = lists
        self._values: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def label(self, number: str, level: int | None, style: str) -> str:
        """The number in front of the next paragraph, with what separates it.

        The separator is a space for Word's tab (it only aligns) and its space.
        ``level`` None asks for the level that belongs to the paragraph ``style``.
        """
        found = self._lists.get(number)
        if found is None:
            return ""
        depth = _level_of(found, style) if level is None else level
        rule = found.levels.get(depth)
        if rule is None:
            return ""
        values = self._advance(number, found, depth)
        text = _render(rule, found.levels, values)
        return text + ("" if rule.suffix == "nothing" else " ") if text else ""

    def _advance(self, number: str, found: Numbering, depth: int) -> dict[int, int]:
        values = self._values.setdefault(found.counters, {})
        if number not in self._begun:
            self._begun.add(number)
            for index in found.starts:
                values.pop(index, None)
        rule = found.levels[depth]
        values[depth] = values[depth] + 1 if depth in values else rule.start
        for deeper in range(depth + 1, LEVELS):
            restart = found.levels.get(deeper, Level()).restart
            if restart is None or depth < restart:
                values.pop(deeper, None)
        return values


def _level_of(found: Numbering, style: str) -> int:
    named = (index for index, level in found.levels.items() if level.style == style)
    return next(named, 0) if style else 0


def _render(rule: Level, levels: Mapping[int, Level], values: dict[int, int]) -> str:
    def slot(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        level = levels.get(index, Level())
        number_format = "decimal" if rule.legal else level.number_format
        return write(values.get(index, level.start), number_format)

    return "" if rule.number_format == "bullet" else _SLOT.sub(slot, rule.text)
