"""Figures that prose states of what an indicator measures.

A passage and an indicator speak of one thing where the words in front of the figure
and the indicator's name share their telling characters: word order and fillers differ
(更换节能灯具1126盏, 节能灯具更换数量), so characters are compared and not words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jiping.intake.lexis import unquoted
from jiping.intake.text import numeral, squash
from jiping.intake.units import MAGNITUDES, PERCENT, UNIT, normalised
from jiping.model.values import SCALE_OF_UNIT, ZERO, Measure, last_digit
from jiping.rules.shared.indicators import NUMERIC

# Characters that many names have and that tell none from another.
_COMMON = frozenset(
    "工作任务项目资金全年度完成情况开展实施率数量的及各本单位人次个约达到为"
)
_LEAST = 3
_ENOUGH = Decimal("0.85")
_WORD = r"[\u4e00-\u9fff]"
_CLAUSE = re.compile(r"[;。:、\n]|,(?!\d{3}(?!\d))")
_FIGURE = re.compile(
    rf"(?P<near>约|近|逾)?(?<![\d.A-Za-z-])(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?P<magnitude>[万亿](?!元))?(?P<more>[余多])?(?P<unit>%|{UNIT}|{_WORD})"
)
_SIGN = re.compile(
    r"(?:不低于|不少于|不超过|不高于|控制在|达到|达|大于等于|小于等于|[≥≤<>=为共计至])+$"
)
_LIST_MARK = re.compile(r"^\(?\d{1,2}[.)]?(?=[\u4e00-\u9fff])|^[一二三四五六七八九]是")
_AGAINST_LAST_YEAR = re.compile(
    r"(?:比|较|与)(?:上年|去年)(?:同期)?(?:相比)?(?=下降|增长|减少|提高|上升|降低|增加)|同比"
)
_OF_ANOTHER = re.compile(
    r"上年|去年|目标|计划|力争|预计|累计|其中|上半年|下半年|季度|近[两三四五]年"
    r"|比|较|少于|低于|未达|差距|\d月(?!底)"
)


_SENTENCE = re.compile(r"[。;\n]")
_OWED = re.compile(
    rf"(?:(?P<goal>低于|高于|未达到?|没有?达到?|少于|多于|离|距|超过|控制在|不超过)"
    rf"(?:计划的?|年初目标的?|目标值?的?)?(?P<number>\d[\d,]*(?:\.\d+)?)(?!个?百分点|[\d.])(?P<unit>%|{UNIT}|{_WORD})"
    rf"(?:的?(?P<word>目标|计划|指标|以内|要求))?"
    rf"|(?:比(?:计划|目标)|与目标相比)?(?P<gap>(?:低于|高于|超出|超过)目标|少|多|低|高)"
    rf"(?:了)?(?P<by>\d[\d,]*(?:\.\d+)?)(?P<of>个?百分点|{UNIT}|{_WORD}))"
)
_SAYS_GOAL = re.compile(r"目标|计划|以内|指标|要求")


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
    return shared >= _LEAST and shared >= _ENOUGH * fewer


def _telling(text: str) -> frozenset[str]:
    return frozenset(re.findall(_WORD, unquoted(text))) - _COMMON


def of_one_unit(unit: str, measure: Measure) -> bool:
    """Whether a figure in this unit can be held against the measure: amounts only
    where the measure is so much for each (元/盏)."""
    if unit in SCALE_OF_UNIT:
        amount, each, _ = measure.unit.partition("/")
        return bool(each) and amount == unit
    return unit == measure.unit or (unit == PERCENT and measure.kind == "percent")


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
