"""Files and pages to pictures at one resolution, within the bounds."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import cv2
import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from jiping.readers import limits
from jiping.readers.notes import Unreadable
from jiping.readers.scan.pixels import DPI, POINT

Pixels = NDArray[Any]

FORMAT = "image"
# Those that are known by their first bytes; a library of many more reads no others.
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF")
# An A4 page is taken for what a picture shows: few say how large they are, and wrongly.
_SHORT_SIDE = 1654
_LONG_SIDE = 3600
_SMALLEST = 200
_SLIMMEST = 3
_NARROWEST = 24


def pictures_of(data: bytes, name: str) -> Iterator[Pixels]:
    """The pictures of an image file (BGR), one for each of its pages.

    Their sizes are looked at before they are decoded. Raises ``Unreadable``.
    """
    try:
        with _opened(data) as file:
            for at in range(min(getattr(file, "n_frames", 1), limits.SCAN_PAGES)):
                yield _sized(_frame(file, at, name))
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as reason:
        raise Unreadable(
            f"“{name}”不是完整的图片，文件已损坏或没有传完，请让单位重新发送。", FORMAT
        ) from reason
    except Image.DecompressionBombError as reason:
        raise Unreadable(too_many_pixels(name), FORMAT) from reason


def _opened(data: bytes) -> Image.Image:
    with _quiet():
        return Image.open(io.BytesIO(data), formats=_FORMATS)


def _frame(file: Image.Image, at: int, name: str) -> Pixels:
    with _quiet():
        file.seek(at)
        _refuse_size(*file.size, name)
        return _upright(file)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the library's remarks, in English, on what is odd and yet read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _upright(file: Image.Image) -> Pixels:
    """The frame as its camera held it, transparency as paper."""
    turned: Image.Image = file
    orientation = file.getexif().get(0x0112, 1)
    if "A" in file.mode or "transparency" in file.info:
        paper = Image.new("RGBA", file.size, "white")
        turned = Image.alpha_composite(paper, file.convert("RGBA"))
    colours = np.asarray(turned.convert("RGB"))[:, :, ::-1]
    quarter = {3: cv2.ROTATE_180, 6: cv2.ROTATE_90_CLOCKWISE}.get(orientation)
    if orientation == 8:
        quarter = cv2.ROTATE_90_COUNTERCLOCKWISE
    plain = np.ascontiguousarray(colours)
    return plain if quarter is None else cv2.rotate(plain, quarter)


def _refuse_size(width: int, height: int, name: str) -> None:
    if width * height > limits.IMAGE_PIXELS:
        raise Unreadable(too_many_pixels(name), FORMAT)
    if min(width, height) < _SMALLEST:
        raise Unreadable(
            f"“{name}”只有 {width}×{height} 点，太小，认不出字，"
            f"请按 {DPI} dpi 重新扫描。",
            FORMAT,
        )


def too_many_pixels(name: str) -> str:
    """The sentence for a picture beyond the bound."""
    return (
        f"“{name}”的图片超过 {limits.IMAGE_PIXELS // 1_000_000} 百万点的上限，"
        f"没有读取，请按 {DPI} dpi 重新扫描。"
    )


def _sized(picture: Pixels) -> Pixels:
    height, width = picture.shape[:2]
    scale = min(_SHORT_SIDE / min(height, width), _LONG_SIDE / max(height, width))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    return _broadened(cv2.resize(picture, size, interpolation=way))


def _broadened(picture: Pixels) -> Pixels:
    """A strip with paper beside it: the recogniser enlarges what is narrow."""
    height, width = picture.shape[:2]
    least = max(height, width) // _SLIMMEST
    below, beside = max(least - height, 0), max(least - width, 0)
    if not (below or beside):
        return picture
    paper = (255, 255, 255)
    return cv2.copyMakeBorder(
        picture, 0, below, 0, beside, cv2.BORDER_CONSTANT, value=paper
    )


def is_too_large(page: Any) -> bool:
    """Whether a PDFium page is a mere strip, or its pictures have more points than may
    be decoded."""
    width, height = page.get_size()
    if min(width, height) * _scale(width, height) < _NARROWEST:
        return True
    images = page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=4)
    sizes = (image.get_px_size() for image in islice(images, limits.PDF_PAGE_OBJECTS))
    return bool(sum(wide * high for wide, high in sizes) > limits.IMAGE_PIXELS)


def _scale(width: float, height: float) -> float:
    return min(1 / POINT, _LONG_SIDE / max(width, height, 1.0))


def rendered(page: Any) -> Pixels:
    """The picture of a PDFium page (BGR)."""
    drawn = page.render(
        scale=_scale(*page.get_size()), rev_byteorder=False, prefer_bgrx=False
    )
    picture = np.array(drawn.to_numpy())
    if picture.ndim == 2 or picture.shape[2] == 1:
        flat = picture.reshape(picture.shape[:2])
        return _broadened(cv2.cvtColor(flat, cv2.COLOR_GRAY2BGR))
    return _broadened(np.ascontiguousarray(picture[:, :, :3]))
