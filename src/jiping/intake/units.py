"""The units that cells print, from ``data/units.toml``."""

import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from importlib.resources import files

from jiping.model.patterns import compile_late

_KINDS: dict[str, dict[str, list[str]]] = tomllib.loads(
    files("jiping.intake").joinpath("data/units.toml").read_text("utf-8")
)
_NORMALISED = {
    spelling: unit
    for units in _KINDS.values()
    for unit, others in units.items()
    for spelling in (unit, *others)
}
AMOUNTS = frozenset(_KINDS["amount"])
PERCENT = "%"
MAGNITUDES = {
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
}
_PERIODS = {
    "年": "年",
    "半年": "半年",
    "季度": "季度",
    "季": "季度",
    "月": "月",
    "周": "周",
    "星期": "周",
    "天": "天",
    "日": "天",
}
_PER = ("年", "半年", "月", "周", "天", "日", "季度", "人", "户", "次")


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


UNIT = f"(?:{_any_of(_NORMALISED)})(?:/(?:{_any_of(_PER)}))?"
MAGNITUDE = f"(?:{_any_of(MAGNITUDES)})"
PERIOD = f"(?:{_any_of(_PERIODS)})"
# Cases for so many people: 180/10万, 3起/万人.
OUT_OF = (
    r"/(?:(?P<times>\d{0,4})(?P<size>千万|百万|十万|万|亿)|(?P<least>千))"
    r"(?:人口|人|户|例|名)?"
)
_ALONE = compile_late(UNIT)


def magnified(value: Decimal, magnitude: str) -> Decimal:
    """11.3 and 万 give 113000; whole numbers without decimals."""
    product = value * MAGNITUDES[magnitude]
    whole = product.to_integral_value()
    return whole if whole == product else product


def per_period(unit: str, period: str) -> str:
    """A count for each period: 次 in each 季度 is 次/季度."""
    return f"{unit}/{_PERIODS[period]}"


def out_of(found: re.Match[str]) -> str:
    """The unit of a number of cases, ``/10万``, from a match of ``OUT_OF``."""
    size = int(found["times"] or 1) * MAGNITUDES[found["size"] or found["least"]]
    tens = size // MAGNITUDES["万"]
    return f"/{tens if tens > 1 else ''}万" if tens else f"/{size}"


def normalised(printed: str) -> str:
    """The unit as the program writes it (平方米 → ㎡, 次/日 → 次/天).

    ``""`` where the text is no unit.
    """
    if printed in _NORMALISED:
        return _NORMALISED[printed]
    if not _ALONE.fullmatch(printed):
        return ""
    unit, _, per = printed.rpartition("/")
    return f"{_NORMALISED[unit]}/{_NORMALISED[per]}"
