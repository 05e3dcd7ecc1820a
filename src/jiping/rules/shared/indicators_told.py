"""Figures that prose states of what an indicator measures.

A passage and an indicator speak of one thing where the words in front of the figure
and the indicator's name share their telling characters: word order and fillers differ
(更换节能灯具1126盏, 节能灯具更换数量), so characters are compared and not words. Where they
share only most (举办讲座、展览等读者活动382场, 举办各类读者活动), two numbers that could be taken
for one another (382, 328) still tell that one thing is meant.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jiping.intake.lexis import unquoted
from jiping.intake.text import numeral, squash
from jiping.intake.units import MAGNITUDES, PERCENT, UNIT, normalised
from jiping.model.patterns import compile_late
from jiping.model.values import SCALE_OF_UNIT, ZERO, Measure, last_digit
from jiping.rules.shared.indicators import NUMERIC, Indicator
from jiping.rules.shared.indicators_words import words as concept

# Characters that many names have and that tell none from another.
_COMMON = frozenset(
    "工作任务项目资金全年度完成情况开展实施率数量的及各本单位人次个约达到为"
)
_LEAST = 3
_ENOUGH = Decimal("0.85")
# The share of their pairs of characters that two like names have in common.
_ALIKE = Decimal("0.6")
_LEAST_PAIRS = 2
# Beyond a third, a number is hardly the same one mistaken.
_NEAR = Decimal("0.35")
_COUNTER = {
    "场次": "场",
    "起": "件",
    "宗": "件",
    "名": "人",
    "位": "人",
    "千米": "公里",
}
_WORD = r"[\u4e00-\u9fff]"
_SEVERAL = compile_late(r"[、和及与]")
_EACH = compile_late(r"均|每|单[位个]|单价")
_CLAUSE = compile_late(r"[;。:、\n]|,(?!\d{3}(?!\d))")
_FIGURE = compile_late(
    rf"(?P<near>约|近|逾)?(?<![\d.A-Za-z-])(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?P<magnitude>[万亿](?!元))?(?P<more>[余多])?(?P<unit>%|{UNIT}|{_WORD})"
)
_SIGN = compile_late(
    r"(?:不低于|不少于|不超过|不高于|控制在|达到|达|大于等于|小于等于|[≥≤<>=为共计至])+$"
)
_LIST_MARK = compile_late(
    r"^\(?\d{1,2}[.)]?(?=[\u4e00-\u9fff])|^[一二三四五六七八九]是"
)
_AGAINST_LAST_YEAR = compile_late(
    r"(?:比|较|与)(?:上年|去年)(?:同期)?(?:相比)?(?=下降|增长|减少|提高|上升|降低|增加)|同比"
)
_OF_ANOTHER = compile_late(
    r"上年|去年|目标|计划|力争|预计|累计|其中|上半年|下半年|季度|近[两三四五]年"
    r"|比|较|少于|低于|未达|差距|\d月(?!底)|[少未没][完做建办达做成]|剩余?|缺|尚有|还有|另有"
)


_SENTENCE = compile_late(r"[。;\n]")
_OWED = compile_late(
    rf"(?:(?P<goal>低于|高于|未达到?|没有?达到?|少于|多于|离|距|超过|控制在|不超过)"
    rf"(?:计划的?|年初目标的?|目标值?的?)?(?P<number>\d[\d,]*(?:\.\d+)?)(?!个?百分点|[\d.])(?P<unit>%|{UNIT}|{_WORD})"
    rf"(?:的?(?P<word>目标|计划|指标|以内|要求))?"
    rf"|(?:比(?:计划|目标)|与目标相比)?(?P<gap>(?:低于|高于|超出|超过)目标|少|多|低|高)"
    rf"(?:了)?(?P<by>\d[\d,]*(?:\.\d+)?)(?P<of>个?百分点|{UNIT}|{_WORD}))"
)
_SAYS_GOAL = compile_late(r"目标|计划|以内|指标|要求")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A figure of a passage: the words in front of it, and it with its unit.

    ``digit`` is one unit of the last digit printed.
    """

    words: str
    number: Decimal
    digit: Decimal
    unit: str
    raw: str


def mentions(text: str) -> Iterator[Mention]:
    """The figures of a text that stand for the year itself and are exact, each with
    what it is said of; figures said of nothing are left out."""
    for piece in _CLAUSE.split(squash(text)):
        clause = _AGAINST_LAST_YEAR.sub("", _LIST_MARK.sub("", piece))
        if _OF_ANOTHER.search(clause):
            continue
        start = 0
        for found in _FIGURE.finditer(clause):
            words = _SIGN.sub("", clause[start : found.start()])
            start = found.end()
            number = numeral(found["number"])
            if words and number is not None and not (found["near"] or found["more"]):
                size = MAGNITUDES.get(found["magnitude"] or "", 1)
                yield Mention(
                    words=words,
                    number=number * size,
                    digit=last_digit(number) * size,
                    unit=normalised(found["unit"]) or found["unit"],
                    raw=found[0],
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What a passage says of the goal right behind a result: the goal itself, or with
    ``gap`` how far the result is from it."""

    result: Mention
    number: Decimal
    gap: bool
    raw: str


def goals_quoted(text: str) -> Iterator[Owed]:
    """The goals and shortfalls that a text states of the results in front of them
    (更换灯具1126盏，比计划少74盏; 及时率92.8%，低于95%的目标)."""
    for sentence in _SENTENCE.split(squash(text)):
        result: Mention | None = None
        for clause in _CLAUSE.split(sentence):
            found = _OWED.search(clause)
            if result is not None and found and _SAYS_GOAL.search(clause):
                owed = _owed(result, found)
                if owed is not None:
                    yield owed
                continue
            result = next(iter(reversed(list(mentions(clause)))), None)


def _owed(result: Mention, found: re.Match[str]) -> Owed | None:
    gap = found["gap"] is not None
    printed = found["of"] if gap else found["unit"]
    unit = normalised(printed) or printed
    number = numeral(found["by"] if gap else found["number"])
    alike = unit == result.unit or (unit == "百分点" and result.unit == PERCENT)
    if number is None or not alike:
        return None
    return Owed(result=result, number=number, gap=gap, raw=found[0])


def of_one_thing(words: str, name: str) -> bool:
    """Whether a passage's words and an indicator's name speak of one thing."""
    said, named = _telling(words), _telling(name)
    fewer = min(len(said), len(named))
    shared = len(said & named)
    if shared < _LEAST or shared < _ENOUGH * fewer:
        return False
    # 流动服务点22个 is a part of 分馆、流动服务点.
    several = _SEVERAL.search(name) and not _SEVERAL.search(words)
    return not several or shared >= _ENOUGH * len(named)


@lru_cache(maxsize=4096)
def _telling(text: str) -> frozenset[str]:
    return frozenset(re.findall(_WORD, unquoted(text))) - _COMMON


def _like(words: str, name: str) -> bool:
    """Whether most pairs of characters that tell are those of the name."""
    said, named = _pairs(words), _pairs(name)
    if min(len(said), len(named)) < _LEAST_PAIRS:
        return False
    return 2 * len(said & named) >= _ALIKE * (len(said) + len(named))


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    plain = concept("told_with").sub("", unquoted(text))
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def contradicted(
    said: Mention, rows: Sequence[Indicator], column: str
) -> tuple[Indicator, ...]:
    """The indicators of what a figure is said of, where none of them has the figure in
    its ``column`` (``target`` or ``actual``)."""
    if said.unit in SCALE_OF_UNIT and not _EACH.search(said.words):
        return ()
    units = [row for row in rows if of_one_unit(said.unit, getattr(row, column))]
    same = tuple(row for row in units if of_one_thing(said.words, row.name))
    like = tuple(row for row in units if _like(said.words, row.name))
    if any(_has(said, row, column) for row in (*same, *like)):
        return ()
    return same or tuple(row for row in like if _mistaken(said, row, column))


def _has(said: Mention, row: Indicator, column: str) -> bool:
    return agrees(said.number, said.digit, getattr(row, column))


def _mistaken(said: Mention, row: Indicator, column: str) -> bool:
    """Whether one number may stand for the other: digits exchanged, or not far off."""
    number = getattr(row, column).number
    if number is None or said.unit == PERCENT:
        return False
    exchanged = sorted(f"{said.number:f}") == sorted(f"{number:f}")
    return exchanged or abs(said.number - number) <= _NEAR * max(said.number, number)


def of_one_unit(unit: str, measure: Measure) -> bool:
    """Whether a figure in this unit can be held against the measure: amounts only
    where the measure is so much for each (元/盏)."""
    if unit in SCALE_OF_UNIT:
        amount, each, _ = measure.unit.partition("/")
        return bool(each) and amount == unit
    if _COUNTER.get(unit, unit) == _COUNTER.get(measure.unit, measure.unit):
        return True
    return unit == PERCENT and measure.kind == "percent"


def agrees(number: Decimal, digit: Decimal, measure: Measure) -> bool:
    """Whether a figure is one of the measure's, rounded as either is printed."""
    for known in (measure.number, measure.upper):
        if known is None:
            continue
        printed = last_digit(known)
        slack = ZERO if digit == printed else max(digit, printed) / 2
        if abs(number - known) <= slack:
            return True
    return False


def exact(measure: Measure) -> bool:
    """Whether a cell states one exact number and nothing else."""
    plain = measure.bare and not (measure.several or measure.approximate)
    return measure.kind in NUMERIC and plain
