"""Pages drawn for the tests of scans: figures in a ruled table, as a scanner sees them.

The letters are those that come with the picture library, so no font need be installed.
"""

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from tools.samples.scans import scanned, sealed

WIDE, HIGH = 1654, 2339
XS = (200, 560, 920, 1280)
TOP, ROW = 400, 90


def table(rows: Sequence[Sequence[str]], title: str = "") -> Any:
    """A white A4 page (BGR, 200 dpi) with the figures in ruled cells."""
    page = Image.new("RGB", (WIDE, HIGH), "white")
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=36)
    draw.text((XS[0], 200), title, "black", font)
    xs, bottom = XS[: len(rows[0]) + 1], TOP + ROW * len(rows)
    for x in xs:
        draw.line((x, TOP, x, bottom), "black", 3)
    for at, row in enumerate([*rows, ()]):
        y = TOP + ROW * at
        draw.line((xs[0], y, xs[-1], y), "black", 3)
        for x, word in zip(xs, row, strict=False):
            draw.text((x + 40, y + 22), word, "black", font)
    return np.array(page)[:, :, ::-1].copy()


def aged(page: Any, seed: int = 1) -> Any:
    """The page a little turned, soft and grainy."""
    return scanned(page, np.random.default_rng(seed), seal=False)


def under_seal(page: Any, x: float, y: float) -> Any:
    """The page with a red seal around a point."""
    return sealed(page, (x, y))


def file_of(page: Any, kind: str = "PNG") -> bytes:
    """The page as an image file."""
    stream = io.BytesIO()
    Image.fromarray(page[:, :, ::-1]).save(stream, kind)
    return stream.getvalue()


def pdf_of(*parts: Any) -> bytes:
    """A PDF of pages: pictures, and PDF files (bytes) taken over page by page."""
    whole = pdfium.PdfDocument.new()
    for part in parts:
        data = part if isinstance(part, bytes) else _picture_pdf(part)
        whole.import_pages(pdfium.PdfDocument(data))
    stream = io.BytesIO()
    whole.save(stream)
    return stream.getvalue()


def _picture_pdf(page: Any) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(page[:, :, ::-1]).save(stream, "PDF", resolution=200)
    return stream.getvalue()
