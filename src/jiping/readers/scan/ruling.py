"""Ruling lines of a picture, and the picture without them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from jiping.readers.pdf.ruled import Grid, grids
from jiping.readers.pdf.shapes import Rule
from jiping.readers.scan.pixels import POINT

Pixels = NDArray[Any]
Box = tuple[int, int, int, int]

_ACROSS, _DOWN = 45, 40
_UNBROKEN = 0.93
_SHORT = 24
# A table is wider than a character, and its rows are higher than strokes are apart
# (points).
_NARROW, _FEW = 50.0, 150.0
_LOW = 10.0
_BRIDGED = 7
_THICK = 14
_BESIDE = 8


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rules of a page in points, and their boxes in pixels in the same order."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    level: tuple[Box, ...]
    upright: tuple[Box, ...]

    def parts(self) -> tuple[tuple[Any, ...], ...]:
        """The four of them in order."""
        return self.across, self.down, self.level, self.upright


def ruling(dark: Pixels) -> Ruling:
    """The straight lines of ink that fence in cells.

    They are longer than strokes of characters, or run from one rule to the next: a row
    is often no higher than a character.
    """
    level = _runs(dark, _ACROSS, across=True)
    upright = [
        box
        for box in _runs(dark, _SHORT, across=False)
        if box[3] - box[1] >= _DOWN or _is_hung(box, level)
    ]
    upright = [_cut_off(box, level) for box in upright]
    long, found = _without_letters(_ruling(level, upright))
    level, upright = [], []
    for grid in found:
        xs = [round(x / POINT) for x in grid.xs]
        ys = [round(y / POINT) for y in grid.ys]
        upright += [
            (x - 1, y0, x + 1, y1)
            for x in xs
            for y0, y1 in pairwise(ys)
            if _is_drawn(dark[y0 + 1 : y1, max(x - 2, 0) : x + 3])
        ]
        level += [
            (x0, y - 1, x1, y + 1)
            for y in ys
            for x0, x1 in pairwise(xs)
            if _is_drawn(dark[max(y - 2, 0) : y + 3, x0 + 1 : x1].T)
        ]
    short = _ruling(level, upright)
    return Ruling(*(a + b for a, b in zip(long.parts(), short.parts(), strict=True)))


def _is_hung(box: Box, level: Sequence[Box]) -> bool:
    """Whether an upright run begins and ends on level ones."""
    x = (box[0] + box[2]) // 2
    crossed = [other for other in level if other[0] - 3 <= x <= other[2] + 3]
    return any(other[1] - 2 <= box[1] <= other[3] + 1 for other in crossed) and any(
        other[1] - 1 <= box[3] <= other[3] + 2 for other in crossed
    )


def _cut_off(box: Box, level: Sequence[Box]) -> Box:
    """An upright run without a stroke of a character that stands right at its end."""
    x0, y0, x1, y1 = box
    x = (x0 + x1) // 2
    crossed = [
        (other[1] + other[3]) // 2
        for other in level
        if other[0] - 3 <= x <= other[2] + 3
        and y0 - 3 <= other[1]
        and other[3] <= y1 + 3
    ]
    if not crossed:
        return box
    top, bottom = min(crossed), max(crossed)
    return (
        x0,
        top if top - y0 < _DOWN else y0,
        x1,
        bottom if y1 - bottom < _DOWN else y1,
    )


def _without_letters(lines: Ruling) -> tuple[Ruling, list[Grid]]:
    """The rules without those of large letters, which cross like those of a table.

    What is left of a letter may cross anew, so it is asked again until none does.
    """
    while True:
        found = grids(lines.across, lines.down)
        letters = [grid.box for grid in found if _is_letters(grid)]
        level = [box for box in lines.level if not _is_stroke(box, letters)]
        upright = [box for box in lines.upright if not _is_stroke(box, letters)]
        if len(level) + len(upright) == len(lines.level) + len(lines.upright):
            return lines, [grid for grid in found if grid.box not in letters]
        lines = _ruling(level, upright)


def _is_letters(grid: Grid) -> bool:
    """Whether a grid is made of one large letter, or of a few side by side."""
    wide, high = grid.xs[-1] - grid.xs[0], grid.ys[-1] - grid.ys[0]
    return wide < _NARROW or (wide < _FEW and high < _LOW * (len(grid.ys) - 1))


def _is_stroke(box: Box, frames: Sequence[tuple[float, ...]]) -> bool:
    """Whether a line lies in the frame of letters, or is as short and touches one."""
    x0, y0, x1, y1 = (side * POINT for side in box)
    short = max(x1 - x0, y1 - y0) < _NARROW
    return any(
        (left - 1 <= x0 and x1 <= right + 1 and top - 1 <= y0 and y1 <= bottom + 1)
        or (
            (short and x0 <= right + 1 and left - 1 <= x1)
            and (y0 <= bottom + 1 and top - 1 <= y1)
        )
        for left, top, right, bottom in frames
    )


def _is_drawn(strip: Pixels) -> bool:
    """Whether ink goes on from one end of a narrow upright strip to the other.

    Strokes of characters end before they touch the rules of their row.
    """
    return bool(strip.size) and float(strip.any(axis=1).mean()) >= _UNBROKEN


def _ruling(level: Sequence[Box], upright: Sequence[Box]) -> Ruling:
    return Ruling(
        tuple(
            Rule((y0 + y1) / 2 * POINT, x0 * POINT, x1 * POINT)
            for x0, y0, x1, y1 in level
        ),
        tuple(
            Rule((x0 + x1) / 2 * POINT, y0 * POINT, y1 * POINT)
            for x0, y0, x1, y1 in upright
        ),
        tuple(level),
        tuple(upright),
    )


def _runs(dark: Pixels, least: int, *, across: bool) -> list[Box]:
    """The boxes of thin straight runs of ink in one direction."""
    mask = dark if across else np.ascontiguousarray(dark.T)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (least, 1))
    joint = cv2.getStructuringElement(cv2.MORPH_RECT, (_BRIDGED, 1))
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, joint)
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    thin = [(x, y, x + w, y + h) for x, y, w, h, _ in stats[1:].tolist() if h <= _THICK]
    return thin if across else [(y0, x0, y1, x1) for x0, y0, x1, y1 in thin]


def erased(light: Pixels, lines: Ruling, grids: Sequence[Grid]) -> Pixels:
    """The grey picture with the rules of the grids painted over as paper.

    A dash inside a cell is as straight as a rule, but lies on no boundary of a grid.
    """
    ys = [y / POINT for grid in grids for y in grid.ys]
    xs = [x / POINT for grid in grids for x in grid.xs]
    boxes = [b for b in lines.level if _is_near((b[1] + b[3]) / 2, ys, _BESIDE)]
    boxes += [b for b in lines.upright if _is_near((b[0] + b[2]) / 2, xs, _BESIDE)]
    for grid in grids:
        for span in grid.spans:
            x0, y0, x1, y1 = (round(side / POINT) for side in grid.box_of(span))
            boxes += [(x0, y0, x1, y0), (x0, y1, x1, y1)]
            boxes += [(x0, y0, x0, y1), (x1, y0, x1, y1)]
    clear = light.copy()
    paper = int(np.percentile(light[::8, ::8], 75))
    for x0, y0, x1, y1 in boxes:
        clear[max(y0 - 2, 0) : y1 + 3, max(x0 - 2, 0) : x1 + 3] = paper
    return clear


def _is_near(at: float, boundaries: Sequence[float], within: float) -> bool:
    return any(abs(at - other) <= within for other in boundaries)
