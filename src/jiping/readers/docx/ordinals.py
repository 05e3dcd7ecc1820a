"""How Word writes a number: the number formats (``w:numFmt``) as pure functions."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_FULL_WIDTH = {ord("0") + digit: ord("０") + digit for digit in range(10)}
_CHINESE = str.maketrans("0123456789", _DIGITS)


def chinese(value: int) -> str:
    """一 … 十 … 二十一 … 一百零五; Arabic digits from ten thousand on."""
    text = _positional(value, "零" + _DIGITS[1:], _UNITS)
    return text[1:] if text.startswith("一十") else text


def chinese_digits(value: int) -> str:
    """一〇五: the decimal digits, each as its character."""
    return str(value).translate(_CHINESE)


def chinese_counting(value: int) -> str:
    """As ``chinese`` up to 99, digit by digit above."""
    return chinese(value) if value < 100 else chinese_digits(value)


def chinese_legal(value: int) -> str:
    """壹 … 壹拾 … 壹佰零伍."""
    return _positional(value, _LEGAL, _LEGAL_UNITS)


def japanese(value: int) -> str:
    """As ``chinese``, but a leading 一 before 百 and 千 is not written."""
    text = chinese(value)
    return text[1:] if text.startswith(("一百", "一千")) else text


def _positional(value: int, digits: str, units: tuple[str, ...]) -> str:
    if not 0 < value < 10_000:
        return str(value)
    text, gap = "", False
    for power in range(3, -1, -1):
        digit = value // 10**power % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + units[power]
        gap = digit == 0
    return text


def roman(value: int) -> str:
    """I, II, III, IV …; Arabic digits beyond what Word writes."""
    if not 0 < value < 4_000:
        return str(value)
    text = ""
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        text += sign * count
    return text


def letter(value: int) -> str:
    """A … Z, AA, BB …: Word repeats the letter instead of carrying."""
    if not 0 < value <= 26 * 10:
        return str(value)
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def enclosed(first: str, last: int) -> Callable[[int], str]:
    """A run of ready-made signs (①, ⑴, ⒈ …), Arabic digits where it ends."""

    def sign(value: int) -> str:
        return chr(ord(first) + value - 1) if 0 < value <= last else str(value)

    return sign


def circled(value: int) -> str:
    """① … ⑳, ㉑ … ㉟, ㊱ … ㊿."""
    if 20 < value <= 35:
        return chr(0x3251 + value - 21)
    if 35 < value <= 50:
        return chr(0x32B1 + value - 36)
    return enclosed("①", 20)(value)


def cycle(signs: str) -> Callable[[int], str]:
    """甲 乙 丙 …: a closed row of signs, Arabic digits where it ends."""

    def sign(value: int) -> str:
        return signs[value - 1] if 0 < value <= len(signs) else str(value)

    return sign


def sexagenary(value: int) -> str:
    """甲子, 乙丑 …: the cycle of sixty."""
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12]


def full_width(value: int) -> str:
    """１２３."""
    return str(value).translate(_FULL_WIDTH)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": full_width,
    "decimalFullWidth2": full_width,
    "upperLetter": letter,
    "lowerLetter": lambda value: letter(value).lower(),
    "upperRoman": roman,
    "lowerRoman": lambda value: roman(value).lower(),
    "chineseCounting": chinese_counting,
    "chineseCountingThousand": chinese,
    "chineseLegalSimplified": chinese_legal,
    "ideographLegalTraditional": chinese_legal,
    "taiwaneseCounting": chinese_counting,
    "taiwaneseCountingThousand": chinese,
    "taiwaneseDigital": chinese_digits,
    "ideographDigital": chinese_digits,
    "japaneseCounting": japanese,
    "japaneseDigitalTenThousand": chinese_digits,
    "koreanDigital2": chinese_digits,
    "ideographTraditional": cycle(_STEMS),
    "ideographZodiac": cycle(_BRANCHES),
    "ideographZodiacTraditional": sexagenary,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedFullstop": enclosed("⒈", 20),
    "decimalEnclosedParen": enclosed("⑴", 20),
    "ideographEnclosedCircle": enclosed("㈠", 10),
    "numberInDash": lambda value: f"- {value} -",
    "none": lambda value: "",
    "bullet": lambda value: "",
}


def write(value: int, number_format: str) -> str:
    """``value`` in a Word number format; an unknown format is written in digits."""
    return FORMATS.get(number_format, str)(value)
