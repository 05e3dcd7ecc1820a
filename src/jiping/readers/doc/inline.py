"""The text of one paragraph: revisions accepted, fields shown by their results."""

import re
import struct
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from jiping.readers.doc.pages import Pages
from jiping.readers.doc.pieces import Text
from jiping.readers.doc.properties import PLAIN, Characters, characters
from jiping.readers.docx.symbols import symbol
from jiping.readers.remarks import EMBEDDED, HIDDEN, PICTURED, REVISED

_SPECIAL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_FIELD = re.compile("([\x13-\x15])")
_BEGIN, _RESULT, _END = "\x13", "\x14", "\x15"
_PICTURE = "\x01"
DRAWING = "\x08"
_SIGNS = {ord("\x0b"): "\n", ord("\x0c"): "\n", ord("\x0e"): "\n", ord("\x1e"): "-"}
_DROPPED = dict.fromkeys((*range(9), *range(15, 32), 127, 65534, 65535), "")
_SIGNS = {**_DROPPED, **_SIGNS}
_SIGN = re.compile("[\uf000-\uf0ff]")
_OBJECTS = ("EMBED", "LINK")

Run = tuple[int, int, Characters]


class Inline:
    """Turns spans of positions into text.

    What deserves a note is added to ``marks``. ``fonts`` are names by font number.
    """

    def __init__(
        self, text: Text, pages: Pages, fonts: Sequence[str], marks: set[str]
    ) -> None:
        self._characters = text.characters
        self._fonts = fonts
        self._marks = marks
        self._runs = _runs(text, pages)
        self._ends = [end for _, end, _ in self._runs]

    def text(self, start: int, end: int) -> str:
        """What is shown from ``start`` to ``end``."""
        raw = self._characters[start:end]
        if self._runs:
            raw = "".join(self._shown(start, end))
        if not _SPECIAL.search(raw):
            return raw
        if _BEGIN in raw:
            raw = self._without_fields(raw)
        if _PICTURE in raw or DRAWING in raw:
            self._marks.add(PICTURED)
        return raw.translate(_SIGNS)

    def properties(self, position: int) -> Characters:
        """What the run of one character says."""
        if not self._runs:
            return PLAIN
        for start, _, stated in self._within(position, position + 1):
            if start <= position:
                return stated
        return PLAIN

    def _within(self, start: int, end: int) -> Iterator[Run]:
        at = bisect_left(self._ends, start + 1)
        while at < len(self._runs) and self._runs[at][0] < end:
            yield self._runs[at]
            at += 1

    def _shown(self, start: int, end: int) -> Iterator[str]:
        at = start
        for first, last, stated in self._within(start, end):
            first, last = max(first, at), min(last, end)
            yield self._characters[at:first]
            yield self._changed(self._characters[first:last], stated)
            at = max(at, last)
        yield self._characters[at:end]

    def _changed(self, raw: str, stated: Characters) -> str:
        if stated.deleted or stated.inserted:
            self._marks.add(REVISED)
        if stated.deleted:
            return ""
        if stated.hidden:
            if raw.translate(_SIGNS).strip():
                self._marks.add(HIDDEN)
            return "".join(_FIELD.findall(raw))
        if stated.object:
            self._marks.add(EMBEDDED)
        if stated.symbol is not None:
            font, code = stated.symbol
            return symbol(self._font(font), f"{code:x}") * len(raw)
        if stated.font is not None:
            font_name = self._font(stated.font)
            return _SIGN.sub(lambda match: _sign(font_name, match[0]), raw)
        return raw

    def _font(self, number: int) -> str:
        return self._fonts[number] if number < len(self._fonts) else ""

    def _without_fields(self, raw: str) -> str:
        """The text with instructions left out and results kept."""
        shown: list[str] = []
        instructions: list[bool] = []
        for part in _FIELD.split(raw):
            if part == _BEGIN:
                instructions.append(True)
            elif part == _RESULT and instructions:
                instructions[-1] = False
            elif part == _END and instructions:
                instructions.pop()
            elif not any(instructions):
                shown.append(part)
            elif part.split()[:1] and part.split()[0].upper() in _OBJECTS:
                self._marks.add(EMBEDDED)
        return "".join(shown)


def _sign(font: str, sign: str) -> str:
    return symbol(font, f"{ord(sign):x}")


def _runs(text: Text, pages: Pages) -> list[Run]:
    """Runs that change their text, by position and without overlaps."""
    marked = pages.marked
    found: list[Run] = []
    if not marked and not any(piece.packed for piece in text.pieces):
        return found
    ends = sorted(end for _, end, _ in marked)
    in_order = ends == [end for _, end, _ in marked]
    for piece in text.pieces:
        kept = characters(piece.packed) if piece.packed else PLAIN
        if kept != PLAIN:
            found.append((piece.start, piece.end, kept))
            continue
        first, last = piece.offset, piece.place(piece.end)
        at = bisect_left(ends, first + 1) if in_order else 0
        for start, end, stated in marked[at:]:
            if start >= last:
                break
            if end > first:
                found.append((piece.position(start), piece.position(end), stated))
    return _apart(found)


def _apart(runs: Sequence[Run]) -> list[Run]:
    """Runs from front to back, each beginning where the one before has ended."""
    reached = 0
    kept: list[Run] = []
    for start, end, stated in sorted(runs, key=lambda run: run[:2]):
        start = max(start, reached)
        if start < end:
            kept.append((start, end, stated))
            reached = end
    return kept


def fonts(stored: bytes) -> list[str]:
    """Font names by number (SttbfFfn, [MS-DOC] 2.9.286)."""
    names: list[str] = []
    if len(stored) < 4:
        return names
    count, extra = struct.unpack_from("<2H", stored)
    at = 4
    for _ in range(count):
        if at >= len(stored):
            break
        size = stored[at]
        wide = stored[at + 40 : at + 1 + size].decode("utf-16-le", "replace")
        names.append(wide.partition("\0")[0])
        at += 1 + size + extra
    return names
