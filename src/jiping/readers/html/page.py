"""A web page from front to back: paragraphs and tables of what it shows."""

import re
from collections.abc import Mapping

from jiping.model.document import Paragraph, Place, Table
from jiping.readers import limits
from jiping.readers.html.lists import List, opened
from jiping.readers.html.table import Grid
from jiping.readers.html.tags import Tag, tokens
from jiping.readers.remarks import (
    CUT,
    EMBEDDED,
    HIDDEN,
    NESTED,
    PICTURED,
    REVISED,
    TOO_LONG,
)

_LINES = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "tbody",
        "tfoot",
        "thead",
        "ul",
    ]
)
_UNSHOWN = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "title",
        "select",
        "textarea",
        "iframe",
        "svg",
        "math",
        "rt",
        "rp",
        "del",
        "applet",
        "object",
        "audio",
        "video",
        "canvas",
        "datalist",
        "xmp",
        "noframes",
    ]
)
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_CELLS = ("td", "th")
_BLANK = re.compile(r"[ \t\n\r\f]+")
_WIDE = (
    "\u2014\u2018-\u201d\u2026\u2e80-\u303f\u3040-\u9fff\uf900-\ufaff\ufe30-\ufe4f"
    "\uff00-\uffef"
)
# A line of the source may end between two characters that no blank parts.
_WRAP = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_UNSEEN = {0xA0: " ", 0xAD: None, 0x200B: None, 0x2011: "-"}
_BREAK = "\x0b"
_INVISIBLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_MAY_HIDE = re.compile("hidden|none|&", re.IGNORECASE)
_SPAN = re.compile(r"\s*\+?([0-9]{1,9})")


class Page:
    """What a page shows, with what is counted along the way.

    ``marks`` name what deserves a note. Inside an element that is not shown only its
    own tag is counted, since pages often close what they never opened.
    """

    def __init__(self, file: str, source: str) -> None:
        self.file = file
        self.marks: set[str] = set()
        self.blocks: list[Paragraph | Table] = []
        self._line: list[str] = []
        self._label = ""
        self._grids: list[Grid] = []
        self._lists: list[List] = []
        self._unshown = ("", 0)
        self._too_deep = 0
        self._tables = 0
        self._paragraphs = 0
        self._preformatted = 0
        self._read(source)

    def _read(self, source: str) -> None:
        if len(source) > limits.CHARACTERS:
            self.marks.add(TOO_LONG)
        for token in tokens(source[: limits.CHARACTERS]):
            if self._unshown[1]:
                self._pass_over(token)
            elif isinstance(token, str):
                self._text(token)
            elif token.closing:
                self._close(token.name)
            else:
                self._begin(token)
        self._end_line()
        while self._grids:
            self._end_table()

    def _pass_over(self, token: Tag | str) -> None:
        name, depth = self._unshown
        if isinstance(token, Tag):
            if token.name == name:
                self._unshown = name, depth + (-1 if token.closing else 1)
        elif token.strip() and name not in _UNSHOWN:
            self.marks.add(HIDDEN)

    def _text(self, text: str) -> None:
        shown = _CONTROLS.sub("", text)
        if self._preformatted:
            shown = shown.replace("\n", _BREAK)
        self._line.append(shown)

    def _begin(self, tag: Tag) -> None:
        name = tag.name
        if name in _UNSHOWN or (name not in _VOID and _is_hidden(tag)):
            self._mark(name)
            self._unshown = name, 1
        elif name == "br":
            self._line.append(_BREAK)
        elif name in ("table", "tr") or name in _CELLS:
            self._begin_part(name, tag.attributes)
        elif name in ("ol", "ul"):
            self._end_line()
            if len(self._lists) < limits.NESTING:
                self._lists.append(opened(name, tag.attributes))
        elif name == "li":
            self._end_line()
            self._label = self._lists[-1].label(tag.attributes) if self._lists else ""
        elif name in _LINES:
            self._end_line()
            self._preformatted += name == "pre"
        else:
            self._inline(tag)

    def _inline(self, tag: Tag) -> None:
        name = tag.name
        if name == "img":
            self.marks.add(PICTURED)
        elif name == "embed":
            self.marks.add(EMBEDDED)
        elif name == "ins":
            self.marks.add(REVISED)
        elif name == "input":
            attributes = tag.attributes
            if attributes.get("type", "text").lower() == "text":
                self._line.append(attributes.get("value", ""))

    def _mark(self, name: str) -> None:
        if name in ("object", "applet", "iframe"):
            self.marks.add(EMBEDDED)
        elif name == "del":
            self.marks.add(REVISED)

    def _close(self, name: str) -> None:
        if name == "table":
            self._end_line()
            if self._too_deep:
                self._too_deep -= 1
            elif self._grids:
                self._end_table()
        elif name in _CELLS or name == "tr":
            self._end_line()
            if self._grids and not self._too_deep:
                grid = self._grids[-1]
                grid.end_row() if name == "tr" else grid.end_cell()
        elif name in _LINES:
            if name in ("ol", "ul") and self._lists:
                self._lists.pop()
            self._preformatted -= name == "pre" and self._preformatted > 0
            self._end_line()

    def _begin_part(self, name: str, attributes: Mapping[str, str]) -> None:
        """A table, row or cell begins."""
        self._end_line()
        if name == "table":
            if len(self._grids) >= limits.NESTING // 2:
                self.marks.add(NESTED)
                self._too_deep += 1
            else:
                self._tables += 1
                self._grids.append(Grid(self._tables))
        elif self._grids and not self._too_deep:
            grid = self._grids[-1]
            if name == "tr":
                grid.begin_row()
            else:
                rows = _span(attributes.get("rowspan"), least=0)
                columns = _span(attributes.get("colspan"), least=1)
                grid.begin_cell(
                    min(rows, limits.TABLE_ROWS), min(columns, limits.TABLE_COLUMNS)
                )

    def _end_table(self) -> None:
        grid = self._grids.pop()
        table = grid.table(self.file)
        if grid.cut:
            self.marks.add(CUT)
        if table is None:
            return
        outer = self._grids[-1].cell if self._grids else None
        if outer is not None:
            outer.tables.append(table)
        else:
            self.blocks.append(table)

    def _end_line(self) -> None:
        """What was gathered becomes a paragraph, of the page or of the open cell."""
        if not self._line:
            return
        raw = _WRAP.sub("", "".join(self._line))
        self._line.clear()
        text = _BLANK.sub(" ", raw).translate(_UNSEEN)
        text = "\n".join(line.strip() for line in text.split(_BREAK)).strip()
        if not text:
            return
        text, self._label = self._label + text, ""
        cell = next((grid.cell for grid in reversed(self._grids) if grid.cell), None)
        if cell is not None:
            cell.texts.append(text)
            return
        self._paragraphs += 1
        place = Place(file=self.file, paragraph=self._paragraphs)
        self.blocks.append(Paragraph(text=text, place=place))


def _is_hidden(tag: Tag) -> bool:
    if not _MAY_HIDE.search(tag.inner):
        return False
    attributes = tag.attributes
    style = attributes.get("style", "").lower()
    return "hidden" in attributes or bool(_INVISIBLE.search(style))


def _span(stated: str | None, least: int) -> int:
    """A stated span; anything that is no number is 1."""
    match = _SPAN.match(stated or "")
    return max(int(match[1]), least) if match else 1
