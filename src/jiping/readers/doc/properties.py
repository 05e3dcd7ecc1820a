"""Property modifiers (sprms): what a run, a paragraph or a row says about itself.

Source: [MS-DOC] 2.6. Every modifier is two bytes that also tell the size of what
follows; those that nothing here asks for are stepped over.
"""

import re
import struct
from collections.abc import Container, Iterator
from dataclasses import dataclass

_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_VARIABLE = 6

DELETED = 0x0800
INSERTED = 0x0801
VANISHED = 0x083C
OBJECT = 0x080A
SYMBOL = 0x6A09
FONT = 0x4A4F
IN_TABLE = 0x2416
ROW_END = 0x2417
DEPTH = 0x6649
INNER_CELL = 0x244B
INNER_ROW_END = 0x244C
LIST_LEVEL = 0x260A
LIST = 0x460B
ELSEWHERE = (0x6645, 0x6646)
_ELSEWHERE = re.compile(rb"[\x45\x46]\x66")
TABLE = 0xD608
_TABS = 0xC615
_SHORT_FORMS = {0x18: IN_TABLE, 0x19: ROW_END, 0x41: DELETED, 0x5C: VANISHED}
_NO_STYLE = 0x0FFF
_HIDDEN = (0x01, 0x81)

Modifier = tuple[int, bytes]


def modifiers(packed: bytes) -> Iterator[Modifier]:
    """Every modifier with its operand; what is cut off at the end is left out."""
    at, end = 0, len(packed)
    while at + 2 < end:
        code = packed[at] | packed[at + 1] << 8
        at += 2
        kind = code >> 13
        size = _SIZES[kind] if kind != _VARIABLE else _variable(code, packed, at)
        if at + size > end:
            return
        yield code, packed[at : at + size]
        at += size


def _variable(code: int, packed: bytes, at: int) -> int:
    """The size of an operand that states it, the statement included."""
    first = packed[at]
    if code == TABLE:
        return (first | packed[at + 1] << 8) + 1 if at + 1 < len(packed) else 2
    if code == _TABS and first == 0xFF:
        deleted = packed[at + 1] if at + 1 < len(packed) else 0
        added = at + 2 + 4 * deleted
        return 3 + 4 * deleted + 3 * (packed[added] if added < len(packed) else 0)
    return first + 1


def short_form(prm: int) -> bytes:
    """The modifier that a piece carries within its own record, as packed elsewhere."""
    code = _SHORT_FORMS.get(prm >> 1 & 0x7F)
    return b"" if code is None else struct.pack("<HB", code, prm >> 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Characters:
    """What a run says that changes its text.

    ``symbol`` is font number and code of a sign that stands for the run's characters,
    ``font`` the number of a font of signs in which they are set.
    """

    deleted: bool = False
    inserted: bool = False
    hidden: bool = False
    object: bool = False
    symbol: tuple[int, int] | None = None
    font: int | None = None


PLAIN = Characters()


def characters(packed: bytes, signs: Container[int] = ()) -> Characters:
    """The properties of a run; ``signs`` are the numbers of fonts of signs."""
    flags = {DELETED: False, INSERTED: False, OBJECT: False}
    hidden, symbol, font = False, None, None
    for code, operand in modifiers(packed):
        if code in flags:
            flags[code] = operand[0] == 1
        elif code == VANISHED:
            hidden = operand[0] in _HIDDEN
        elif code == SYMBOL:
            of_font, sign = struct.unpack("<HH", operand)
            symbol = of_font, sign
        elif code == FONT:
            (number,) = struct.unpack("<H", operand)
            font = number if number in signs else None
    return Characters(
        deleted=flags[DELETED],
        inserted=flags[INSERTED],
        hidden=hidden,
        object=flags[OBJECT],
        symbol=symbol,
        font=font,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a paragraph says about its place in tables and lists.

    ``depth`` counts the tables around it. ``number`` and ``level`` are None where the
    paragraph leaves them to its style. ``packed`` holds the modifiers, of which a row's
    end states the row.
    """

    style: int = _NO_STYLE
    depth: int = 0
    cell_end: bool = False
    row_end: bool = False
    number: int | None = None
    level: int | None = None
    packed: bytes = b""


def layout(style: int, packed: bytes) -> Layout:
    """The properties of a paragraph, without what its style says."""
    flags = {IN_TABLE: 0, ROW_END: 0, INNER_CELL: 0, INNER_ROW_END: 0}
    depth, number, level = 0, None, None
    for code, operand in modifiers(packed):
        if code in flags:
            flags[code] = operand[0]
        elif code == DEPTH:
            (depth,) = struct.unpack("<i", operand)
        elif code == LIST:
            (number,) = struct.unpack("<h", operand)
        elif code == LIST_LEVEL:
            level = operand[0]
    return Layout(
        style=style,
        depth=max(depth, 1 if flags[IN_TABLE] else 0),
        cell_end=bool(flags[INNER_CELL]),
        row_end=bool(flags[ROW_END] or flags[INNER_ROW_END]),
        number=number,
        level=level,
        packed=packed,
    )


def expanded(packed: bytes, data: bytes) -> bytes:
    """Modifiers, where they only point there, from the data stream.

    A row of many cells does not fit beside its paragraph and is stored so.
    """
    if not _ELSEWHERE.search(packed):
        return packed
    for code, operand in modifiers(packed):
        if code in ELSEWHERE:
            (at,) = struct.unpack("<I", operand)
            if at + 2 <= len(data):
                (size,) = struct.unpack_from("<H", data, at)
                return packed + data[at + 2 : at + 2 + size]
    return packed
