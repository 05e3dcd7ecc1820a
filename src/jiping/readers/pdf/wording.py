"""Lines to the text of a cell: what only wraps is joined, what begins anew is kept."""

import re
from collections.abc import Sequence
from itertools import pairwise

from jiping.readers.pdf.shapes import Line

_NUMERAL = "[一二三四五六七八九十]{1,3}"
ITEM = re.compile(
    rf"(\d{{1,2}}\s*([.．](?!\d)|[、)）])|[(（]\s*(\d{{1,2}}|{_NUMERAL})\s*[)）](?!\d)"
    rf"|{_NUMERAL}\s*[、.．]|第{_NUMERAL}[条章节、，]|[①-⑳➀-➉●■◆★])"
)
_CHAPTER = re.compile(rf"{_NUMERAL}\s*、")
UNIT = re.compile(
    r"([A-Za-z0-9.,%％/-]+|.)([，。、；：？！）》”’,.;:)]+[A-Za-z0-9.,%％]*)?",
    re.DOTALL,
)
ENDS = ("。", "；", ";", "！", "!", "？", "?", "：", ":")
_ROOM = 0.5
_SIGNS = "一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩"
_COUNTED = re.compile(rf"[(（第]?\s*([0-9]{{1,2}}|[{_SIGNS}])")


def is_item(text: str) -> bool:
    """True for what begins as an item of an enumeration does: 1. （一） 一、 ①."""
    return ITEM.match(text) is not None


def is_chapter(text: str) -> bool:
    """True for what begins as a chapter of a report does: 一、"""
    return _CHAPTER.match(text) is not None


def first_unit(line: Line) -> float:
    """The width of what cannot be parted at a line's start.

    That is a character or a number, with the marks that may not begin a line and
    the figure that some programs keep with them.
    """
    match = UNIT.match(line.text)
    long = len(match[0]) if match else 1
    return line.glyphs[min(long, len(line.glyphs)) - 1].x1 - line.box[0]


def joined(before: str, after: str) -> str:
    """Two parts of a text that wraps; only Latin words need the space between."""
    before, after = before.rstrip(), after.lstrip()
    latin = re.match(r"[A-Za-z]", after) and re.search(r"[A-Za-z,.;:]$", before)
    return f"{before} {after}" if latin else before + after


def cell_text(lines: Sequence[Line]) -> str:
    """The text of a cell; a line that left room for what follows was ended on purpose.

    After a full line that ends no sentence only the next number begins an item: what
    wraps may well begin with 一、 or 2、.
    """
    if not lines:
        return ""
    widest = max(line.width for line in lines)
    text = lines[0].text
    count = _number(text)
    for before, line in pairwise(lines):
        room = widest - before.width - first_unit(line)
        number = _number(line.text)
        item = is_item(line.text) and (
            before.text.endswith(ENDS) or number == (count or 0) + 1 > 1
        )
        if item:
            count = number
        if item or room > _ROOM * line.em:
            text = f"{text.rstrip()}\n{line.text}"
        else:
            text = joined(text, line.text)
    return text.strip()


def _number(text: str) -> int | None:
    """The number an item begins with, as far as one sign or Arabic figures say it."""
    match = _COUNTED.match(text)
    if match is None or not is_item(text):
        return None
    sign = match[1]
    return int(sign) if sign.isdecimal() else _SIGNS.index(sign) % 10 + 1
