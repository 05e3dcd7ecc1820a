"""Slips of the pen in what a unit wrote, told with what should stand there."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from jiping.intake.text import squash
from jiping.model.filing import Filing
from jiping.model.finding import Hit
from jiping.model.memory import of_record
from jiping.model.patterns import compile_late
from jiping.model.values import Entry
from jiping.rules.registry import hit
from jiping.rules.shared.narrative import Written, written_in, written_parts
from jiping.rules.shared.text_alike import Slip, doubled, misspelt
from jiping.rules.shared.text_words import any_of, vocabulary


def hits(filing: Filing, find: Callable[[str], Iterable[Slip]]) -> Iterator[Hit]:
    """One hit for the slips of each section of the report, and one for each slip that
    cells of the tables share."""
    groups: dict[tuple[str, ...], list[tuple[Entry, Slip]]] = {}
    for entry, slip in (
        found for part in written_parts(filing) for found in _slips(part, find)
    ):
        in_report = entry.ref.form == "report"
        where = ("report", entry.ref.key) if in_report else ("cell", *slip)
        groups.setdefault(where, []).append((entry, slip))
    for found in groups.values():
        places = list(dict.fromkeys(entry for entry, _ in found))
        slips = list(dict.fromkeys(slip for _, slip in found))
        yield hit(
            places[0],
            *places[1:],
            stated="、".join(wrong for wrong, _ in slips),
            expected="、".join(right for _, right in slips),
        )


@of_record
def _slips(
    part: Written, find: Callable[[str], Iterable[Slip]]
) -> tuple[tuple[Entry, Slip], ...]:
    return tuple(
        (entry, slip) for entry in written_in(part) for slip in find(squash(entry.raw))
    )


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str], dict[str, re.Pattern[str]]]:
    table = vocabulary("typos")
    right = dict(pair.split() for pair in table["pairs"])
    guards = {
        guard["word"]: compile_late(
            rf"(?:^|[^{re.escape(guard.get('before', '')) or chr(0)}])"
            rf"{re.escape(guard['word'])}"
            rf"(?:$|[^{re.escape(guard.get('after', '')) or chr(0)}])"
        )
        for guard in table["guard"]
    }
    return any_of(right), right, guards


def confused_words(text: str) -> Iterator[Slip]:
    """Words of ``data/text_typos.toml``, where no guard says it is part of others."""
    pattern, right, guards = _words()
    for found in pattern.finditer(text):
        wrong, guard = found[0], guards.get(found[0])
        around = text[max(found.start() - 1, 0) : found.end() + 1]
        if guard is None or guard.search(around):
            yield wrong, right[wrong]


def misspelt_words(text: str) -> Iterator[Slip]:
    """Words that are listed as slips, that are near a known word, or that stand twice."""
    listed = list(confused_words(text))
    yield from listed
    for wrong, right in (*misspelt(text), *doubled(text)):
        if not any(told in wrong for told, _ in listed):
            yield wrong, right


@cache
def _glyphs() -> dict[str, str]:
    return {pair[0]: pair[1] for pair in vocabulary("glyphs")["pairs"].split()}


# A text with more such characters than this is written in traditional characters.
_TRADITIONAL_SHARE = 0.05


def variant_glyphs(text: str) -> Iterator[Slip]:
    """Traditional and variant characters of a simplified text, each with its word."""
    table = _glyphs()
    found = [place for place, mark in enumerate(text) if mark in table]
    if len(found) > 3 and len(found) > len(text) * _TRADITIONAL_SHARE:
        return
    for place in found:
        word = text[max(place - 1, 0) : place + 1] if place else text[:2]
        yield word, word.replace(text[place], table[text[place]])


_CJK = r"[\u4e00-\u9fff]"
_MARKS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (compile_late(rf"{_CJK}{{1,4}}\.{_CJK}{{1,4}}"), lambda m: m[0].replace(".", "、")),
    (
        compile_late(
            r"[^平同高中初一二三四五上下优均相何对劣特甲乙丙丁头次伍坐减]等、[\u4e00-\u9fff]{1,4}"
        ),
        lambda m: m[0].replace("等、", "、") + "等",
    ),
    (
        compile_late(r"([、,;:])\1|(?<!。)。。(?!。)|[,、;]。|。[,、;]"),
        lambda m: m[0][-1],
    ),
    (compile_late(r"[\u4e00-\u9fff]?的的(?!确|士)"), lambda m: m[0][:-1]),
    (
        compile_late(
            r"(?:明确|落实|加强|完善|提高|做好|推进|规范|强化|健全|保障|优化|提升|履行|严格)"
            r"和(?=各项|各类|全部|所有)[\u4e00-\u9fff]{2}"
        ),
        lambda m: m[0].replace("和", "", 1),
    ),
)
_PAIRS = (("(", ")"), ("“", "”"), ("《", "》"), ("〔", "〕"), ("【", "】"))
_LIST_MARK = compile_late(
    r"(?:^|(?<=[。；;:：\n]))[一二三四五六七八九十\d]{1,3}\)|[①-⑳]"
)


def punctuation(text: str) -> Iterator[Slip]:
    """Wrong or doubled marks and particles, and brackets without their other half."""
    for pattern, repair in _MARKS:
        for found in pattern.finditer(text):
            yield found[0], repair(found)
    bare = _LIST_MARK.sub("", text)
    for left, right in _PAIRS:
        missing = bare.count(left) - bare.count(right)
        if missing:
            lone, other = (left, right) if missing > 0 else (right, left)
            yield f"只有“{lone}”", f"补“{other}”或删“{lone}”"
