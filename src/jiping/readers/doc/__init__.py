"""Word 97–2003 files (.doc, .dot, .wps of WPS) as documents without meaning.

Our own reader over the streams of the compound file: no library keeps the tables, and
converting with an office suite takes a hundred times as long. Source: [MS-DOC].
"""

import struct

from jiping.model.document import Document
from jiping.readers.compound import Compound
from jiping.readers.doc import fib
from jiping.readers.doc.boxes import Boxes
from jiping.readers.doc.inline import Inline, fonts
from jiping.readers.doc.lists import counters
from jiping.readers.doc.pages import Pages
from jiping.readers.doc.pieces import Text, read_pieces
from jiping.readers.doc.story import Story
from jiping.readers.doc.styles import Styles
from jiping.readers.docx.numbering import Counters
from jiping.readers.docx.symbols import is_symbol_font
from jiping.readers.notes import Unreadable, warning
from jiping.readers.remarks import MACROS, TOO_LONG, empty, remarks

_MAIN = "WordDocument"
_SECTION = 12
_BROKEN = (struct.error, IndexError)


def read_doc(file: Compound) -> Document:
    """The document of an old Word file.

    Raises ``Unreadable`` when there is nothing to read.
    """
    name = file.name
    main = file.stream(_MAIN)
    try:
        head = fib.read_fib(main, name)
        table = file.stream(head.table)
        pieces, cut = read_pieces(table[head.part(fib.PIECES)])
    except _BROKEN as broken:
        raise _damaged(name) from broken
    marks = {mark for mark, is_so in _found(file, cut) if is_so}
    text = Text(pieces, main)
    notes = []
    try:
        numbers = _numbers(table, head)
    except _BROKEN:
        numbers = Counters({}), Styles(b"")
        notes.append(
            warning(
                name,
                f"“{name}”的自动编号读不出，标题前的编号可能缺少，"
                "请用 Word 打开并另存为 .docx 后重新提交。",
            )
        )
    try:
        names = fonts(table[head.part(fib.FONTS)])
        signs = {at for at, font in enumerate(names) if is_symbol_font(font)}
        pages = Pages(main, table, file.stream("Data"), head, signs)
        inline = Inline(text, pages, names, marks)
        story = Story(name, text, pages, inline, numbers, marks)
        boxes = Boxes(table, head)
        end = min(head.main, len(text.characters))
        story.read(0, end, _sections(table[head.part(fib.SECTIONS)]), boxes)
        story.boxes(boxes)
    except _BROKEN as broken:
        raise _damaged(name) from broken
    notes += remarks(name, marks, story.covered)
    notes += empty(name, story.blocks, marks)
    return Document(
        name=name, format="doc", blocks=tuple(story.blocks), notes=tuple(notes)
    )


def _found(file: Compound, cut: bool) -> tuple[tuple[str, bool], ...]:
    return (MACROS, file.has_macros), (TOO_LONG, cut)


def _numbers(table: bytes, head: fib.Fib) -> tuple[Counters, Styles]:
    """Lists and styles; the levels of the lists stand behind their records."""
    lists = head.part(fib.LISTS)
    stored = table[lists.start :] if lists.start < lists.stop else b""
    overrides = table[head.part(fib.LIST_OVERRIDES)]
    return counters(stored, overrides), Styles(table[head.part(fib.STYLES)])


def _sections(plex: bytes) -> frozenset[int]:
    """Positions at which a section begins or the text ends."""
    count = max((len(plex) - 4) // (4 + _SECTION), 0)
    return frozenset(struct.unpack_from(f"<{count + 1}I", plex) if count else ())


def _damaged(name: str) -> Unreadable:
    return Unreadable(
        f"“{name}”不完整或已损坏（文字位置读不通），"
        "请用 Word 或 WPS 打开修复并另存后重新提交。",
        "doc",
    )
