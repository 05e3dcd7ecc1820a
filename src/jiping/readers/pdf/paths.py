"""Drawn paths to rules: strokes, thin filled rectangles, and edges of stroked boxes."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

from jiping.readers import limits
from jiping.readers.pdf.shapes import Box, Rule

_THIN = 4.0
_LONG = 5.0
_DEPTH = 4
_LINE = 2
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = tuple[float, float, float, float, float, float]
Turn = Callable[[float, float, float, float], Box]


@dataclass(slots=True)
class Drawing:
    """The rules of a page, and what was met beside them."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictured: bool = False
    cut: bool = False
    objects: int = 0

    def rule(self, box: Box) -> None:
        """Keeps a box that is thin in one direction and long in the other."""
        x0, top, x1, bottom = box
        if len(self.across) + len(self.down) >= limits.PDF_PAGE_RULES:
            self.cut = True
        elif bottom - top <= _THIN < _LONG <= x1 - x0:
            self.across.append(Rule((top + bottom) / 2, x0, x1))
        elif x1 - x0 <= _THIN < _LONG <= bottom - top:
            self.down.append(Rule((x0 + x1) / 2, top, bottom))


def drawing(page: Any, turn: Turn) -> Drawing:
    """What a page draws beside its text; ``turn`` makes its coordinates upright."""
    drawn = Drawing()
    count = raw.FPDFPage_CountObjects(page)
    objects = (raw.FPDFPage_GetObject(page, at) for at in range(count))
    _collect(objects, drawn, turn, _IDENTITY, 0)
    return drawn


def _collect(
    objects: Iterator[Any], drawn: Drawing, turn: Turn, matrix: Matrix, depth: int
) -> None:
    for found in objects:
        drawn.objects += 1
        if drawn.objects > limits.PDF_PAGE_OBJECTS:
            drawn.cut = True
            return
        kind = raw.FPDFPageObj_GetType(found)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            for box in _boxes(found, matrix):
                drawn.rule(turn(*box))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            drawn.pictured = True
            drawn.rule(turn(*_placed(_bounds(found), matrix)))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            inner = (
                raw.FPDFFormObj_GetObject(found, at)
                for at in range(raw.FPDFFormObj_CountObjects(found))
            )
            _collect(inner, drawn, turn, _times(_matrix(found), matrix), depth + 1)


def _boxes(path: Any, matrix: Matrix) -> Iterator[Box]:
    """The boxes of a path that may be rules.

    Most rules are a path of their own, and then its bounds say all.
    """
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if not (fill.value or stroke.value):
        return
    bounds = _placed(_bounds(path), matrix)
    count = raw.FPDFPath_CountSegments(path)
    if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= _THIN:
        yield bounds
    elif count > _LINE:
        for points in _outlines(path, count, _times(_matrix(path), matrix)):
            yield from _edges(points) if stroke.value else (_extent(points),)


def _outlines(path: Any, count: int, matrix: Matrix) -> Iterator[list[Box]]:
    """The parts of a path between two moves, as points (a box without extent each)."""
    points: list[Box] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(count, limits.PDF_PAGE_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(_placed((x.value, y.value, x.value, y.value), matrix))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _extent(points: list[Box]) -> Box:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def _edges(points: list[Box]) -> Iterator[Box]:
    for before, after in pairwise(points):
        yield _extent([before, after])


def _bounds(found: Any) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(found, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _matrix(found: Any) -> Matrix:
    held = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(found, held):
        return _IDENTITY
    return held.a, held.b, held.c, held.d, held.e, held.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that first applies the inner one, then the outer one."""
    if outer == _IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _placed(box: Box, matrix: Matrix) -> Box:
    """The bounds of a box after a matrix."""
    if matrix == _IDENTITY:
        return box
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = box
    corners = [
        (a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)
    ]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
