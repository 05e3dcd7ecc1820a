"""The text of a Word 97–2003 file: pieces of the main stream, in reading order.

A position (CP) counts characters as the file does; ``Text.characters`` has exactly one
character for each, so that positions can be used as indexes. Source: [MS-DOC] 2.8.35.
"""

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jiping.readers import limits
from jiping.readers.doc.properties import short_form

# Stands where a position has no character of its own, and is dropped at the end.
FILLER = "\uffff"
_COMPRESSED = 0x40000000
_PIECE = 8
_MODIFIERS = 1
_TABLE = 2
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_GB_PAIR = re.compile(rb"[\xb0-\xf7][\xa1-\xfe]|[\xa1-\xa9][\xa1-\xfe]")
_HIGH = re.compile(rb"[\x80-\xff]+")
_SURE = 4
# The eight-bit characters of a piece: Windows-1252, undefined ones as they stand.
_WESTERN = {
    byte: bytes((byte,)).decode("cp1252", "ignore") or chr(byte)
    for byte in range(0x80, 0xA0)
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Positions ``start`` to ``end``, stored from ``offset`` in one or two bytes each.

    ``packed`` are the modifiers that a quick save left for the whole piece.
    """

    start: int
    end: int
    offset: int
    wide: bool
    packed: bytes

    def place(self, position: int) -> int:
        """Where the character of a position is stored."""
        return self.offset + (position - self.start) * (2 if self.wide else 1)

    def position(self, place: int) -> int:
        """The position of what is stored at a place, held within the piece."""
        steps = (place - self.offset) // (2 if self.wide else 1)
        return min(max(self.start + steps, self.start), self.end)


class Text:
    """The characters of a file by position, and the pieces they came from."""

    def __init__(self, pieces: Sequence[Piece], main: bytes) -> None:
        self.pieces = pieces
        raw = [_stored(piece, main) for piece in pieces]
        narrow = [
            data for piece, data in zip(pieces, raw, strict=True) if not piece.wide
        ]
        chinese = _is_chinese(narrow)
        self.characters = "".join(
            _decoded(piece, data, chinese)
            for piece, data in zip(pieces, raw, strict=True)
        )
        self._starts = [piece.start for piece in pieces]

    def piece(self, position: int) -> Piece:
        """The piece that a position lies in."""
        return self.pieces[max(0, bisect_right(self._starts, position) - 1)]


def read_pieces(table: bytes) -> tuple[list[Piece], bool]:
    """The pieces of a file, and whether some were left out for the bound on text.

    ``table`` is the structure of the table stream (Clx). Raises ``struct.error`` for one
    that ends early.
    """
    kept: list[bytes] = []
    at = 0
    while at < len(table) and table[at] == _MODIFIERS:
        (size,) = struct.unpack_from("<H", table, at + 1)
        kept.append(table[at + 3 : at + 3 + size])
        at += 3 + size
    if at >= len(table) or table[at] != _TABLE:
        raise struct.error("the file has no table of pieces")
    (size,) = struct.unpack_from("<I", table, at + 1)
    plex = table[at + 5 : at + 5 + size]
    pieces = list(_pieces(plex, kept))
    return pieces, bool(pieces) and pieces[-1].end >= limits.CHARACTERS


def _pieces(plex: bytes, kept: Sequence[bytes]) -> Iterator[Piece]:
    count = (len(plex) - 4) // (4 + _PIECE)
    bounds = struct.unpack_from(f"<{count + 1}I", plex)
    for index in range(count):
        _, place, prm = struct.unpack_from(
            "<HIH", plex, 4 * (count + 1) + _PIECE * index
        )
        start, end = bounds[index], min(bounds[index + 1], limits.CHARACTERS)
        if start > end or (index == 0 and start):
            return
        wide = not place & _COMPRESSED
        offset = place & (_COMPRESSED - 1)
        packed = _kept(kept, prm >> 1) if prm & 1 else short_form(prm)
        yield Piece(start, end, offset if wide else offset // 2, wide, packed)


def _kept(kept: Sequence[bytes], index: int) -> bytes:
    return kept[index] if index < len(kept) else b""


def _stored(piece: Piece, main: bytes) -> bytes:
    return main[piece.offset : piece.place(piece.end)]


def _is_chinese(narrow: Sequence[bytes]) -> bool:
    """Whether one-byte pieces hold GBK: some writers put it there against the rule.

    Western text never has its high bytes in pairs of that range throughout.
    """
    runs = [run for data in narrow for run in _HIGH.findall(data)]
    pairs = sum(len(run) // 2 for run in runs)
    return pairs >= _SURE and all(
        len(_GB_PAIR.findall(run)) * 2 == len(run) for run in runs
    )


def _decoded(piece: Piece, data: bytes, chinese: bool) -> str:
    """Exactly one character for every position of the piece."""
    if piece.wide:
        text = data[: len(data) & ~1].decode("utf-16-le", "replace")
        if len(text) * 2 != len(data):
            text = _BEYOND.sub(lambda match: match[0] + FILLER, text)
    elif chinese:
        text = "".join(
            sign + FILLER * (sign > "\x7f") for sign in data.decode("gbk", "replace")
        )
    else:
        text = data.decode("latin-1").translate(_WESTERN)
    length = piece.end - piece.start
    return text[:length].ljust(length, FILLER)
