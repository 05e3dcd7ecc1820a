"""Pages of a PDF that are pictures, read by the extra for scans."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from jiping.readers import limits, pace
from jiping.readers.notes import MISSING_OCR
from jiping.readers.pdf.shapes import Sheet

NO_TEXT = "没有认出文字，请核对是否提交了正确的文件。"
TOO_MANY = (
    f"一份 PDF 至多识别 {limits.SCAN_PAGES} 页扫描图像，请拆分后再提交，"
    "或交 Word 或可复制文字的 PDF。"
)

TOO_LARGE = (
    f"图像超过 {limits.IMAGE_PIXELS // 1_000_000} 百万点的上限，请按 200 dpi 重新扫描。"
)


def recognised(document: Any, pages: Sequence[Sheet]) -> tuple[list[Sheet], str]:
    """The pages, those that are pictures recognised; and why others are left.

    Text that a program set invisibly below a picture does not say how sure it is, so
    such a page is recognised too, and kept as it is where nothing comes of that.
    """
    wanted = [page.number for page in pages if _is_picture(page)]
    if not wanted:
        return list(pages), ""
    try:
        scan = import_module("jiping.readers.scan")
    except ImportError:
        return list(pages), MISSING_OCR
    reason = NO_TEXT if len(wanted) <= limits.SCAN_PAGES else TOO_MANY
    chosen = frozenset(wanted[: limits.SCAN_PAGES])
    result = []
    for page in pages:
        if page.number not in chosen:
            result.append(page)
            continue
        pace.another()
        found: Sheet = scan.page_of(document, page.number)
        if found.cut:
            reason = TOO_LARGE
        result.append(page if page.glyphs and not found.glyphs else found)
    return result, reason


def _is_picture(page: Sheet) -> bool:
    if not page.pictured:
        return False
    return page.hidden or all(glyph.text.isspace() for glyph in page.glyphs)
