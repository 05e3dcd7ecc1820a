"""Paragraph styles, as far as they number paragraphs. Source: [MS-DOC] 2.9.271."""

import struct
from dataclasses import dataclass

from jiping.readers.doc.properties import LIST, LIST_LEVEL, modifiers

_PARAGRAPH = 1
_NONE = 0x0FFF
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class _Style:
    base: int
    number: int | None
    level: int | None


class Styles:
    """The styles of a file by their index; ``stored`` is the style sheet (STSH)."""

    def __init__(self, stored: bytes) -> None:
        self._styles = _read(stored) if len(stored) > 6 else []
        self._known: dict[int, tuple[int | None, int | None]] = {}

    def numbering(self, index: int) -> tuple[int | None, int | None]:
        """List number and level that a style or the one it is based on states."""
        if index not in self._known:
            self._known[index] = self._inherited(index)
        return self._known[index]

    def _inherited(self, index: int) -> tuple[int | None, int | None]:
        number: int | None = None
        level: int | None = None
        for _ in range(_DEEPEST):
            style = self._styles[index] if index < len(self._styles) else None
            if style is None:
                break
            number = style.number if number is None else number
            level = style.level if level is None else level
            index = style.base
        return number, level


def _read(stored: bytes) -> list[_Style | None]:
    head, count, base_size = struct.unpack_from("<3H", stored)
    at = 2 + head
    found: list[_Style | None] = []
    for _ in range(min(count, _NONE)):
        if at + 2 > len(stored):
            break
        (size,) = struct.unpack_from("<H", stored, at)
        entry = stored[at + 2 : at + 2 + size]
        found.append(_style(entry, base_size) if len(entry) > base_size + 2 else None)
        at += 2 + size
    return found


def _style(entry: bytes, base_size: int) -> _Style | None:
    """A style's own record: its base, its name, then its properties."""
    kind, _ = struct.unpack_from("<2H", entry, 2)
    if kind & 0xF != _PARAGRAPH:
        return None
    (name,) = struct.unpack_from("<H", entry, base_size)
    at = base_size + 2 + 2 * (name + 1)
    at += at & 1
    number: int | None = None
    level: int | None = None
    if at + 4 <= len(entry):
        (size,) = struct.unpack_from("<H", entry, at)
        for code, operand in modifiers(entry[at + 4 : at + 2 + size]):
            if code == LIST:
                (number,) = struct.unpack("<h", operand)
            elif code == LIST_LEVEL:
                level = operand[0]
    return _Style(kind >> 4, number, level)
