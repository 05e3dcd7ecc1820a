"""What a reading cannot be believed for: its shape, not its meaning.

Nothing here makes up a value. A sign is put right only where its ink leaves no choice;
all else lowers the confidence, and a person is asked.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from jiping.readers.scan.setting import Line

Pixels = NDArray[Any]

# What is read against its shape is given no more than this.
DOUBTFUL = 0.5

_HAN = r"[\u4e00-\u9fff]"
_WIDE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_NARROW_MARK = re.compile(rf"(?<={_HAN})[,:;?!]|[,;?!](?={_HAN})")
_STROKES = frozenset("一—―–-－_ー~～丨|l/\\")
_FLAT = frozenset("一—―–-－_ー")
_DASH = 1.5
_FLATNESS = 4
_FIGURE = re.compile(r"[-+≥≤>＜<＞≧≦]?\d[\d.,，]*[%％]?")
_WHOLE = re.compile(r"(0|[1-9]\d*)(\.\d+)?|[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_MIXED = re.compile(
    r"[\d.][OoQDIlSsZz|]|[OoQDIlSsZz|][\d.]|(?<!\d)\.\d|(?<=..)\d[%％]?\.(?!\d)"
    rf"|{_HAN}\.(?!\d)|\d[;；'’`](?=\d)"
)
_DUST = 5
_DOTS = frozenset(".·…。．")
_SEVERAL = 4
_LEAST_HEIGHT = 12
_TWO, _OWN, _LEFT_OUT = 1.7, 0.6, 0.15
_MOST_PIECES = {"%": 3, "％": 3, "≥": 2, "≤": 2, "≧": 3, "≦": 3}
_POINTS = ".,，"
_LOW, _SMALL = 0.6, 0.45
_SINGLE = frozenset("1/lI|丨")
_SLANTED, _STEEP, _THIN = 0.22, 0.12, 4.0
# Read from a mark that came out as expected by its shape, not by the recogniser.
_PROVEN = 0.95
# Marks whose width alone is unsure, and that no value hangs on.
_MARKS = frozenset(":：,，;；()（）、。.．“”\"'‘’《》?？!！·")


def repaired(line: Line, dark: Pixels) -> tuple[str, tuple[float, ...]]:
    """The text with what the ink proves, and how sure each of its characters is.

    Proven are dashes, a slanting stroke, and that marks in Chinese are full-width.
    """
    text, shares = line.reading.text, line.reading.confidences
    if text and set(text) <= _FLAT and _is_flat(line, dark):
        dashes = "——" if line.right - line.left >= _DASH * line.size else "—"
        return dashes, (_PROVEN,) * len(dashes)
    if (len(text) > 1 and set(text) <= _DOTS) or text == "…":
        dots = "……" if _pieces(line, dark)[0] >= _SEVERAL else text
        return dots, (min(shares),) * len(dots)
    if text in _SINGLE:
        slant = _slant(line, dark)
        if slant > _SLANTED:
            return "/", (_PROVEN,)
        if slant > _STEEP or text != "1":
            return text, (min(*shares, DOUBTFUL),)
        return text, shares
    text = _NARROW_MARK.sub(lambda found: _WIDE[found[0]], text)
    return text, tuple(
        1.0 if sign in _MARKS and not _is_in_figure(text, at) else share
        for at, (sign, share) in enumerate(zip(text, shares, strict=True))
    )


def _is_in_figure(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _slant(line: Line, dark: Pixels) -> float:
    """How far a single thin stroke leans to the right for each step up; 0 if broad."""
    x0, y0, x1, y1 = line.region.area
    ys, xs = np.nonzero(dark[y0:y1, x0:x1])
    if len(ys) < _DUST or ys.max() - ys.min() < _LEAST_HEIGHT:
        return 0.0
    slope, start = np.polyfit(ys, xs, 1)
    spread = float(np.std(xs - (slope * ys + start)))
    return float(-slope) if spread < _THIN else 0.0


def _is_flat(line: Line, dark: Pixels) -> bool:
    x0, y0, x1, y1 = line.region.area
    rows = np.flatnonzero(dark[y0:y1, x0:x1].any(axis=1))
    if not len(rows):
        return False
    high = int(rows[-1] - rows[0]) + 1
    return line.right - line.left >= _FLATNESS * high


def ceiling(line: Line, text: str, dark: Pixels) -> float:
    """The most that the shape of a line lets its text be believed, 0 to 1."""
    if not text:
        return 0.0
    if set(text) <= _STROKES and text not in ("——", "—", "/"):
        return DOUBTFUL
    if _MIXED.search(text) or _is_leaving_out(line, dark):
        return DOUBTFUL
    if is_figure(text):
        bare = text.strip("-+≥≤>＜<＞≧≦%％").replace("，", ",")
        if not _WHOLE.fullmatch(bare):
            return DOUBTFUL
        pieces, points = _pieces(line, dark)
        if pieces > sum(_MOST_PIECES.get(sign, 1) for sign in text):
            return DOUBTFUL
        # The lower ring of a percent sign may look like a point.
        told, rings = (
            sum(sign in _POINTS for sign in text),
            len(re.findall("[%％]", text)),
        )
        if not told <= points <= told + rings:
            return DOUBTFUL
    return 1.0


def _is_leaving_out(line: Line, dark: Pixels) -> bool:
    """Whether ink stands between two characters with room for another one."""
    x0, y0, x1, y1 = line.region.area
    inked: Pixels = np.asarray(dark[y0:y1, x0:x1].any(axis=0))
    centres = [share * (x1 - x0) for share in line.reading.centres]
    for before, after in pairwise(centres):
        if after - before > _TWO * line.size:
            start, end = before + _OWN * line.size, after - _OWN * line.size
            if inked[int(start) : int(end)].sum() > _LEFT_OUT * line.size:
                return True
    return False


def _pieces(line: Line, dark: Pixels) -> tuple[int, int]:
    """How many separate pieces of ink a line has, and how many of them are points.

    Digits may touch, so there may be fewer pieces than digits.
    """
    x0, y0, x1, y1 = line.region.area
    part = np.ascontiguousarray(dark[y0:y1, x0:x1])
    _, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    marks = [mark for mark in stats[1:].tolist() if mark[4] >= _DUST]
    if not marks:
        return 0, 0
    high = max(mark[3] for mark in marks)
    top = min(mark[1] for mark in marks if mark[3] == high)
    points = [
        mark
        for mark in marks
        if mark[3] < _SMALL * high
        and mark[2] < _SMALL * high
        and mark[1] > top + _LOW * high
    ]
    return len(marks), len(points)


def is_figure(text: str) -> bool:
    """Whether a line is a number and nothing else."""
    return _FIGURE.fullmatch(text) is not None


def odd_ones(figures: Sequence[str]) -> list[int]:
    """Which figures of a column have no decimals where nearly all others have two."""
    told = [at for at, text in enumerate(figures) if is_figure(text)]
    long = [at for at in told if sum(map(str.isdigit, figures[at])) >= 3]
    with_cents = [at for at in long if re.search(r"\.\d\d$", figures[at])]
    if len(with_cents) < 4 or len(with_cents) * 4 < len(long) * 3:
        return []
    return [at for at in long if "." not in figures[at]]
