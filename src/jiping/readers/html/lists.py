"""Numbers in front of list items, which a browser draws and the text lacks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jiping.readers.docx.ordinals import write

_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "simp-chinese-formal": "chineseLegalSimplified",
    "cjk-decimal": "ideographDigital",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
    "none": "none",
    "disc": "bullet",
    "circle": "bullet",
    "square": "bullet",
}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)")
_IDEOGRAPHIC = ("chinese", "ideograph")
_LARGEST = re.compile(r"\s*(-?[0-9]{1,6})\s*")


@dataclass(slots=True)
class List:
    """A list that is open: how it numbers, and the number of the next item."""

    number_format: str
    following: int = 1

    def label(self, attributes: Mapping[str, str]) -> str:
        """What stands in front of the next item."""
        self.following = _integer(attributes.get("value", ""), self.following)
        number, self.following = self.following, self.following + 1
        sign = write(number, self.number_format)
        if not sign:
            return ""
        return sign + ("、" if self.number_format.startswith(_IDEOGRAPHIC) else ". ")


def opened(name: str, attributes: Mapping[str, str]) -> List:
    """The list that a tag ``ol`` or ``ul`` opens."""
    if name != "ol":
        return List("bullet")
    style = _STYLE.search(attributes.get("style", "").lower())
    named = _TYPES.get(attributes.get("type", ""), "decimal")
    number_format = _STYLES.get(style[1], "decimal") if style else named
    return List(number_format, _integer(attributes.get("start", ""), 1))


def _integer(text: str, default: int) -> int:
    match = _LARGEST.fullmatch(text)
    return int(match[1]) if match else default
