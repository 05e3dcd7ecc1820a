"""PDF files as documents without meaning.

Characters are sorted by where they stand; tables come from the rules drawn on the page
and, without rules, from alignment. What the page broke is mended: wrapped lines, cut
cells, tables continued below a repeated header. Every block names its page and box.
Pages that are pictures are recognised where the extra for it is there.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from pypdfium2 import raw

from jiping.model.document import SURE, Document, Note
from jiping.readers.notes import Unreadable, info, warning
from jiping.readers.pdf.assembly import blocks
from jiping.readers.pdf.pictured import recognised
from jiping.readers.pdf.shapes import Sheet
from jiping.readers.pdf.sheets import FORMAT, opened, sheets

_UNMAPPED = 0.3
_PAGES_NAMED = 8


def read_pdf(data: bytes, name: str) -> Document:
    """The document of a PDF; raises ``Unreadable`` when there is no text to read."""
    document = opened(data, name)
    try:
        count, fields = len(document), bool(document.get_formtype())
        carried = tuple(_carried(document, name))
        pages, reason = recognised(document, list(sheets(document)))
    finally:
        document.close()
    _refuse_without_text(pages, name, reason)
    notes = (*_notes(pages, count, fields, name, reason), *carried)
    return Document(name=name, format=FORMAT, blocks=blocks(pages, name), notes=notes)


def _carried(document: Any, name: str) -> Iterator[Note]:
    """What comes with the pages that is neither run nor opened."""
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        yield info(name, f"“{name}”带有脚本，本程序不运行，只读取页面上的文字。")
    if raw.FPDFDoc_GetAttachmentCount(document) > 0:
        yield warning(
            name,
            f"“{name}”里夹带有其他文件，其中内容没有读取，请把它们单独提交。",
        )


def _refuse_without_text(pages: Sequence[Sheet], name: str, reason: str) -> None:
    known = sum(len(page.glyphs) for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    if unmapped > _UNMAPPED * (known + unmapped):
        raise Unreadable(
            f"“{name}”里的字体没有带文字编码，复制出来是乱码，"
            "请交 Word 或可复制文字的 PDF。",
            FORMAT,
        )
    if any(not glyph.text.isspace() for page in pages for glyph in page.glyphs):
        return
    if any(page.pictured for page in pages):
        raise Unreadable(f"“{name}”是扫描件，{reason}", FORMAT)
    raise Unreadable(f"“{name}”里没有文字，请核对是否提交了正确的文件。", FORMAT)


def _notes(
    pages: Sequence[Sheet], count: int, fields: bool, name: str, reason: str
) -> Iterator[Note]:
    if count > len(pages):
        yield warning(
            name,
            f"“{name}”有 {count} 页，只读取了前 {len(pages)} 页，请拆分后再提交。",
        )
    if fields:
        yield warning(
            name,
            f"“{name}”带有可填写的表单域，域里的内容没有读取，"
            "请“打印”成普通 PDF 后重新提交。",
        )
    for numbers, what in (
        (
            [page.number for page in pages if _is_left(page)],
            f"是图像，没有读取：{reason}",
        ),
        (
            [page.number for page in pages if page.recognised and not page.glyphs],
            "没有认出文字，如果不是白页，请对照原件核对。",
        ),
        (
            [page.number for page in pages if page.recognised and page.glyphs],
            f"是扫描图像，文字是识别出来的，把握不到 {SURE:.0%} 的数字和文字已列为待核对。",
        ),
        (
            [page.number for page in pages if page.hidden],
            "的文字是扫描后识别出来衬在图像下面的，可能有误，请对照原件核对。",
        ),
        (
            [page.number for page in pages if page.cut],
            "损坏或内容过多，没有读全，请另存或拆分后再提交。",
        ),
    ):
        if numbers:
            yield warning(name, f"“{name}”{_named(numbers)}{what}")


def _is_left(page: Sheet) -> bool:
    return page.pictured and not page.recognised and not page.glyphs


def _named(numbers: Sequence[int]) -> str:
    shown = "、".join(map(str, numbers[:_PAGES_NAMED]))
    more = "" if len(numbers) <= _PAGES_NAMED else f"等 {len(numbers)} 页"
    return f"第 {shown} 页{more}"
