"""Pictures made fit for reading: grey, without the red of seals, and level."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[Any]

DPI = 200
POINT = 72 / DPI

_RED = 28
_INK, _PAPER = 60, 150
_STEEPEST = 6.0
_PROFILED = 800
_LEVEL = 0.04
_DUST = 24
_APART = 13


def grey(picture: Pixels) -> Pixels:
    """One channel; what is red becomes paper, and black below it stays.

    Red ink is nearly as bright as paper in red light, black ink is not.
    """
    plain: Pixels = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    red = picture[:, :, 2].astype(np.int16)
    rest = np.maximum(picture[:, :, 0], picture[:, :, 1]).astype(np.int16)
    inked: Pixels = ((red - rest) > _RED).astype(np.uint8)
    if not inked.any():
        return plain
    inked = cv2.dilate(inked, np.ones((3, 3), np.uint8))
    lifted = np.interp(red, (_INK, _PAPER), (0, 255)).astype(np.uint8)
    return np.where(inked > 0, np.maximum(plain, lifted), plain)


def ink(light: Pixels) -> Pixels:
    """1 where a grey picture is darker than the paper around it."""
    return cv2.adaptiveThreshold(
        light, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 25
    )


def without_dust(light: Pixels) -> tuple[Pixels, Pixels]:
    """A grey picture without specks that stand apart from all other ink, and its ink.

    A decimal point is as small as a speck, but stands close to a figure.
    """
    dark = ink(light)
    around = cv2.dilate(dark, np.ones((_APART, _APART), np.uint8))
    count, groups = cv2.connectedComponents(around, connectivity=8)
    sizes = np.bincount(groups.ravel(), weights=dark.ravel(), minlength=count)
    lonely = (sizes <= _DUST).astype(np.uint8)
    lonely[0] = 0
    dust = lonely[groups]
    clear = light.copy()
    clear[dust > 0] = 255
    dark[dust > 0] = 0
    return clear, dark


def rotated(picture: Pixels, angle: float) -> Pixels:
    """The picture turned about its middle by so many degrees, paper at the corners."""
    if abs(angle) < _LEVEL:
        return picture
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    paper = (255, 255, 255)
    return cv2.warpAffine(
        picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper
    )


def tilt(light: Pixels) -> float:
    """How far lines fall towards the right, in degrees.

    Summed along the right slope, lines of ink stand out most from the space between.
    """
    scale = _PROFILED / max(light.shape)
    small = cv2.resize(light, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ys, xs = np.nonzero(ink(small))
    if len(ys) == 0:
        return 0.0
    best = _sharpest(xs, ys, np.arange(-_STEEPEST, _STEEPEST + 0.1, 0.5))
    best = _sharpest(xs, ys, best + np.arange(-0.5, 0.51, 0.1))
    return _sharpest(xs, ys, best + np.arange(-0.1, 0.11, 0.02))


def _sharpest(xs: Pixels, ys: Pixels, angles: Pixels) -> float:
    def sharpness(angle: float) -> int:
        at = ys - xs * np.tan(np.radians(angle))
        counts = np.bincount((at - at.min()).astype(np.int64))
        return int((counts.astype(np.int64) ** 2).sum())

    return float(max(angles, key=sharpness))
