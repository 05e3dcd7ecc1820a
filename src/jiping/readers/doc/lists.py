"""Automatic numbers: list definitions of the file, counted as in Word packages.

Source: [MS-DOC] 2.9.131 (PlfLfo), 2.9.150 (LVL) and [MS-OSHARED] 2.2.1.3 (formats).
"""

import struct
from collections.abc import Mapping
from dataclasses import replace

from jiping.readers.docx.numbering import LEVELS, Counters, Level, Numbering

_LIST = 28
_OVERRIDE = 16
_LEVEL = 28
_SIMPLE = 0x01
_LEGAL = 0x04
_NO_RESTART = 0x08
_STARTS = 0x10
_FORMATS = 0x20
_SUFFIXES = {0: "tab", 1: "space", 2: "nothing"}
_NUMBER_FORMATS = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    10: "ideographDigital",
    11: "japaneseCounting",
    14: "decimalFullWidth",
    15: "decimalHalfWidth",
    17: "japaneseDigitalTenThousand",
    18: "decimalEnclosedCircle",
    19: "decimalFullWidth2",
    22: "decimalZero",
    23: "bullet",
    26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle",
    30: "ideographTraditional",
    31: "ideographZodiac",
    32: "ideographZodiacTraditional",
    33: "taiwaneseCounting",
    34: "ideographLegalTraditional",
    35: "taiwaneseCountingThousand",
    36: "taiwaneseDigital",
    37: "chineseCounting",
    38: "chineseLegalSimplified",
    39: "chineseCountingThousand",
    44: "koreanDigital2",
    57: "numberInDash",
    255: "none",
}


def counters(lists: bytes, overrides: bytes) -> Counters:
    """Counters over the lists of a file, by the number that paragraphs use.

    ``lists`` begins with the list records and goes on with their levels; ``overrides``
    are the records that paragraphs refer to. Raises ``struct.error`` and ``IndexError``
    for structures that end early.
    """
    return Counters(_overrides(overrides, _lists(lists)) if overrides else {})


def _lists(stored: bytes) -> dict[int, dict[int, Level]]:
    """The levels of every list by its identity."""
    if len(stored) < 2:
        return {}
    (count,) = struct.unpack_from("<H", stored)
    at = 2 + _LIST * count
    found: dict[int, dict[int, Level]] = {}
    for index in range(count):
        start = 2 + _LIST * index
        (identity,) = struct.unpack_from("<I", stored, start)
        simple = stored[start + 26] & _SIMPLE
        levels: dict[int, Level] = {}
        for depth in range(1 if simple else LEVELS):
            levels[depth], at = _level(stored, at)
        found[identity] = levels
    return found


def _level(stored: bytes, at: int) -> tuple[Level, int]:
    """A level, and where the next record begins."""
    start, number_format, flags = struct.unpack_from("<iBB", stored, at)
    suffix = stored[at + 15]
    characters, paragraphs, restart = struct.unpack_from("<3B", stored, at + 24)
    at += _LEVEL + characters + paragraphs
    (length,) = struct.unpack_from("<H", stored, at)
    text = stored[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    level = Level(
        start=max(start, 0),
        number_format=_NUMBER_FORMATS.get(number_format, "decimal"),
        text="".join(
            f"%{ord(sign) + 1}" if ord(sign) < LEVELS else sign for sign in text
        ),
        suffix=_SUFFIXES.get(suffix, "tab"),
        restart=restart if flags & _NO_RESTART else None,
        legal=bool(flags & _LEGAL),
    )
    return level, at + 2 + 2 * length


def _overrides(
    stored: bytes, lists: Mapping[int, dict[int, Level]]
) -> dict[str, Numbering]:
    (count,) = struct.unpack_from("<I", stored)
    count = min(count, len(stored) // _OVERRIDE)
    at = 4 + _OVERRIDE * count
    found: dict[str, Numbering] = {}
    for index in range(count):
        start = 4 + _OVERRIDE * index
        (identity,) = struct.unpack_from("<I", stored, start)
        changed = stored[start + 12]
        levels, starts = dict(lists.get(identity, {})), dict[int, int]()
        at += 4
        for _ in range(changed):
            begin, flags = struct.unpack_from("<iI", stored, at)
            depth = flags & 0xF
            at += 8
            if flags & _FORMATS:
                levels[depth], at = _level(stored, at)
            elif flags & _STARTS:
                levels[depth] = replace(levels.get(depth, Level()), start=max(begin, 0))
            if flags & _STARTS:
                starts[depth] = levels[depth].start
        found[str(index + 1)] = Numbering(
            counters=str(identity), levels=levels, starts=starts
        )
    return found
