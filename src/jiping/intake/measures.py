"""Targets and actual values taken apart: relation, number, unit, date.

The text is read folded and closed up. Dates are taken out first, then numbers; what
is left decides whether the cell was a bare value or a sentence that contains one.
"""

import re
from decimal import Decimal

from jiping.intake.dates import Named, named_dates
from jiping.intake.text import (
    CHINESE_NUMERAL,
    absence,
    closed_up,
    numeral,
    remembered,
    unwrapped,
)
from jiping.intake.units import (
    MAGNITUDE,
    OUT_OF,
    PERCENT,
    PERIOD,
    UNIT,
    magnified,
    normalised,
    out_of,
    per_period,
)
from jiping.model.patterns import compile_late
from jiping.model.values import Measure

_BEFORE = {
    "≥": "≥ ≧ ⩾ ≮ >= => 大于或等于 大于等于 高于或等于 不低于 不少于 不小于 不短于 至少 最少 "
    "最低 达到 达",
    "≤": "≤ ≦ ⩽ ≯ <= =< 小于或等于 小于等于 低于或等于 不超过 不超出 不高于 不多于 不大于 不突破 "
    "未超过 控制在 至多 最多 最高",
    ">": "> 大于 高于 多于 超过 超",
    "<": "< 小于 低于 少于 短于 不足 不到",
    "=": "= == 等于",
}
_AFTER = {
    "≥": "及以上 或以上 以上 起步",
    "≤": "及以下 或以下 以下 及以内 以内 之内 内",
}
_APPROXIMATE = "约|大约|近|将近|接近|逾"
_MORE = "余|多|来"


def _relations(words: dict[str, str]) -> dict[str, str]:
    return {word: sign for sign, row in words.items() for word in row.split()}


_SIGN_BEFORE, _SIGN_AFTER = _relations(_BEFORE), _relations(_AFTER)


def _any(words: dict[str, str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d++(?:\.\d++)?"
_UNIT = rf"(?:{UNIT})(?![A-Za-z])"
_QUANTITY = (
    rf"(?:(?P<unit{{0}}>{_UNIT})"
    rf"|(?P<magnitude{{0}}>{MAGNITUDE})(?:{_MORE})?(?P<counted{{0}}>{_UNIT})?)?"
)
_FIGURE = compile_late(
    rf"(?P<before>{_any(_SIGN_BEFORE)})?(?P<near>{_APPROXIMATE})?"
    rf"(?P<number>(?:(?<![\d%A-Za-z])[-+])?(?:{_DIGITS}))(?P<more>{_MORE})?"
    + _QUANTITY.format("")
    + rf"(?:(?:-|~|—+|至|到)(?P<upper>{_DIGITS}){_QUANTITY.format('2')})?"
    + rf"(?![A-Za-z])(?P<about>左右|上下)?(?P<after>{_any(_SIGN_AFTER)})?"
)
# An ordinal, a name (5A, G60, 5G) or the number of a list is no quantity.
_NO_QUANTITY_BEFORE = compile_late(r"[第A-Za-z\u3014\u3015\[+]")
# So is a number without a unit that more words follow (12345热线, “1+3”模式).
_END = compile_late(r"[,;:。、()/\n]|$")
_LIST_MARK = compile_late(r"(?:^|(?<=[;。\n]))\(?\d{1,2}[.、)](?=[^\d])")
_SPELT_PERCENT = compile_late(rf"百分之({CHINESE_NUMERAL})")
_TENTHS = compile_late(r"([一二三四五六七八九])成(?=及?以[上下]|左右|$)")
_SPELT = compile_late(
    rf"(?P<before>{_any(_SIGN_BEFORE)})?(?P<number>{CHINESE_NUMERAL})"
    rf"(?P<rest>{UNIT})?(?P<after>{_any(_SIGN_AFTER)})?"
)
_LEADING = compile_late(_any(_SIGN_BEFORE))
# A sign and a unit with a gap for the number that was never filled in (≥    次, ≥__%).
# One character of a relation in words is too little: 达, 超 also begin other words.
_NO_NUMBER = compile_late(
    rf"(?P<before>{_any({w: s for w, s in _SIGN_BEFORE.items() if len(w) > 1 or not w.isalpha()})})"
    rf"_*(?P<unit>{UNIT})|(?P<sign>[≥≧⩾≮>=≤≦⩽≯<]{{1,2}})_*"
)
# A cell of nothing but a number and a short word (≥51728剂次, 3席, 205元/盏) counts with
# that word. Without a sign or 万 only one that is plainly a unit is taken: a single
# character, or one that ends as units do (亩次, 件套); 12345热线 is a name.
_WORD = r"[\u4e00-\u9fff]"
_UNIT_ALONE = compile_late(
    rf"(?P<before>{_any(_SIGN_BEFORE)})?(?P<near>{_APPROXIMATE})?(?P<number>[-+]?(?:{_DIGITS}))"
    rf"(?P<more>{_MORE})?(?:(?P<magnitude>{MAGNITUDE})(?!元)(?:{_MORE})?)?"
    rf"(?P<unit>{_WORD}{{1,2}}?[次套]?(?:/{_WORD}{{1,2}}(?:[·/]{_WORD}{{1,2}})?)?|[A-Za-z°℃μ]{{1,4}}\d?(?:/[A-Za-z]{{1,3}}\d?)?)"
    rf"(?P<about>左右|上下)?(?P<after>{_any(_SIGN_AFTER)})?"
)
_PLAIN_UNIT = compile_late(rf"{_WORD}|{_WORD}{{1,2}}[次套]|.+/.+|[^\u4e00-\u9fff]+")
_KNOWN_PART = compile_late(rf"{UNIT}(?P<rest>.*)")
_PART_OF_UNIT = compile_late(r"[次套]|/.+")
_NO_UNIT = compile_late(
    r"[一二三四五六七八九十百千万亿余多来约近第至到号等内外前后中无未不]|^[A-Z]$"
    r"|达标|完成|合格|优|良"
)
# A score out of so many points (8.5分/10分) is the score.
_OUT_OF = compile_late(rf"({_DIGITS})分?/(?:{_DIGITS})分")
# So many cases for each 100000: no quotient of two figures.
_RATE = compile_late(
    rf"(?:{_any(_SIGN_BEFORE)})?(?:{_APPROXIMATE})?(?:{_DIGITS})(?:{UNIT})?"
    rf"(?P<of>{OUT_OF})(?:{_any(_SIGN_AFTER)})?"
)
# A count for each period (每季度1次, 月均3次, 每月不少于1次).
_FOR_EACH = compile_late(
    rf"(?:每个?(?P<each>{PERIOD})|(?P<mean>[年季月周日])均)[^,;。、\d]{{0,6}}$"
)
# What a bracket at the end adds to a figure is no second value: 12次（每月1次）.
_AND_ADDED = compile_late(r"(?P<value>[^()]+)\([^()]*\)")
# 7×24小时 and a proportion are no figures of their own, and 每两月1次 is no 次 a month.
_COMPOUND = compile_late(
    rf"\d\D{{0,2}}[×*\u2236]\d|每(?:\d+|[二两三四五六七八九十])个?{PERIOD}"
)
# Longer cells are reports; what they promise stands at their beginning.
_LONGEST = 2000
_FILLING = compile_late(r"[\s,;:。、()]*")


@remembered
def measure(raw: str) -> Measure:
    """The text of a target or an actual value, taken apart; see ``Measure``."""
    if absence(raw) is not None:
        return Measure(kind="none")
    text = unwrapped(closed_up(raw))[:_LONGEST]
    unit = normalised(text)
    if unit:
        return Measure(kind="unit", unit=unit, bare=True)
    unfilled = _NO_NUMBER.fullmatch(text)
    if unfilled:
        sign = _SIGN_BEFORE.get(unfilled["before"] or unfilled["sign"], "")
        printed = normalised(unfilled["unit"] or "")
        return Measure(kind="unit", relation=sign, unit=printed, bare=True)
    text = _OUT_OF.sub(r"\1分", _in_digits(text))
    counted = _of_rate(text) or _of_word(text) or _with_addition(text)
    if counted is not None:
        return counted
    dates = named_dates(text)
    blanked = _without_dates(text, dates)
    figures = [each for each in _FIGURE.finditer(blanked) if _is_quantity(each)]
    if dates and not any(map(_unit_of, figures)):
        return _of_dates(blanked, dates)
    if figures:
        return _of_figures(blanked, figures, dates)
    return Measure(kind="text")


def _of_rate(text: str) -> Measure | None:
    """Cases out of a number of people."""
    found = _RATE.fullmatch(text.rstrip("。;"))
    if found is None:
        return None
    figure = _FIGURE.search(text[: found.start("of")] + text[found.end("of") :])
    number = numeral(figure["number"]) if figure else None
    if figure is None or number is None:
        return None
    return Measure(
        kind="number",
        relation=_relation(figure),
        number=number,
        unit=out_of(found),
        approximate=bool(figure["near"]),
        bare=True,
    )


def _with_addition(text: str) -> Measure | None:
    """A value and a bracket behind it that explains it."""
    found = _AND_ADDED.fullmatch(text.rstrip("。;"))
    value = measure(found["value"]) if found else None
    if value is None or not value.bare or value.several or value.number is None:
        return None
    return value


def _of_word(text: str) -> Measure | None:
    """A number counted with a word that the list of units does not hold."""
    found = _UNIT_ALONE.fullmatch(text.rstrip("。;"))
    number = numeral(found["number"]) if found else None
    if found is None or number is None or not _counts(found):
        return None
    magnitude = found["magnitude"]
    return Measure(
        kind="number",
        relation=_relation(found),
        number=magnified(number, magnitude) if magnitude else number,
        unit=found["unit"],
        approximate=any(found[name] for name in ("near", "more", "about")),
        bare=True,
    )


def _counts(found: re.Match[str]) -> bool:
    """Whether the word behind a number is a unit, and none of the listed ones."""
    unit = found["unit"]
    known = _KNOWN_PART.fullmatch(unit)
    if known:
        return bool(_PART_OF_UNIT.fullmatch(known["rest"]))
    surely = found["before"] or found["magnitude"] or found["after"]
    plain = surely or _PLAIN_UNIT.fullmatch(unit)
    return bool(plain) and not _NO_UNIT.search(unit)


def _is_quantity(figure: re.Match[str]) -> bool:
    if numeral(figure["number"]) is None:
        return False
    start, end = figure.span()
    if _NO_QUANTITY_BEFORE.search(figure.string, max(start - 1, 0), start):
        return False
    stated = figure["before"] or figure["after"] or _unit_of(figure)
    return bool(stated or _END.match(figure.string, end))


def _in_digits(text: str) -> str:
    """Chinese numerals as digits where they are surely a quantity; list marks gone."""
    text = _SPELT_PERCENT.sub(lambda match: f"{numeral(match[1])}%", text)
    text = _TENTHS.sub(lambda match: f"{numeral(match[1])}0%", text)
    match = _SPELT.fullmatch(text)
    if match:
        parts = (
            match["before"],
            numeral(match["number"]),
            match["rest"],
            match["after"],
        )
        return "".join(str(part) for part in parts if part is not None)
    return _LIST_MARK.sub("", text)


def _without_dates(text: str, dates: tuple[Named, ...]) -> str:
    for named in dates:
        gap = "\n" * (named.end - named.start)
        text = text[: named.start] + gap + text[named.end :]
    return text


def _of_dates(blanked: str, dates: tuple[Named, ...]) -> Measure:
    named = next((date for date in reversed(dates) if date.last_day), dates[-1])
    return Measure(
        kind="date",
        date=named.last_day,
        relation="≤" if any(date.deadline for date in dates) else "",
        several=len({date.last_day for date in dates}) > 1,
        bare=_FILLING.fullmatch(blanked) is not None,
    )


def _of_figures(
    blanked: str, figures: list[re.Match[str]], dates: tuple[Named, ...]
) -> Measure:
    figure = next((each for each in figures if _unit_of(each)), figures[0])
    unit = _unit_of(figure)
    number, upper = _value(figure, ""), _value(figure, "2")
    if upper is not None and number is not None and upper < number:
        upper = None
    return Measure(
        kind="range"
        if upper is not None
        else "percent"
        if unit == PERCENT
        else "number",
        relation=_relation(figure),
        number=number,
        upper=upper,
        unit=_for_each(blanked, figure, unit),
        date=next((date.last_day for date in reversed(dates) if date.last_day), ""),
        approximate=any(
            each["near"] or each["more"] or each["about"] for each in figures
        ),
        several=len(figures) > 1 or bool(_COMPOUND.search(blanked)),
        bare=not dates
        and _FILLING.fullmatch(blanked, 0, figure.start()) is not None
        and _FILLING.fullmatch(blanked, figure.end()) is not None,
    )


def _for_each(text: str, figure: re.Match[str], unit: str) -> str:
    """The unit with the period that a count is for; other units have none."""
    found = _FOR_EACH.search(text, 0, figure.start())
    if found is None or not unit or unit == PERCENT or "/" in unit:
        return unit
    return per_period(unit, found["each"] or found["mean"])


def _relation(figure: re.Match[str]) -> str:
    if figure["before"]:
        return _SIGN_BEFORE[figure["before"]]
    if figure["after"]:
        return _SIGN_AFTER[figure["after"]]
    # ≤年初预算80万元: the sign opens the cell and words stand between.
    leading = _LEADING.match(figure.string)
    return _SIGN_BEFORE[leading[0]] if leading else ""


def _unit_of(figure: re.Match[str]) -> str:
    """The unit of a range is often printed once, after its end."""
    for name in ("unit", "counted", "unit2", "counted2"):
        if figure[name]:
            return normalised(figure[name])
    return ""


def _value(figure: re.Match[str], end: str) -> Decimal | None:
    text = figure["upper" if end else "number"]
    value = numeral(text) if text else None
    magnitude = figure[f"magnitude{end}"]
    if not end and not (magnitude or figure["unit"]):
        magnitude = figure["magnitude2"]
    return magnified(value, magnitude) if value is not None and magnitude else value
