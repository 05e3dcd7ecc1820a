"""What prose says was done, beside the indicators that say it in the tables.

A clerk seldom copies the name of an indicator: 完成高标准农田建设1020亩 stands for
新建高标准农田. So names are compared by the pairs of characters that they share, without
the words that any work is told with.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jiping.intake.lexis import unquoted
from jiping.intake.statements import claims
from jiping.intake.text import squash
from jiping.intake.units import MAGNITUDES
from jiping.model.filing import Filing, Report, Sheet
from jiping.model.memory import of_record
from jiping.model.values import Entry
from jiping.rules.shared.indicators import Indicator, used
from jiping.rules.shared.indicators_words import words

# How alike two names must be, as the share of their pairs of characters that both have.
_ALIKE = Decimal("0.6")
_SURE = Decimal("0.9")
_LEAST_PAIRS = 2
# 382场 for 328场 are digits exchanged; beyond a third it is likely another thing.
_NEAR = Decimal("0.35")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_COUNTER = {
    "场次": "场",
    "起": "件",
    "宗": "件",
    "名": "人",
    "位": "人",
    "间次": "间",
    "千米": "公里",
}
_IN_METRES = {"公里": 1000, "km": 1000, "米": 1, "m": 1}
_NOT_NOW = re.compile(
    r"上年|去年|目标|计划|力争|预计|同比|较上|比上|累计|近[两三四五]年|其中|截至|历年"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A count or a rate that prose states of something done. ``entry`` is where it
    stands, ``number`` is in ``unit`` and may be off by ``slack``."""

    entry: Entry
    subject: str
    number: Decimal
    slack: Decimal
    unit: str
    raw: str
    rate: bool


def in_report(report: Report, without: frozenset[str]) -> Iterator[Result]:
    """Results of this year that the report states; sections of the roles in
    ``without`` are left out."""
    roles = {section.key: section.role for section in report.sections}
    for said in report.statements:
        plain = said.topic in ("", "satisfaction") and said.entry.number is not None
        told = plain and said.aspect in ("count", "rate") and not said.negative
        if told and roles.get(said.section) not in without:
            yield from _result(said.entry, said.entry, said.subject, said.sentence)


def in_goal(sheet: Sheet) -> Iterator[Result]:
    """Results that the cell 年度总体目标·实际完成情况 of a table states."""
    yield from _in_goal(sheet)


@of_record
def _in_goal(sheet: Sheet) -> tuple[Result, ...]:
    cell = sheet["objective"]["actual"]
    if not cell.text:
        return ()
    found: list[Result] = []
    for _, claim in claims([cell.raw], "", sheet.year):
        if claim.topic in ("", "satisfaction") and claim.aspect in ("count", "rate"):
            number = _number(claim.raw)
            entry = Entry(ref=cell.ref, raw=claim.raw, value=number, unit=claim.unit)
            found.extend(_result(cell, entry, claim.subject, claim.sentence))
    return tuple(found)


def _result(at: Entry, figure: Entry, subject: str, sentence: str) -> Iterator[Result]:
    number, raw = figure.number, re.escape(figure.raw)
    about = rf"(?:约|近|超过?|逾)\s*{raw}|{raw}\s*[余多]"
    if number is None or _NOT_NOW.search(squash(sentence)):
        return
    if re.search(about, sentence):
        return
    yield Result(
        entry=at,
        subject=subject,
        number=number,
        slack=_slack(figure.raw),
        unit=figure.unit,
        raw=figure.raw,
        rate=figure.unit == "%",
    )


def _number(raw: str) -> Decimal:
    digits = _DIGITS.search(raw)
    scale = next((MAGNITUDES[w] for w in ("亿", "万") if w in raw), 1)
    return Decimal(digits[0].replace(",", "")) * scale if digits else Decimal(0)


def _slack(raw: str) -> Decimal:
    """One unit of the last digit printed, where 万 or a decimal point rounds."""
    digits = _DIGITS.search(raw)
    scale = next((MAGNITUDES[w] for w in ("亿", "万") if w in raw), 1)
    places = len(digits[0].partition(".")[2]) if digits else 0
    return Decimal(scale).scaleb(-places) if scale > 1 else Decimal(0)


def measured(filing: Filing) -> tuple[Indicator, ...]:
    """The indicators whose actual value is one exact number."""
    return tuple(
        each
        for each in used(filing)
        if each.actual.number is not None
        and not (each.actual.several or each.actual.approximate or each.actual.upper)
    )


def named(result: Result, indicators: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    """The indicators that may be of the same thing."""
    return tuple(each for each in indicators if likeness(result, each) >= _ALIKE)


def contradicted(
    result: Result, indicators: tuple[Indicator, ...]
) -> tuple[Indicator, ...]:
    """The indicators of the same thing, where none of them has the number."""
    same = tuple(each for each in indicators if likeness(result, each) >= _SURE)
    if same:
        return () if any(_equal(result, each) for each in same) else same
    like = named(result, indicators)
    if any(_equal(result, each) for each in like):
        return ()
    return tuple(each for each in like if _mistaken(result, each))


def likeness(result: Result, indicator: Indicator) -> Decimal:
    """From 0, nothing in common or another unit, to 1, the same name."""
    if result.rate:
        own, name = unquoted(result.subject), unquoted(indicator.name)
        same = indicator.actual.unit == "%" and own.endswith(name) and len(name) > 3
        return Decimal(int(same))
    if _scale(result.unit) is None or _scale(result.unit) != _scale(
        indicator.actual.unit
    ):
        return Decimal(0)
    name, subject = core(indicator.name), core(result.subject)
    if name == subject and len(name) > 1:
        return Decimal(1)
    one, two = _pairs(name), _pairs(subject)
    if min(len(one), len(two)) < _LEAST_PAIRS:
        return Decimal(0)
    if subject.endswith(name) or name.endswith(subject):
        return Decimal(1)
    return Decimal(2 * len(one & two)) / (len(one) + len(two))


def core(name: str) -> str:
    """A name without the words that any work is told with and any measure has."""
    return words("told_with").sub("", unquoted(name))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _scale(unit: str) -> str | None:
    if unit in _IN_METRES:
        return "米"
    return _COUNTER.get(unit, unit) or None


def _equal(result: Result, indicator: Indicator) -> bool:
    actual = indicator.actual.number
    assert actual is not None
    ours = result.number * _IN_METRES.get(result.unit, 1)
    theirs = actual * _IN_METRES.get(indicator.actual.unit, 1)
    slack = max(result.slack, _slack(indicator["actual"].raw)) * _IN_METRES.get(
        result.unit, 1
    )
    return abs(ours - theirs) <= slack


def _mistaken(result: Result, indicator: Indicator) -> bool:
    """Whether one number may stand for the other: digits exchanged, or not far off."""
    actual = indicator.actual.number
    assert actual is not None
    if result.unit != indicator.actual.unit and result.unit in _IN_METRES:
        return False
    exchanged = sorted(f"{result.number:f}") == sorted(f"{actual:f}")
    return exchanged or abs(result.number - actual) <= _NEAR * max(
        result.number, actual
    )
