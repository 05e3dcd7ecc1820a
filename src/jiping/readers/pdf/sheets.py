"""PDF bytes to pages taken apart: characters with their boxes, and rules.

PDFium does the parsing. Its characters come in the order of drawing, which producers do
not keep to the order of reading, so nothing here relies on it.
"""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from jiping.readers import limits
from jiping.readers.notes import Unreadable
from jiping.readers.pdf.paths import Drawing, drawing
from jiping.readers.pdf.shapes import Box, Glyph, Sheet

FORMAT = "pdf"
_LOCKED = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
_SAMPLED = 32
_HYPHEN = 2
_REPLACEMENT = 0xFFFD
_PRIVATE = range(0xE000, 0xF900)
_RADICALS = range(0x2E80, 0x2FE0)
_SURROGATES = range(0xD800, 0xE000)
_WIDEST = 1e5

Turn = Callable[[float, float, float, float], Box]


def opened(data: bytes, name: str) -> Any:
    """The PDFium document; raises ``Unreadable`` with the sentence for why not."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as reason:
        # PDFium may report what was wrong with the file before.
        locked = reason.err_code in _LOCKED and b"/Encrypt" in data
        raise Unreadable(_refusal(name, locked), FORMAT) from reason


def _refusal(name: str, locked: bool) -> str:
    if locked:
        return f"“{name}”是加了密码的 PDF，打不开，请去掉密码后重新提交。"
    return f"“{name}”不是完整的 PDF，文件已损坏或没有传完，请让单位重新发送。"


def sheets(document: Any) -> Iterator[Sheet]:
    """The pages in order, within the bounds; a page that cannot be parsed is empty."""
    left = limits.PDF_GLYPHS
    for index in range(min(len(document), limits.PDF_PAGES)):
        try:
            sheet = _sheet(document, index, left)
        except pdfium.PdfiumError:
            sheet = Sheet(number=index + 1, width=0, height=0, cut=True)
        left -= len(sheet.glyphs)
        yield sheet


def _sheet(document: Any, index: int, most: int) -> Sheet:
    page = document[index]
    try:
        text = page.get_textpage()
        try:
            turns, hidden = _looks(text.raw)
            turn, width, height = _upright(page.get_bbox(), turns)
            count = raw.FPDFText_CountChars(text.raw)
            bound = max(0, min(limits.PDF_PAGE_GLYPHS, most))
            glyphs, unmapped = _glyphs(text.raw, min(count, bound), turn)
        finally:
            text.close()
        drawn: Drawing = drawing(page.raw, turn)
    finally:
        page.close()
    return Sheet(
        number=index + 1,
        width=width,
        height=height,
        glyphs=tuple(glyphs),
        across=tuple(drawn.across),
        down=tuple(drawn.down),
        pictured=drawn.pictured,
        hidden=hidden,
        unmapped=unmapped,
        cut=drawn.cut or count > bound,
    )


def _looks(text: Any) -> tuple[int, bool]:
    """How often the page must be turned clockwise by a quarter for its text to stand,
    and whether the text is printed invisibly, as recognised text below a scan is.

    The text itself says so: pages are turned by a mark on the page or by turned text.
    """
    count = raw.FPDFText_CountChars(text)
    angles: Counter[int] = Counter()
    hidden: Counter[bool] = Counter()
    for at in range(0, count, max(1, count // _SAMPLED)):
        angle = raw.FPDFText_GetCharAngle(text, at)
        if raw.FPDFText_GetUnicode(text, at) <= 0x20 or angle < 0:
            continue
        angles[round(angle / (math.pi / 2)) % 4] += 1
        mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, at))
        hidden[mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE] += 1
    turns = -angles.most_common(1)[0][0] % 4 if angles else 0
    return turns, hidden[True] > hidden[False]


def _upright(box: Box, turns: int) -> tuple[Turn, float, float]:
    """From the page's own coordinates to points from the upright upper left corner."""
    left, bottom, right, top = (max(-_WIDEST, min(_WIDEST, side)) for side in box)
    wide, high = right - left, top - bottom
    if turns == 1:
        return (
            lambda x0, y0, x1, y1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
            high,
            wide,
        )
    if turns == 2:
        return (
            lambda x0, y0, x1, y1: (right - x1, y0 - bottom, right - x0, y1 - bottom),
            wide,
            high,
        )
    if turns == 3:
        return (
            lambda x0, y0, x1, y1: (top - y1, right - x1, top - y0, right - x0),
            high,
            wide,
        )
    return (
        lambda x0, y0, x1, y1: (x0 - left, top - y1, x1 - left, top - y0),
        wide,
        high,
    )


def _glyphs(text: Any, count: int, turn: Turn) -> tuple[list[Glyph], int]:
    """The characters with an extent, and how many others have no known meaning."""
    glyphs: list[Glyph] = []
    unmapped = 0
    box = raw.FS_RECTF()
    at_box = ctypes.byref(box)
    code_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    for at in range(count):
        code = code_of(text, at)
        if code in (13, 10) or not box_of(text, at, at_box):
            continue
        left, right = box.left, box.right
        if not (left < right and box.bottom < box.top) or right - left > _WIDEST:
            continue
        shown = _shown(code)
        if shown:
            glyphs.append(Glyph(shown, *turn(left, box.bottom, right, box.top)))
        else:
            unmapped += 1
    return glyphs, unmapped


def _shown(code: int) -> str:
    """The character, ``""`` for what is none; radicals as the characters they mean."""
    if code == _HYPHEN:
        return "-"
    if code < 0x20 or code == _REPLACEMENT or code > 0x10FFFF:
        return ""
    if code in _PRIVATE or code in _SURROGATES:
        return ""
    if code in _RADICALS:
        return unicodedata.normalize("NFKC", chr(code))
    return " " if code == 0xA0 else chr(code)
