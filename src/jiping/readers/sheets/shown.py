"""Values of cells as a person sees them: numbers and dates in their cell's format.

A format is read as far as it can change what the value says: decimals, grouping,
percent, words around the number, the order of a date. What only decorates it, colours
and padding, is passed over, and a format that would hide a number does not.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from jiping.readers.sheets.looks import GENERAL

Value = int | float | str | bool | time | date | datetime | timedelta

_PRECISION = ".15g"
_LONGEST = 40
_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(General)|([0#?.,]+)|(%)|(@)|([eE][+-])|(.)',
    re.DOTALL | re.IGNORECASE,
)
_DIGITS = re.compile("[0#?]")
_DATE_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[\$?-?[^\]hms]*\]|\[(h+|m+|s+)\]'
    r"|(y+|m+|d+|h+|s+|a+|am/pm|上午/下午|e+|g+|b+)|(0+|\.0+|@)|(.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"\[[<>=]")
_WEEK = "一二三四五六日"


def shown(value: Value, code: str = GENERAL) -> str:
    """The text of a value in a number format."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, code)
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, time):
        value = datetime.combine(date(1900, 1, 1), value)
        return _date(value, code, dated=False)
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return _date(value, code, dated=True)


def plain_number(value: float) -> str:
    """The number in the fewest plain digits, as precise as a workbook keeps it."""
    number = Decimal(format(value, _PRECISION))
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST:
        return str(value)
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _number(value: float, code: str) -> str:
    sections = _sections(code)
    if not sections:
        return plain_number(value)
    negative = value < 0
    own = sections[1] if negative and len(sections) > 1 else sections[0]
    signed = negative and len(sections) < 2
    if value == 0 and len(sections) > 2 and _shows_zero(sections[2]):
        own = sections[2]
    if not _has_place(own):
        own, signed = sections[0], negative
    try:
        return _formatted(abs(value), own, signed)
    except (InvalidOperation, OverflowError):
        return plain_number(value)


@lru_cache(maxsize=512)
def _sections(code: str) -> Sequence[str]:
    """The parts for positive, negative and zero; none where only the digits matter.

    Conditions, fractions and exponents are shown as the number itself.
    """
    if not code or code.lower() == GENERAL.lower() or _CONDITION.search(code):
        return ()
    parts = _split(code)[:3]
    for part in parts:
        bare = "".join(match[8] or match[7] or "" for match in _TOKEN.finditer(part))
        if "/" in bare or "e" in bare.lower():
            return ()
    return parts if _has_place(parts[0]) else ()


def _shows_zero(part: str) -> bool:
    return any("0" in (match[4] or "") for match in _TOKEN.finditer(part))


def _has_place(part: str) -> bool:
    """Whether a section shows the number; a digit that only pads or is quoted does not."""
    tokens = _TOKEN.finditer(part)
    return any(match[3] or _DIGITS.search(match[4] or "") for match in tokens)


def _split(code: str) -> list[str]:
    """The sections of a format; a semicolon in quotes does not part them."""
    parts, quoted, start = [], False, 0
    for at, sign in enumerate(code):
        if sign == '"':
            quoted = not quoted
        elif sign == ";" and not quoted:
            parts.append(code[start:at])
            start = at + 1
    return [*parts, code[start:]]


def _formatted(value: float, section: str, signed: bool) -> str:
    """The number inside the words of its section; ``signed`` puts a minus in front."""
    tokens = list(_TOKEN.finditer(section))
    places = "".join(match[4] or "" for match in tokens)
    percents = sum(1 for match in tokens if match[5])
    digits = _digits(Decimal(format(value, _PRECISION)).scaleb(2 * percents), places)
    text, written = "", False
    for match in tokens:
        quoted, escaped, general, place, percent, _, _, other = match.groups()
        if place or general:
            text += "" if written else digits if place else plain_number(value)
            written = True
        else:
            text += quoted or escaped or percent or (other or "")
    negative = signed and any("1" <= sign <= "9" for sign in digits)
    return ("-" if negative else "") + text.strip()


def _digits(number: Decimal, places: str) -> str:
    """The digits of a positive number in the placeholders ``0 # ? , .``."""
    whole, _, after = places.partition(".")
    scaled = len(places.rstrip()) - len(places.rstrip(",").rstrip())
    number = number.scaleb(-3 * scaled)
    after = _only(after)
    if number.adjusted() > _LONGEST:
        return str(number)
    rounded = number.quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole.rstrip(",") else f"{rounded:f}"
    front, _, back = text.partition(".")
    kept = len(after) - len(after.lstrip("0")) if after else 0
    while len(back) > kept and back.endswith("0") and after[len(back) - 1] != "0":
        back = back[:-1]
    least = _only(whole).count("0")
    front = front.zfill(least) if "," not in front else front
    if front == "0" and not least and back:
        front = ""
    return f"{front}.{back}" if back else front or "0"


def _only(places: str) -> str:
    return places.replace(",", "")


def _duration(value: timedelta) -> str:
    """Hours and minutes beyond a day, as ``[h]:mm`` shows them."""
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}" + (f":{seconds:02d}" if seconds else "")


def _date(value: datetime, code: str, dated: bool) -> str:
    """A date in the order and with the words of its format.

    What has words of Chinese is shown so; every other order is written year first.
    """
    if dated and not re.search("[年月日]", code):
        text = f"{value:%Y-%m-%d}"
        if value.time() != time():
            text += f" {value:%H:%M:%S}" if value.second else f" {value:%H:%M}"
        return text
    if not dated and code == GENERAL:
        return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"
    return _spelled(value, _split(code)[0])


def _spelled(value: datetime, code: str) -> str:
    text, last = "", ""
    for match in _DATE_TOKEN.finditer(code):
        quoted, escaped, elapsed, part, _, other = match.groups()
        unit = (elapsed or part or "").lower()
        if unit:
            text += _unit(
                value, unit, minutes=last == "h" or "s" in code[match.end() :]
            )
            last = unit[0]
        else:
            text += quoted or escaped or other or ""
    return text.strip()


def _unit(value: datetime, unit: str, minutes: bool) -> str:
    """One part of a date; ``m`` after hours or before seconds means minutes."""
    if unit[0] in "ye":
        return f"{value:%y}" if unit == "yy" else str(value.year)
    if unit[0] == "m":
        number = value.minute if minutes and len(unit) < 3 else value.month
    elif unit[0] == "d":
        if len(unit) > 2:
            return f"星期{_WEEK[value.weekday()]}"
        number = value.day
    elif unit[0] == "h":
        number = value.hour
    elif unit[0] == "s":
        number = value.second
    else:
        return f"星期{_WEEK[value.weekday()]}" if set(unit) == {"a"} else ""
    return f"{number:02d}" if len(unit) == 2 else str(number)
