"""Which parts of a page are read as one line: cut at cells, with no ink left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from jiping.readers.pdf.ruled import Grid
from jiping.readers.scan.pixels import POINT

Pixels = NDArray[Any]
Area = tuple[int, int, int, int]

_INSET = 3
_SPECK = 12
_STAIN = 24
_BESIDE = 16
_APART = 26
_PADDING = 8
_LEAST = 6
_TALL = 2.2
_CHARACTER = 56


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the page in pixels; ``cell`` counts the cells of all grids, -1 where
    it stands in none; ``left_over`` tells that only its ink was found, no text."""

    area: Area
    cell: int = -1
    left_over: bool = False


def cells(grids: Iterable[Grid]) -> list[Area]:
    """The cells of all grids in pixels, within their rules."""
    found = []
    for grid in grids:
        for span in grid.spans:
            x0, y0, x1, y1 = (round(side / POINT) for side in grid.box_of(span))
            found.append((x0 + _INSET, y0 + _INSET, x1 - _INSET, y1 - _INSET))
    return found


def cut(found: Iterable[Area], fences: Sequence[Area]) -> Iterator[Region]:
    """Lines of text parted where they run over from one cell into the next."""
    for area in found:
        x0, y0, x1, y1 = area
        middle = (y0 + y1) / 2
        beside = [
            at
            for at, (left, top, right, bottom) in enumerate(fences)
            if top <= middle <= bottom and min(x1, right) - max(x0, left) > _LEAST
        ]
        if not beside:
            yield Region(area)
        for at in _innermost(beside, fences):
            left, top, right, bottom = fences[at]
            part = (max(x0, left), max(y0, top), min(x1, right), min(y1, bottom))
            yield Region(part, at)


def _innermost(found: Sequence[int], fences: Sequence[Area]) -> list[int]:
    """Without the cells that hold another one of those found."""
    return [
        at
        for at in found
        if not any(
            other != at
            and fences[at][0] <= fences[other][0]
            and fences[at][1] <= fences[other][1]
            and fences[other][2] <= fences[at][2]
            and fences[other][3] <= fences[at][3]
            and fences[at] != fences[other]
            for other in found
        )
    ]


def completed(
    regions: Sequence[Region], dark: Pixels, fences: Sequence[Area]
) -> list[Region]:
    """The regions, widened or added to where ink of a cell would be left out."""
    grown = [list(region.area) for region in regions]
    of_cell: dict[int, list[int]] = {}
    for at, region in enumerate(regions):
        of_cell.setdefault(region.cell, []).append(at)
    added: list[Region] = []
    for cell, marks in _marks(regions, dark, fences).items():
        strays: list[Area] = []
        for mark in marks:
            beside = [k for k in of_cell.get(cell, ()) if _is_beside(grown[k], mark)]
            if beside:
                grown[beside[0]] = _around(grown[beside[0]], mark)
            else:
                strays.append(mark)
        added += (
            Region(_padded(group, fences[cell]), cell, left_over=True)
            for group in _groups(strays)
        )
    widened = [
        Region((area[0], area[1], area[2], area[3]), region.cell)
        for area, region in zip(grown, regions, strict=True)
    ]
    return [part for region in widened for part in _upright(region, dark)] + added


def _marks(
    regions: Sequence[Region], dark: Pixels, fences: Sequence[Area]
) -> dict[int, list[Area]]:
    """By cell, the connected pieces of ink that stand in no region."""
    covered = np.zeros(dark.shape, np.uint8)
    for region in regions:
        x0, y0, x1, y1 = region.area
        covered[y0:y1, x0:x1] = 1
    owner = np.full(dark.shape, -1, np.int32)
    for at, (x0, y0, x1, y1) in sorted(
        enumerate(fences), key=lambda fence: -_size(fence[1])
    ):
        owner[y0:y1, x0:x1] = at
    _, _, stats, centres = cv2.connectedComponentsWithStats(dark, connectivity=8)
    found: dict[int, list[Area]] = {}
    for (x, y, w, h, size), (cx, cy) in zip(
        stats[1:].tolist(), centres[1:].tolist(), strict=True
    ):
        cell = int(owner[int(cy), int(cx)])
        if cell < 0 or size < _SPECK or covered[int(cy), int(cx)]:
            continue
        mark = (x, y, x + w, y + h)
        if not _is_edge(mark, fences[cell]):
            found.setdefault(cell, []).append(mark)
    return found


def _size(area: Area) -> int:
    return (area[2] - area[0]) * (area[3] - area[1])


def _is_edge(mark: Area, fence: Area) -> bool:
    """True for what is left of a rule: thin, and along the side of its cell."""
    thin = min(mark[2] - mark[0], mark[3] - mark[1]) <= _LEAST
    beside = min(
        mark[0] - fence[0], mark[1] - fence[1], fence[2] - mark[2], fence[3] - mark[3]
    )
    return thin and beside <= _INSET


def _is_beside(area: Sequence[int], mark: Area) -> bool:
    """Whether a mark stands on the line of a region, right before or after it."""
    middle = (mark[1] + mark[3]) / 2
    gap = max(area[0] - mark[2], mark[0] - area[2])
    return area[1] <= middle <= area[3] and gap <= _BESIDE


def _around(area: Sequence[int], mark: Area) -> list[int]:
    return [
        min(area[0], mark[0] - 2),
        min(area[1], mark[1]),
        max(area[2], mark[2] + 2),
        max(area[3], mark[3]),
    ]


def _groups(marks: Sequence[Area]) -> Iterator[Area]:
    """Marks side by side as one; single specks left out."""
    groups: list[list[int]] = []
    for mark in sorted(marks):
        for group in groups:
            level = min(group[3], mark[3]) - max(group[1], mark[1]) > -_APART // 2
            if level and mark[0] - group[2] <= _APART:
                group[:] = _around(group, mark)
                break
        else:
            groups.append(list(mark))
    for x0, y0, x1, y1 in groups:
        if max(x1 - x0, y1 - y0) >= _LEAST and (x1 - x0) * (y1 - y0) >= _STAIN:
            yield x0, y0, x1, y1


def _padded(area: Area, fence: Area) -> Area:
    x0, y0, x1, y1 = area
    high = max(_PADDING, (34 - (y1 - y0)) // 2)
    return (
        max(x0 - _PADDING, fence[0]),
        max(y0 - high, fence[1]),
        min(x1 + _PADDING, fence[2]),
        min(y1 + high, fence[3]),
    )


def _upright(region: Region, dark: Pixels) -> Iterator[Region]:
    """Characters that stand one below the other, each by itself."""
    x0, y0, x1, y1 = region.area
    if y1 - y0 < max(_TALL * (x1 - x0), _CHARACTER):
        yield region
        return
    rows = dark[y0:y1, x0:x1].any(axis=1)
    starts = np.flatnonzero(np.diff(np.concatenate(([0], rows.view(np.int8), [0]))))
    runs: list[list[int]] = []
    for start, end in starts.reshape(-1, 2).tolist():
        if runs and (start - runs[-1][1] <= 3 or end - runs[-1][0] <= x1 - x0 - 8):
            runs[-1][1] = end
        else:
            runs.append([start, end])
    for start, end in runs:
        if end - start >= _LEAST:
            top, bottom = max(y0 + start - 4, y0), min(y0 + end + 4, y1)
            yield Region((x0, top, x1, bottom), region.cell)
