"""What was read, set as characters with boxes, as a printed page has them."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jiping.readers.pdf.shapes import Glyph
from jiping.readers.scan.engine import Reading
from jiping.readers.scan.pixels import POINT
from jiping.readers.scan.regions import Region

Pixels = NDArray[Any]

_OF_REGION = 0.5
_HAN_HEIGHT, _FIGURE_HEIGHT = 0.92, 0.74
_PITCHES = 3
_STRETCHED = 1.5
_SAME_SIZE = 0.16
_SAME_INK = 0.9
_HALF = 0.6
_CLOSING = "，。、；：！？）》”’】"


@dataclass(frozen=True, slots=True)
class Line:
    """A region with what it says; ``left`` and ``right`` where its ink ends (pixels),
    ``size`` the height of its characters (pixels)."""

    region: Region
    reading: Reading
    left: int
    right: int
    size: float


def measured(region: Region, reading: Reading, dark: Pixels) -> Line:
    """The line with where its ink ends and how large its characters are."""
    x0, y0, x1, y1 = region.area
    inked = np.flatnonzero(dark[y0:y1, x0:x1].any(axis=0))
    left = x0 + int(inked[0]) if len(inked) else x0
    right = x0 + int(inked[-1]) + 1 if len(inked) else x1
    wide = x1 - x0
    pitches = [
        (after - before) * wide
        for (a, before), (b, after) in pairwise(
            zip(reading.text, reading.centres, strict=True)
        )
        if _is_wide(a) and _is_wide(b)
    ]
    if len(pitches) >= _PITCHES:
        # Positions are steps of the recogniser: only many together are exact.
        usual = median(pitches)
        size = mean(pitch for pitch in pitches if pitch < _STRETCHED * usual)
    else:
        size = _by_height(reading.text, dark[y0:y1, x0:x1])
    return Line(region, reading, left, right, size)


def _by_height(text: str, dark: Pixels) -> float:
    """The size of characters by the height of their ink; flat signs say too little."""
    top, bottom = _own_rows(dark)
    high = bottom - top
    share = _HAN_HEIGHT if any(map(_is_wide, text)) else _FIGURE_HEIGHT
    return max(high / share, len(dark) * _OF_REGION)


def _own_rows(dark: Pixels) -> tuple[int, int]:
    """The rows (from, to) of a line's ink, without what reaches in from the lines above
    and below: that begins at the edge of the region and ends before the line."""
    inked = dark.any(axis=1).astype(np.int8)
    ends = np.flatnonzero(np.diff(np.concatenate(([0], inked, [0])))).reshape(-1, 2)
    runs = [(int(start), int(end)) for start, end in ends]
    within = [run for run in runs if run[0] > 0 and run[1] < len(dark)]
    kept = within if _most(within) > _most(runs) * _SAME_INK else runs
    return (kept[0][0], kept[-1][1]) if kept else (0, 0)


def _most(runs: Sequence[tuple[int, int]]) -> int:
    return max((end - start for start, end in runs), default=0)


def settled(lines: Sequence[Line]) -> list[Line]:
    """The lines with sizes that are nearly the page's usual ones made equal.

    Sizes are measured a little differently on each line, and tell paragraphs apart.
    """
    usual: Counter[int] = Counter()
    for line in lines:
        usual[round(line.size)] += len(line.reading.text)
    kept: list[int] = []
    for size, _ in usual.most_common():
        if not any(abs(size - other) <= _SAME_SIZE * other for other in kept):
            kept.append(size)
    return [
        Line(
            line.region,
            line.reading,
            line.left,
            line.right,
            min(kept, key=lambda size, line=line: abs(size - line.size)),  # type: ignore[misc]
        )
        for line in lines
    ]


def glyphs(line: Line, text: str, confidences: Sequence[float]) -> list[Glyph]:
    """The characters of a line in points; ``text`` is what it is taken to say."""
    x0, y0, x1, y1 = line.region.area
    count = len(text)
    if not count:
        return []
    if count == len(line.reading.centres):
        centres = [x0 + share * (x1 - x0) for share in line.reading.centres]
    else:
        step = (line.right - line.left) / count
        centres = [line.left + (at + 0.5) * step for at in range(count)]
    middles = [(a + b) / 2 for a, b in pairwise(centres)]
    starts = [min(line.left, centres[0]), *middles]
    ends = [*middles, max(line.right, centres[-1])]
    half = _HALF * line.size
    top = (y0 + y1 - line.size) / 2
    found = []
    for at, (sign, share) in enumerate(zip(text, confidences, strict=True)):
        left = max(starts[at], centres[at] - half)
        right = min(ends[at], centres[at] + half)
        if at == count - 1 and sign in _CLOSING:
            right = max(right, left + line.size)
        found.append(
            Glyph(
                sign,
                left * POINT,
                top * POINT,
                right * POINT,
                (top + line.size) * POINT,
                share,
            )
        )
    return found


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"
