"""What an .xls stream says beside its values: formats, hidden rows, errors, links.

Records are walked through once; only their heads are read. Source: [MS-XLS] 2.4.
"""

import struct
from collections.abc import Iterator, Sequence

from jiping.readers import limits
from jiping.readers.compound import Compound, packed
from jiping.readers.notes import Unreadable
from jiping.readers.sheets.looks import BUILT_IN, Book, Looks, Position

_BOF, _EOF = 0x0809, 0x000A
_PASSWORD = 0x002F
_FORMAT, _XF = 0x041E, 0x00E0
_SHEET = 0x0085
_EXTENT = 0x0200
_STRINGS = 0x00FC
_BOOK_OF_LINKS = 0x01AE
_OWN, _ADD_INS = 0x0401, 0x3A01
_ROW, _COLUMNS = 0x0208, 0x007D
_FORMULA, _ERROR, _SEVERAL = 0x0006, 0x0205, 0x00BD
_SINGLE = frozenset((0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6, _FORMULA, _ERROR))
_BIFF_8 = 0x0600
_HIDDEN_ROW = 0x20
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}

Record = tuple[int, bytes]


def look(file: Compound) -> Book:
    """What the workbook says, and the workbook packed anew for its values.

    Raises ``Unreadable`` for one with a password, and for one that states sizes which
    no workbook has: what reads the values would take memory for them.
    """
    stream = file.stream("Workbook") or file.stream("Book")
    codes = dict(BUILT_IN)
    styles: list[int] = []
    starts: list[int] = []
    linked = False
    version = _BIFF_8
    for kind, body in _records(stream, 0):
        if kind == _BOF and len(body) >= 2:
            (version,) = struct.unpack_from("<H", body)
        elif kind == _PASSWORD:
            raise Unreadable(
                f"“{file.name}”设有打开密码，本程序打不开，请去掉密码后重新提交。",
                "xls",
            )
        elif kind == _FORMAT and len(body) > 4:
            number, code = _format(body, version)
            codes[number] = code
        elif kind == _XF and len(body) >= 4:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _SHEET and len(body) > 6:
            starts.append(struct.unpack_from("<I", body)[0])
        elif kind == _BOOK_OF_LINKS and len(body) >= 4:
            linked |= struct.unpack_from("<H", body, 2)[0] not in (_OWN, _ADD_INS)
    formats = {
        style: codes[number] for style, number in enumerate(styles) if number in codes
    }
    data = packed({"Workbook": _checked(stream, starts, file.name)})
    sheets = tuple(_look(stream, start, formats) for start in starts)
    if any(looks.rows * looks.columns > limits.SHEET_CELLS for looks in sheets):
        raise Unreadable(
            f"“{file.name}”里有工作表用到的行列多得不正常，没有读取，"
            "请删除多余的行列后重新提交。",
            "xls",
        )
    return Book(
        data=data,
        sheets=sheets,
        linked=linked,
        macros=file.has_macros,
        embedded=file.has_objects,
    )


def _checked(stream: bytes, starts: Sequence[int], name: str) -> bytes:
    """The stream without the sizes it states; they are not needed.

    Raises ``Unreadable`` where the parts of the stream are not where it says.
    """
    checked = bytearray(stream)
    places = set()
    is_sound = len(starts) <= limits.SHEETS
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<2H", stream, at)
        places.add(at)
        if kind == _EXTENT:
            checked[at + 4 : at + 4 + size] = bytes(len(stream[at + 4 : at + 4 + size]))
        elif kind == _STRINGS:
            count = stream[at + 8 : at + 12].ljust(4, b"\xff")
            is_sound &= int.from_bytes(count, "little") <= len(stream) // 3
        at += 4 + size
    if not is_sound or not places.issuperset(starts):
        raise Unreadable(
            f"“{name}”不完整或已损坏（工作簿结构读不通），"
            "请用 Excel 或 WPS 打开修复并另存后重新提交。",
            "xls",
        )
    return bytes(checked)


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """The records from a place to the end of their part."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<2H", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
        if kind == _EOF:
            return


def _format(body: bytes, version: int) -> tuple[int, str]:
    """A number format, with its number."""
    (number,) = struct.unpack_from("<H", body)
    if version < _BIFF_8:
        return number, body[3 : 3 + body[2]].decode("gbk", "replace")
    length, flags = struct.unpack_from("<HB", body, 2)
    wide = flags & 1
    text = body[5 : 5 + length * (2 if wide else 1)]
    return number, text.decode("utf-16-le" if wide else "latin-1", "replace")


def _look(stream: bytes, start: int, formats: dict[int, str]) -> Looks:
    looks = Looks()
    for kind, body in _records(stream, start):
        if kind in _SINGLE and len(body) >= 6:
            row, column, style = struct.unpack_from("<3H", body)
            _cell(looks, (row, column), formats.get(style))
            error = _error(kind, body)
            if error:
                looks.errors[row, column] = error
        elif kind == _SEVERAL and len(body) >= 6:
            row, first = struct.unpack_from("<2H", body)
            for step in range((len(body) - 6) // 6):
                (style,) = struct.unpack_from("<H", body, 4 + 6 * step)
                _cell(looks, (row, first + step), formats.get(style))
        elif kind == _ROW and len(body) >= 14:
            looks.hidden_rows += bool(body[12] & _HIDDEN_ROW)
        elif kind == _COLUMNS and len(body) >= 10:
            first, last = struct.unpack_from("<2H", body)
            if body[8] & 1:
                looks.hidden_columns += max(0, min(last, 255) - first + 1)
    return looks


def _cell(looks: Looks, position: Position, code: str | None) -> None:
    looks.reach(position)
    if code:
        looks.formats[position] = code


def _error(kind: int, body: bytes) -> str:
    """The error a cell holds or its formula gave, ``""`` for none."""
    if kind == _ERROR and len(body) >= 8 and body[7]:
        return _ERRORS.get(body[6], "#N/A")
    if kind == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff":
        return _ERRORS.get(body[8], "#N/A") if body[6] == 2 else ""
    return ""
