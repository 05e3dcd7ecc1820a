"""Scanned pages and photographs as documents without meaning.

A picture is made level and rid of seals, its ruling lines become rules and its text
characters, and what comes then is the reading of a printed page. Every character says
how sure its reading is. This room needs the extra ``ocr`` and is loaded on demand.
"""

from typing import Any

from jiping.model.document import SURE, Document
from jiping.readers import pace
from jiping.readers.notes import Unreadable, warning
from jiping.readers.pdf.assembly import blocks
from jiping.readers.pdf.shapes import Sheet
from jiping.readers.scan.page import taken_apart
from jiping.readers.scan.pictures import FORMAT, is_too_large, pictures_of, rendered

__all__ = ["page_of", "read_image"]


def read_image(data: bytes, name: str) -> Document:
    """The document of an image file; raises ``Unreadable`` when nothing is read."""
    sheets = []
    for number, picture in enumerate(pictures_of(data, name), start=1):
        pace.another()
        sheets.append(taken_apart(picture, number))
    if not any(glyph.text for sheet in sheets for glyph in sheet.glyphs):
        raise Unreadable(
            f"“{name}”是图片，没有认出文字，请核对是否提交了正确的文件。", FORMAT
        )
    note = warning(
        name,
        f"“{name}”是图片，文字是识别出来的，"
        f"把握不到 {SURE:.0%} 的数字和文字已列为待核对。",
    )
    return Document(
        name=name, format=FORMAT, blocks=blocks(sheets, name), notes=(note,)
    )


def page_of(document: Any, number: int) -> Sheet:
    """A page of a PDFium document, counted from 1, recognised.

    One whose pictures are too large to be drawn is left, and says it was cut.
    """
    page = document[number - 1]
    try:
        if is_too_large(page):
            return Sheet(number=number, width=0, height=0, pictured=True, cut=True)
        picture = rendered(page)
    finally:
        page.close()
    return taken_apart(picture, number)
