"""Pieces of a scanned page as pictures, for the person who is asked what stands there."""

from collections.abc import Iterator, Sequence

import cv2
import pypdfium2

from jiping.model.document import Place
from jiping.readers import pace
from jiping.readers.notes import Unreadable
from jiping.readers.scan.page import as_read
from jiping.readers.scan.pictures import Pixels, is_too_large, pictures_of, rendered
from jiping.readers.scan.pixels import POINT

# Paper around what is asked about, in points; a page is rarely quite level.
_BESIDE, _ABOVE = 60.0, 22.0
_WIDEST = 900


def cut(data: bytes, name: str, places: Sequence[Place]) -> dict[Place, bytes]:
    """A picture (PNG) of each place that has a page and a box; of a file that cannot be
    drawn, nothing."""
    wanted = {place.page for place in places if place.box is not None}
    found: dict[Place, bytes] = {}
    try:
        for number, drawn in _pages(data, name, wanted):
            pace.another()
            picture = as_read(drawn)
            for place in places:
                if place.page == number and place.box is not None:
                    found[place] = _piece(picture, place.box)
    except (Unreadable, pypdfium2.PdfiumError):
        return found
    return found


def _pages(
    data: bytes, name: str, wanted: set[int | None]
) -> Iterator[tuple[int, Pixels]]:
    if not data.startswith(b"%PDF-"):
        for number, picture in enumerate(pictures_of(data, name), start=1):
            if number in wanted:
                yield number, picture
        return
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(1, len(document) + 1):
            if number in wanted and not is_too_large(document[number - 1]):
                yield number, rendered(document[number - 1])
    finally:
        document.close()


def _piece(picture: Pixels, box: tuple[float, float, float, float]) -> bytes:
    """The box with some paper around it, a red frame drawn where it is."""
    height, width = picture.shape[:2]
    x0, y0, x1, y1 = (round(side / POINT) for side in box)
    left = max(x0 - round(_BESIDE / POINT), 0)
    right = min(x1 + round(_BESIDE / POINT), width)
    top, bottom = (
        max(y0 - round(_ABOVE / POINT), 0),
        min(y1 + round(_ABOVE / POINT), height),
    )
    if right <= left or bottom <= top:
        return b""
    shown = picture.copy()
    cv2.rectangle(shown, (x0 - 3, y0 - 3), (x1 + 3, y1 + 3), (29, 34, 163), 3)
    part = shown[top:bottom, left:right]
    if part.shape[1] > _WIDEST:
        scale = _WIDEST / part.shape[1]
        size = (_WIDEST, max(round(part.shape[0] * scale), 1))
        part = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
    done, coded = cv2.imencode(".png", part)
    return coded.tobytes() if done else b""
