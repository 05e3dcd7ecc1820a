"""The text of a cell made plain: widths and spaces folded, absences and digits told."""

import re
import unicodedata
from collections.abc import Callable, Hashable
from decimal import Decimal
from functools import lru_cache, wraps
from typing import TypeVar, cast

from jiping.model.patterns import compile_late
from jiping.model.values import Gap

Function = TypeVar("Function", bound=Callable[..., object])
# Texts up to this length are worth remembering.
SHORT = 512
_KEPT = 1 << 14
# Full and half width forms, small forms, radicals and compatibility ideographs.
_COMPATIBLE = ((0xFF01, 0xFFEE), (0xFE50, 0xFE6B), (0x2E80, 0x2FD5), (0xF900, 0xFAD9))
_BREAKS = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_INVISIBLE = "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffd\ufffc"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212"
_SPACES = "\t\u00a0\u1680\u2007\u202f\u205f\u3000\u3164" + "".join(
    map(chr, range(0x2000, 0x200B))
)


def _folding() -> dict[int, str]:
    table = {
        code: unicodedata.normalize("NFKC", chr(code))
        for first, last in _COMPATIBLE
        for code in range(first, last + 1)
    }
    table |= dict.fromkeys((*range(32), *range(127, 160)), "")
    table |= {ord(mark): "" for mark in _INVISIBLE}
    table |= {ord(mark): " " for mark in _SPACES}
    table |= {ord(mark): "-" for mark in _HYPHENS}
    table |= {ord(mark): "\n" for mark in _BREAKS}
    return table | {ord("\n"): "\n", ord("\uffe3"): ""}


_FOLDING = _folding()
_WHITE = compile_late(r"\s+")
_BETWEEN_DIGITS = compile_late(r"(?<=\d)\s+(?=\d)")

_NOT_APPLICABLE = compile_late(
    r"[-\u2010-\u2015\u2500]+|/+|\\+|…+|\.{3,}|⋯+|不适用|不涉及|未涉及|无|n/?a",
    re.IGNORECASE,
)
_WRAPPED = compile_late(r"\((.*)\)", re.DOTALL)

_PRINTED = compile_late(r"([+-]?)(\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+\.?\d*|\.\d+)")
_MOST_DIGITS = 28
_NUMERALS = {
    **{mark: value for value, mark in enumerate("零一二三四五六七八九")},
    **{mark: value for value, mark in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
    "〇": 0,
    "两": 2,
    "俩": 2,
}
_POWERS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_DIGITS = "".join(_NUMERALS)
# 三百万元 is 三百 of 万元, as 300万元 is.
CHINESE_NUMERAL = (
    f"[{_DIGITS}十拾]"
    f"(?:(?![万亿]元)[{_DIGITS}{''.join(_POWERS)}万亿]){{0,{_MOST_DIGITS - 1}}}"
)
_SPELT = compile_late(CHINESE_NUMERAL)


def remembered(function: Function) -> Function:
    """Remember what a pure function made of short texts, within a bound.

    The cells of filings say the same few things over and over (10, 100%, blank);
    long paragraphs do not, and would fill the memory.
    """
    known = lru_cache(maxsize=_KEPT)(function)

    @wraps(function)
    def recalled(text: str, *rest: Hashable) -> object:
        return known(text, *rest) if len(text) <= SHORT else function(text, *rest)

    return cast(Function, recalled)


def fold(text: str) -> str:
    """Digits, letters and signs to half width, every kind of space to a plain one, line
    breaks to ``"\\n"``, control and invisible characters gone. 、。《》 stay."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_FOLDING)


class _Squashed(dict[str, str]):
    """Short texts, squashed: a plain look-up, as nothing is asked for so often."""

    def __missing__(self, text: str) -> str:
        made = _WHITE.sub("", fold(text))
        if len(text) <= SHORT:
            if len(self) >= _KEPT:
                self.clear()
            self[text] = made
        return made


_squashed = _Squashed()


def squash(text: str) -> str:
    """Folded, without any white space: for comparing labels (预  算\\n单位 = 预算单位)."""
    return _squashed[text]


def closed_up(text: str) -> str:
    """Squashed, but two numbers side by side stay two: ``"10 7"`` gives ``"10、7"``."""
    return _WHITE.sub("", _BETWEEN_DIGITS.sub("、", fold(text)))


def unwrapped(text: str) -> str:
    """Without brackets round the whole: ``"(50分)"`` gives ``"50分"``."""
    match = _WRAPPED.fullmatch(text)
    return match[1] if match else text


@remembered
def absence(raw: str) -> Gap | None:
    """Why the cell states nothing: blank, or a mark for 不适用. None when it does."""
    text = unwrapped(squash(raw)).rstrip("。")
    if not text:
        return Gap.BLANK
    return Gap.NOT_APPLICABLE if _NOT_APPLICABLE.fullmatch(text) else None


def numeral(text: str) -> Decimal | None:
    """Digits as printed (``-1,234.50``) or Chinese numerals (二十三, 二〇二三).

    ``text`` is folded. None where it is no number or has more than 28 digits.
    """
    match = _PRINTED.fullmatch(text)
    if match is None:
        return _chinese(text)
    digits = match[2].replace(",", "")
    if not digits.isascii() or len(digits) > _MOST_DIGITS:
        return None
    return Decimal(match[1] + digits)


def _chinese(text: str) -> Decimal | None:
    if not _SPELT.fullmatch(text):
        return None
    if all(mark in _NUMERALS for mark in text):
        return Decimal("".join(str(_NUMERALS[mark]) for mark in text))
    total = group = digit = 0
    for mark in text:
        if mark in _NUMERALS:
            digit = _NUMERALS[mark]
        elif mark in _POWERS:
            group, digit = group + (digit or 1) * _POWERS[mark], 0
        elif mark == "万":
            total, group, digit = total + (group + digit) * 10**4, 0, 0
        else:
            total, group, digit = (total + group + digit) * 10**8, 0, 0
    number = total + group + digit
    return Decimal(number) if number < 10**_MOST_DIGITS else None
