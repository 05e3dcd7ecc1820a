"""Web pages (.html, .htm), as saved from a government site, without meaning.

Also what offices save as ``.doc`` or ``.xls`` and is a page inside. Nothing that a page
refers to is ever fetched.
"""

import codecs
import re

from jiping.model.document import Document
from jiping.readers.html.page import Page
from jiping.readers.notes import Unreadable
from jiping.readers.remarks import empty, remarks
from jiping.readers.text.decoding import decode

_HEAD = 4096
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_CHINESE = frozenset(("gb2312", "gbk", "gb18030", "x-gbk", "hz-gb-2312"))
_MOST_BROKEN = 0.01


def read_html(data: bytes, name: str) -> Document:
    """The document of a web page; raises ``Unreadable`` when it is no text."""
    page = Page(name, _stated(data) or decode(data, name).text)
    if not page.blocks and not page.marks:
        raise Unreadable(
            f"“{name}”是没有文字的网页，请核对是否提交了正确的文件。", "html"
        )
    notes = remarks(name, page.marks, ()) + empty(name, page.blocks, page.marks)
    return Document(
        name=name, format="html", blocks=tuple(page.blocks), notes=tuple(notes)
    )


def _stated(data: bytes) -> str:
    """The text in the encoding that the page names; ``""`` where that fails.

    A mark at the front, and bytes that are nothing but UTF-8, are surer than what the
    page says. A page that does not decode is read as a text that names no encoding.
    """
    found = _CHARSET.search(data[:_HEAD])
    if data.startswith(_MARKS) or found is None or _is_utf_8(data):
        return ""
    named = found[1].decode("ascii").lower()
    try:
        codec = codecs.lookup("gb18030" if named in _CHINESE else named)
        text, _ = codec.decode(data, "replace")
    except (LookupError, UnicodeError, ValueError, TypeError, AssertionError):
        return ""
    if not isinstance(text, str) or "utf-16" in codec.name or "utf-32" in codec.name:
        return ""
    return "" if text.count("\ufffd") > _MOST_BROKEN * len(text) else text


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
