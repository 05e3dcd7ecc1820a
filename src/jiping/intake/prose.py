"""Prose as figures between words: folding that keeps places, sentences, figures."""

import re
from dataclasses import dataclass

from jiping.intake.lexis import ALSO_COUNTED, UNCOUNTED, unquoted
from jiping.intake.text import CHINESE_NUMERAL
from jiping.intake.units import MAGNITUDE, UNIT, normalised
from jiping.model.patterns import compile_late
from jiping.model.values import SCALE_OF_UNIT

_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_MORE = "(?:余|多|来|几)?"
_UNIT = rf"(?:{UNIT}|{ALSO_COUNTED.pattern})"
_SPELT_UNIT = "个|名|人|位|辆|台|家|所|批|处"
_FIGURE = compile_late(
    r"(?<![\dA-Za-z\u3014\[第前.])(?<!\d[-~至到])(?:"
    rf"(?P<number>{_NUMBER}){_MORE}"
    rf"(?:(?P<unit>{_UNIT})|(?P<magnitude>{MAGNITUDE}){_MORE}(?P<counted>{_UNIT})?)?"
    rf"|(?P<percent>百分之{CHINESE_NUMERAL})"
    rf"|(?P<spelt>{CHINESE_NUMERAL}){_MORE}(?P<spelt_unit>{_SPELT_UNIT}))"
)
_RANGE = compile_late(r"[-~至到]\d")
_NO_SCORE = compile_late(
    r"分(?:别|局|公司|钟|类|为|析|布|之|管|工|解|批|年|期|段|级|配)"
)
_JOINED = compile_late(r"[、,和及与]|以及")
# A name of the functional classification is a sentence's head, not a sentence.
_SENTENCE = compile_late(r"(?<!\([类款项]\))[。!?]|(?<=[元%)])\.(?=\D|$)")
_LIST_MARK = compile_late(
    r"\s*(?:[(（][一二三四五六七八九十\d０-９]{1,3}[)）]|(?:[一二三四五六七八九十]{1,3}|[\d０-９]{1,2})"
    r"\s*(?:、|[.\uff0e](?!\s*[\d０-９])))"
)
RATIO_UNITS = frozenset({"%", "‰", "百分点"})


@dataclass(frozen=True, slots=True)
class Plain:
    """A text squashed and unquoted; ``printed`` gives back what was printed."""

    text: str
    source: str
    offsets: tuple[int, ...]

    def printed(self, start: int, end: int) -> str:
        """The source from the first of these characters to the last."""
        if start >= end:
            return ""
        return self.source[self.offsets[start] : self.offsets[end - 1] + 1]


def plain(source: str) -> Plain:
    """Folded without losing the place of any character."""
    folded = [(mark, place) for place, c in enumerate(source) for mark in unquoted(c)]
    return Plain(
        "".join(mark for mark, _ in folded), source, tuple(place for _, place in folded)
    )


def sentences(source: str) -> tuple[Plain, ...]:
    """The sentences of a paragraph, without its list mark; a line break ends one."""
    found: list[Plain] = []
    for line in source.splitlines():
        mark = _LIST_MARK.match(line)
        whole = plain(line[mark.end() :] if mark else line)
        start = 0
        for end in (*(m.end() for m in _SENTENCE.finditer(whole.text)), None):
            piece = whole.printed(start, len(whole.text) if end is None else end)
            if piece.strip():
                found.append(plain(piece.strip()))
            start = end or start
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its unit at ``[start:end)``; ``raw`` is the number as printed.

    ``unit`` is normalised; ``kind`` is ``amount``, ``ratio``, ``score`` or ``count``;
    ``noun`` is where the words after the number begin (4 ‸个股室). ``spelt`` marks
    Chinese numerals, which are a figure only beside a known noun.
    """

    start: int
    end: int
    raw: str
    unit: str
    kind: str
    noun: int
    spelt: bool = False


def figures(text: Plain) -> tuple[Figure, ...]:
    """Every amount, count, ratio and score, in order.

    Years, dates, ordinals, ranges and numbers without a unit are none; of several
    numbers joined by 、 or 和 the last one's unit is that of all.
    """
    found: list[Figure] = []
    for match in reversed(list(_FIGURE.finditer(text.text))):
        following = found[-1] if found else None
        figure = _figure(text, match, following)
        if figure is not None:
            found.append(figure)
    return tuple(reversed([figure for figure in found if figure.kind]))


def _figure(
    text: Plain, match: re.Match[str], following: Figure | None
) -> Figure | None:
    """``kind`` is ``""`` for what only lends its unit (2022、2023年)."""
    if _RANGE.match(text.text, match.end()) or _NO_SCORE.match(
        text.text, match.end() - 1
    ):
        return None
    end = match.end("number") if match["number"] else match.end("spelt")
    printed = match["unit"] or match["counted"] or match["spelt_unit"] or ""
    unit = normalised(printed) or printed
    if match["percent"]:
        end, unit = match.end(), "%"
    elif match["magnitude"]:
        end = match.end("magnitude")
        unit = unit or f"{match['magnitude'][-1]}元"
        if unit not in SCALE_OF_UNIT and not match["counted"]:
            return None
    elif not unit:
        between = text.text[match.end() : following.start] if following else ""
        if following is None or not _JOINED.fullmatch(between):
            return None
        unit = following.unit
    return Figure(
        start=match.start(),
        end=match.end(),
        raw=text.printed(match.start(), match.end() if unit in RATIO_UNITS else end),
        unit=unit,
        kind=_kind(unit),
        noun=end,
        spelt=bool(match["spelt"]),
    )


def _kind(unit: str) -> str:
    if unit in SCALE_OF_UNIT:
        return "amount"
    if unit in RATIO_UNITS:
        return "ratio"
    if unit == "分":
        return "score"
    return "" if unit in UNCOUNTED else "count"
