"""What a workbook keeps in a cell: a number with the format that prints it as it was
written, or text.

A number is never rounded by its format: decimals that are typed later show as well.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from jiping.writers.forms.plan import Box

GENERAL = "General"
AS_TEXT = "@"
NUMERIC = frozenset({"money", "人", "%", "分", "㎡"})
# What a double keeps of a number, and what a format may hold.
_MOST_DIGITS = 15
_LONGEST_FORMAT = 200
# A whole number with more digits is shown with an exponent.
_MOST_GENERAL = 11
_DECIMALS = 6
_NUMBER = re.compile(
    r"(-?)(0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.(\d+))?([^\d.,，\s]{0,6})"
)
_BLANK_CODES = {"money": "0.00####", "㎡": "0.00####", "%": "0.00%"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """``text`` as printed; ``number`` as the workbook keeps it (a share for what is
    printed with ``%``), None where it is text or blank. ``code`` is the number format,
    ``core`` the part of it for the digits alone, ``suffix`` what is printed behind them;
    ``share`` tells a percent format, ``decimals`` how many are printed."""

    text: str
    number: Decimal | None = None
    code: str = GENERAL
    core: str = GENERAL
    suffix: str = ""
    share: bool = False
    decimals: int = 0

    @property
    def value(self) -> Decimal | None:
        """The number as printed: 97.89 for 97.89%."""
        if self.number is None:
            return None
        return self.number.scaleb(2) if self.share else self.number


def content_of(box: Box) -> Content:
    """What is kept for a box."""
    stated = box.text if box.value is None else box.value
    front = box.text[: len(box.text) - len(stated)] if box.value is not None else ""
    if box.role != "value" or not box.text.endswith(stated):
        return Content(text=box.text, code=AS_TEXT)
    if box.kind not in NUMERIC:
        # What may grow long is better kept as it comes: some programs show signs
        # instead of long text in cells for text.
        code = GENERAL if box.align == "left" else AS_TEXT
        return Content(text=box.text, code=code)
    if not stated:
        return _blank(box, front)
    found = figure(stated)
    if found is None:
        core = _BLANK_CODES.get(box.kind, GENERAL)
        return Content(text=box.text, code=_framed(front, core, ""), core=core)
    code = _framed(front, found.core, found.suffix)
    if len(code) > _LONGEST_FORMAT:
        return Content(text=box.text, code=AS_TEXT)
    return Content(
        text=box.text,
        number=found.number,
        code=code,
        core=found.core,
        suffix=found.suffix,
        share=found.share,
        decimals=found.decimals,
    )


def figure(text: str) -> Content | None:
    """A number that a format can print exactly so; None for any other text."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    minus, whole, after, suffix = found[1], found[2], found[3] or "", found[4]
    number = Decimal(minus + whole.replace(",", "") + (f".{after}" if after else ""))
    digits = len(whole.replace(",", "")) + len(after)
    if digits > _MOST_DIGITS or (minus and not number):
        return None
    share = suffix.startswith("%")
    core = _core(whole, after, share)
    return Content(
        text=text,
        number=number.scaleb(-2) if share else number,
        core=core,
        code=_framed("", core, suffix.removeprefix("%")),
        suffix=suffix.removeprefix("%"),
        share=share,
        decimals=len(after),
    )


def _core(whole: str, after: str, share: bool) -> str:
    """The digits of a format: those that are printed, and room for further ones."""
    front = "#,##0" if "," in whole else "0"
    if not after and not share and front == "0" and len(whole) <= _MOST_GENERAL:
        return GENERAL
    kept = len(after.rstrip("0")) if after.endswith("0") else 0
    zeros = len(after) if after.endswith("0") else max(kept, 1)
    further = max(_DECIMALS - (2 if share else 0) - zeros, len(after) - zeros)
    digits = f".{'0' * zeros}{'#' * further}" if after else ""
    return front + digits + ("%" if share else "")


def _blank(box: Box, front: str) -> Content:
    core = _BLANK_CODES.get(box.kind, GENERAL)
    code = _framed(front, core, "")
    if len(code) > _LONGEST_FORMAT:
        code = core = GENERAL
    share = core.endswith("%")
    return Content(text=front, code=code, core=core, share=share, decimals=2)


def _framed(front: str, core: str, behind: str) -> str:
    """A format with words around the digits; the sign stands behind those in front."""
    if not front:
        return core + _quoted(behind)
    words = _quoted(front)
    return f"{words}{core}{_quoted(behind)};{words}-{core}{_quoted(behind)}"


def _quoted(words: str) -> str:
    if not words:
        return ""
    return '"' + words.replace('"', '"\\""') + '"'
