"""The row that a row's end states: cell boundaries and merges.

Source: [MS-DOC] 2.6.3 and 2.9.345. Distances are twips from the left margin.
"""

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from jiping.readers.doc.properties import TABLE, modifiers
from jiping.readers.grid import BEGINS, CONTINUES

_CELL_SIZE = 20
_INSERT = 0x7621
_DELETE = 0x5622
_WIDTH = 0x7623
_MERGE = 0x5624
_SPLIT = 0x5625
_DOWN = 0xD62B
_MOST_CELLS = 255
_DOWN_WORDS = {0: "", 1: CONTINUES}


@dataclass(slots=True)
class Extent:
    """How a cell is merged: see ``grid.Part``."""

    across: bool = False
    down: str = ""


@dataclass(slots=True)
class Row:
    """``boundaries`` are one more than ``cells``, both from left to right."""

    boundaries: list[int] = field(default_factory=list)
    cells: list[Extent] = field(default_factory=list)


def row(packed: bytes) -> Row:
    """The row as its modifiers leave it, one after the other."""
    stated = Row()
    for code, operand in modifiers(packed):
        if code == TABLE:
            stated = _defined(operand)
        elif code in _CHANGES:
            _CHANGES[code](stated, operand)
    return stated


def _defined(operand: bytes) -> Row:
    count = operand[2] if len(operand) > 2 else 0
    if len(operand) < 3 + 2 * (count + 1):
        return Row()
    boundaries = struct.unpack_from(f"<{count + 1}h", operand, 3)
    stated = operand[3 + 2 * (count + 1) :]
    flags = [
        struct.unpack_from("<H", stated, at)[0]
        for at in range(0, len(stated) - 1, _CELL_SIZE)
    ][:count]
    flags += [0] * (count - len(flags))
    cells = [
        Extent(across, _DOWN_WORDS.get(flag >> 5 & 3, BEGINS))
        for flag, across in zip(flags, _across(flags), strict=True)
    ]
    return Row(list(boundaries), cells)


def _across(flags: Iterable[int]) -> Iterable[bool]:
    """Which cells only lengthen the one to their left.

    Two bits say first and following; which is which differs between the descriptions
    of the format, but a merge always begins with its first cell.
    """
    first = 0
    for flag in flags:
        bits = flag & 3
        if not bits or not first:
            first = bits
            yield False
        else:
            yield bits != first


def _merge(stated: Row, operand: bytes) -> None:
    for at, cell in enumerate(stated.cells[operand[0] : operand[1]]):
        cell.across = at > 0


def _split(stated: Row, operand: bytes) -> None:
    for cell in stated.cells[operand[0] : operand[1]]:
        cell.across = False


def _down(stated: Row, operand: bytes) -> None:
    if len(operand) > 2 and operand[1] < len(stated.cells):
        stated.cells[operand[1]].down = _DOWN_WORDS.get(operand[2] & 3, BEGINS)


def _delete(stated: Row, operand: bytes) -> None:
    first, last = operand[0], min(operand[1], len(stated.cells))
    if first >= last:
        return
    gone = stated.boundaries[last] - stated.boundaries[first]
    del stated.cells[first:last]
    kept, moved = stated.boundaries[: first + 1], stated.boundaries[last + 1 :]
    stated.boundaries = kept + [boundary - gone for boundary in moved]


def _insert(stated: Row, operand: bytes) -> None:
    first, count, width = struct.unpack("<BBH", operand)
    if not stated.boundaries or len(stated.cells) + count > _MOST_CELLS:
        return
    first = min(first, len(stated.cells))
    start = stated.boundaries[first]
    moved = [boundary + count * width for boundary in stated.boundaries[first:]]
    added = [start + at * width for at in range(count)]
    stated.boundaries[first:] = added + moved
    stated.cells[first:first] = [Extent() for _ in range(count)]


def _widen(stated: Row, operand: bytes) -> None:
    first, last, width = struct.unpack("<BBH", operand)
    old = list(stated.boundaries)
    for at in range(first, len(stated.cells)):
        wide = width if at < last else old[at + 1] - old[at]
        stated.boundaries[at + 1] = stated.boundaries[at] + wide


_CHANGES: dict[int, Callable[[Row, bytes], None]] = {
    _MERGE: _merge,
    _SPLIT: _split,
    _DOWN: _down,
    _DELETE: _delete,
    _INSERT: _insert,
    _WIDTH: _widen,
}
