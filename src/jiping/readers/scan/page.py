"""A picture of a page taken apart like a printed one: characters, and rules."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import cv2
from numpy.typing import NDArray

from jiping.readers.pdf.ruled import grids
from jiping.readers.pdf.shapes import Glyph, Sheet
from jiping.readers.scan import doubts, engine
from jiping.readers.scan.pixels import POINT, grey, ink, rotated, tilt, without_dust
from jiping.readers.scan.regions import Area, Region, cells, completed, cut
from jiping.readers.scan.ruling import erased, ruling
from jiping.readers.scan.setting import Line, glyphs, measured, settled

Pixels = NDArray[Any]
Turn = Callable[[Pixels], Pixels]

_SIDEWAYS = 1.8
_SHOWN = 8
_OVERLAP = 0.5


def taken_apart(picture: Pixels, number: int) -> Sheet:
    """The page of a picture (BGR, 200 dots to the inch) as a sheet, in points.

    The sheet is of the picture made level and upright. Each character says how sure
    its reading is; ink that says nothing is a character ``""`` of confidence 0.
    """
    light, found, _ = _upright(grey(picture))
    lines = ruling(ink(light))
    ruled = grids(lines.across, lines.down)
    clear, dark = without_dust(erased(light, lines, ruled))
    fences = cells(ruled)
    regions = completed(list(cut(found, fences)), dark, fences)
    height, width = light.shape
    return Sheet(
        number=number,
        width=width * POINT,
        height=height * POINT,
        glyphs=tuple(_glyphs(_read(regions, clear, dark), dark, fences)),
        across=lines.across,
        down=lines.down,
        pictured=True,
        recognised=True,
    )


def as_read(picture: Pixels) -> Pixels:
    """The picture turned as it is turned to be read: what places on a page speak of."""
    for turn in _upright(grey(picture))[2]:
        picture = turn(picture)
    return picture


def _upright(light: Pixels) -> tuple[Pixels, list[Area], list[Turn]]:
    """The picture as it is to be read, where its text stands, and how it was turned."""
    turns: list[Turn] = []

    def turned(picture: Pixels, quarter: int | None = None) -> Pixels:
        if quarter is not None:
            turns.append(partial(cv2.rotate, rotateCode=quarter))
            picture = turns[-1](picture)
        turns.append(partial(rotated, angle=tilt(picture)))
        return turns[-1](picture)

    light = turned(light)
    found = engine.regions(_colours(light))
    long = [
        a
        for a in found
        if max(_wide(a), _high(a)) > _SIDEWAYS * min(_wide(a), _high(a))
    ]
    if sum(_high(area) > _wide(area) for area in long) * 2 > len(long):
        light = turned(light, cv2.ROTATE_90_CLOCKWISE)
        found = engine.regions(_colours(light))
    longest = sorted(found, key=_wide)[-_SHOWN:]
    if longest and engine.upside_down([_part(light, area) for area in longest]):
        light = turned(light, cv2.ROTATE_180)
        found = engine.regions(_colours(light))
    return light, found, turns


def _wide(area: Area) -> int:
    return area[2] - area[0]


def _high(area: Area) -> int:
    return area[3] - area[1]


def _colours(light: Pixels) -> Pixels:
    return cv2.cvtColor(light, cv2.COLOR_GRAY2BGR)


def _part(light: Pixels, area: Area) -> Pixels:
    x0, y0, x1, y1 = area
    return _colours(light[y0:y1, x0:x1])


def _read(regions: Sequence[Region], clear: Pixels, dark: Pixels) -> list[Line]:
    shown = [r for r in regions if _wide(r.area) > 2 and _high(r.area) > 2]
    said = engine.readings([_part(clear, region.area) for region in shown])
    return settled(
        [measured(r, text, dark) for r, text in zip(shown, said, strict=True)]
    )


def _glyphs(lines: Sequence[Line], dark: Pixels, fences: Sequence[Area]) -> list[Glyph]:
    told = [doubts.repaired(line, dark) for line in lines]
    texts = [text for text, _ in told]
    most = [
        doubts.ceiling(line, text, dark)
        for line, text in zip(lines, texts, strict=True)
    ]
    for at in (*_odd(lines, texts, fences), *_crowded(lines, texts)):
        most[at] = min(most[at], doubts.DOUBTFUL)
    found: list[Glyph] = []
    for line, (text, said), limit in zip(lines, told, most, strict=True):
        found += glyphs(line, text, [min(share, limit) for share in said])
        if not text and line.region.cell >= 0:
            found.append(_unread(line))
    return found


def _unread(line: Line) -> Glyph:
    x0, y0, x1, y1 = (side * POINT for side in line.region.area)
    return Glyph("", x0, y0, x1, y1, 0.0)


def _crowded(lines: Sequence[Line], texts: Sequence[str]) -> list[int]:
    """Figures that share a cell: the rule between two cells was not seen."""
    held: defaultdict[int, list[int]] = defaultdict(list)
    for at, (line, text) in enumerate(zip(lines, texts, strict=True)):
        if line.region.cell >= 0 and doubts.is_figure(text):
            held[line.region.cell].append(at)
    return [at for group in held.values() if len(group) > 1 for at in group]


def _odd(
    lines: Sequence[Line], texts: Sequence[str], fences: Sequence[Area]
) -> list[int]:
    columns: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if line.region.cell >= 0:
            fence = fences[line.region.cell]
            columns[fence[0] // 8, fence[2] // 8].append(at)
    return [
        column[at]
        for column in columns.values()
        for at in doubts.odd_ones([texts[k] for k in column])
    ]
