"""Printed samples made into scans: pictures alone, a little turned, grainy, sealed.

Needs the extra ``ocr`` for its picture libraries. The pictures are drawn anew each time
and never kept in the project.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image

DPI = 200
PAPER = (247, 249, 248)
RED = (60, 40, 205)


def scan(source: Path, target: Path, seed: int = 1) -> None:
    """Write the PDF ``source`` as a PDF of pictures, a seal on each second page."""
    draw = np.random.default_rng(seed)
    document = pdfium.PdfDocument(source)
    pages = []
    for index in range(len(document)):
        picture = document[index].render(scale=DPI / 72).to_numpy()[:, :, :3]
        pages.append(scanned(np.ascontiguousarray(picture), draw, seal=index % 2 == 0))
    save(pages, target)


def scanned(picture: Any, draw: np.random.Generator, *, seal: bool) -> Any:
    """A printed page (BGR) as a scanner of an office sees it."""
    height, width = picture.shape[:2]
    page = np.minimum(picture, np.array(PAPER, np.uint8))
    if seal:
        page = sealed(
            page, (width * draw.uniform(0.3, 0.8), height * draw.uniform(0.2, 0.8))
        )
    angle = draw.uniform(0.5, 1.0) * draw.choice((-1, 1))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    page = cv2.warpAffine(
        page, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=PAPER
    )
    page = cv2.GaussianBlur(page, (0, 0), draw.uniform(0.5, 0.8))
    grain = draw.normal(0, 6, page.shape[:2])[:, :, None]
    shade = np.linspace(0, draw.uniform(-12, 0), width)[None, :, None]
    page = np.clip(page.astype(np.float32) + grain + shade, 0, 255).astype(np.uint8)
    specks = draw.random(page.shape[:2]) < 0.00004
    page[cv2.dilate(specks.astype(np.uint8), np.ones((2, 2), np.uint8)) > 0] = 90
    return page


def sealed(page: Any, middle: tuple[float, float]) -> Any:
    """A round red seal with a star over a page, as ink that lets black show through."""
    x, y = round(middle[0]), round(middle[1])
    seal = np.full_like(page, 255)
    cv2.circle(seal, (x, y), 160, RED, 9, cv2.LINE_AA)
    points = [
        (x + r * np.sin(k * np.pi / 5), y - r * np.cos(k * np.pi / 5))
        for k in range(10)
        for r in ((60.0 if k % 2 == 0 else 24.0),)
    ]
    cv2.fillPoly(seal, [np.array(points, np.int32)], RED, cv2.LINE_AA)
    cv2.putText(
        seal,
        "SAMPLE",
        (x - 75, y + 120),
        cv2.FONT_HERSHEY_SIMPLEX,
        1.3,
        RED,
        4,
        cv2.LINE_AA,
    )
    return (page.astype(np.uint16) * seal // 255).astype(np.uint8)


def save(pages: Sequence[Any], target: Path) -> None:
    """Pictures (BGR) as the pages of a PDF, or the first one as an image file."""
    images = [Image.fromarray(page[:, :, ::-1]) for page in pages]
    more: dict[str, Any] = (
        {"save_all": True, "append_images": images[1:]}
        if target.suffix == ".pdf"
        else {}
    )
    images[0].save(target, quality=75, resolution=DPI, **more)
