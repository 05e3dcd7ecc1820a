"""The head of a Word 97–2003 file (FIB): where everything else stands.

Source: [MS-DOC] 2.5.
"""

import struct
from dataclasses import dataclass

from jiping.readers.notes import Unreadable

_WORD_97 = 0xA5EC
_WORD_6 = frozenset((0xA5DC, 0xA59B, 0xA59C, 0xA5DB))
_OLDEST = 0xBF
_ENCRYPTED = 0x0100
_SECOND_TABLE = 0x0200
_BASE = 32

STYLES = 1
SECTIONS = 6
CHARACTER_PAGES = 12
PARAGRAPH_PAGES = 13
FONTS = 15
PIECES = 33
SHAPES = 40
TEXT_BOXES = 56
LISTS = 73
LIST_OVERRIDES = 74
_SUBDOCUMENTS = slice(3, 11)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fib:
    """``table`` names the table stream; ``lengths`` are the characters of the main
    text, footnotes, headers, macros, annotations, endnotes, text boxes and the text
    boxes of headers, in the order in which they follow one another.
    """

    table: str
    lengths: tuple[int, ...]
    parts: tuple[tuple[int, int], ...]

    def part(self, index: int) -> slice:
        """Where a structure stands in the table stream; empty when it is not there."""
        if index >= len(self.parts):
            return slice(0, 0)
        start, length = self.parts[index]
        return slice(start, start + length)

    @property
    def main(self) -> int:
        """Characters of the main text."""
        return self.lengths[0]

    @property
    def boxes(self) -> slice:
        """Positions of the text boxes' characters."""
        start = sum(self.lengths[:6])
        return slice(start, start + self.lengths[6])


def read_fib(main: bytes, name: str) -> Fib:
    """The head of the main stream.

    Raises ``Unreadable`` for encrypted files and for those of older versions, and
    ``struct.error`` for one that ends early.
    """
    ident, version, _, _, _, flags = struct.unpack_from("<6H", main)
    if ident in _WORD_6 or (ident == _WORD_97 and version < _OLDEST):
        raise Unreadable(
            f"“{name}”是 Word 6.0/95 或更早版本的文档，本程序不读取，"
            "请用 Word 或 WPS 打开后另存为 .docx 再提交。",
            "doc",
        )
    if flags & _ENCRYPTED:
        raise Unreadable(
            f"“{name}”设有打开密码，本程序打不开，请去掉密码后重新提交。", "doc"
        )
    if ident != _WORD_97:
        raise Unreadable(
            f"“{name}”的文件头已损坏，请用 Word 或 WPS 打开修复并另存后重新提交。",
            "doc",
        )
    (words,) = struct.unpack_from("<H", main, _BASE)
    at = _BASE + 2 + 2 * words
    (longs,) = struct.unpack_from("<H", main, at)
    values = struct.unpack_from(f"<{longs}I", main, at + 2)
    at += 2 + 4 * longs
    (count,) = struct.unpack_from("<H", main, at)
    flat = struct.unpack_from(f"<{2 * count}I", main, at + 2)
    lengths = values[_SUBDOCUMENTS]
    if len(lengths) < _SUBDOCUMENTS.stop - _SUBDOCUMENTS.start:
        raise struct.error("the head of the file is too short")
    return Fib(
        table="1Table" if flags & _SECOND_TABLE else "0Table",
        lengths=lengths,
        parts=tuple(zip(flat[::2], flat[1::2], strict=True)),
    )
