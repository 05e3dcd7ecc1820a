"""What an .xlsx package says beside its values: formats, hidden rows, errors, links.

The values themselves are read elsewhere, from a package rebuilt out of the parts that
were unpacked here within bounds: nothing else of the file is handed on.
"""

import io
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator, Mapping
from itertools import islice

from jiping.readers import limits
from jiping.readers.docx.names import R
from jiping.readers.docx.parts import CONTENT_TYPES, ROOT_RELATIONSHIPS, Package
from jiping.readers.sheets.looks import BUILT_IN, Book, Looks, Position

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
_STRINGS = "xl/sharedStrings.xml"
_MACROS = "xl/vbaproject.bin"
_LINKS = "xl/externallinks/"
_OBJECTS = "xl/embeddings/"

_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TAG = re.compile(rb"<(?:[^\s<>/:!?]+:)?(row|col|c|v|f|is)\b([^>]*)>")
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383
_NOWHERE = 10**9, 10**9
# A cell as nearly every program writes it: place, style, type.
_USUAL = re.compile(
    rb' r="([A-Z]{1,3}[0-9]{1,7})"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")? ?/?'
)
_REFERENCE = re.compile(rb"([A-Za-z]{1,3})([0-9]{1,7})")
_TRUE = (b"1", b"true")


def look(package: Package) -> Book:
    """What the package says, and the package rebuilt from its bounded parts."""
    parts = {
        part: package.part(part)
        for part in (CONTENT_TYPES, ROOT_RELATIONSHIPS, _WORKBOOK, _RELATIONS, _STYLES)
    }
    strings = package.related(_RELATIONS, "/sharedStrings") or _STRINGS
    parts[strings] = package.part(strings)
    formats = _formats(package, parts[_STYLES])
    listed = list(islice(_sheets(package, parts[_WORKBOOK]), limits.SHEETS))
    looks = {}
    for part in dict.fromkeys(listed):
        parts[part] = package.part(part)
        looks[part] = _look(parts[part], formats)
    return Book(
        data=_rebuilt(parts),
        sheets=tuple(looks[part] for part in listed),
        linked=any(member.startswith(_LINKS) for member in package.members),
        macros=_MACROS in package,
        embedded=any(member.startswith(_OBJECTS) for member in package.members),
    )


def _sheets(package: Package, workbook: bytes) -> Iterator[str]:
    """The parts of the sheets in the workbook's order."""
    targets = {
        relation.get("Id", ""): relation.get("Target", "").replace("\\", "/")
        for relation in package.parse(package.part(_RELATIONS) or b"<none/>")
    }
    for element in package.parse(workbook).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            target = targets.get(element.get(R + "id", ""), "")
            yield posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _formats(package: Package, styles: bytes) -> Mapping[bytes, str]:
    """The number format of every cell style that has one, by the style's number."""
    if not styles:
        return {}
    codes = dict(BUILT_IN)
    found: dict[bytes, str] = {}
    for element in package.parse(styles):
        kind = element.tag.rpartition("}")[2]
        if kind == "numFmts":
            codes |= {
                _whole(child, "numFmtId"): child.get("formatCode", "")
                for child in element
            }
        elif kind == "cellXfs":
            for number, child in enumerate(element):
                code = codes.get(_whole(child, "numFmtId"))
                if code:
                    found[b"%d" % number] = code
    return found


def _whole(element: ET.Element, attribute: str) -> int:
    text = element.get(attribute, "")
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else 0


def _look(sheet: bytes, formats: Mapping[bytes, str]) -> Looks:
    """One walk over the tags of a worksheet."""
    looks = Looks()
    row, column = -1, -1
    said: Mapping[bytes, bytes] = {}
    open_formula = False
    for tag in _TAG.finditer(sheet):
        kind = tag[1]
        if kind == b"v":
            shown = sheet[tag.end() : sheet.find(b"<", tag.end())].strip()
            if shown and not tag[2].endswith(b"/"):
                looks.reach((row, column))
                open_formula = False
            if said.get(b"t") == b"str":
                # A formula whose result is to show nothing.
                open_formula = False
            if shown and said.get(b"t") == b"e":
                looks.errors[row, column] = shown.decode("utf-8", "replace")
        elif kind == b"is":
            looks.reach((row, column))
        elif kind == b"f":
            open_formula = True
        else:
            looks.uncomputed += open_formula
            open_formula = False
            said = _attributes(tag[2], looks)
            if kind == b"c":
                stated = said.get(b"r")
                row, column = _position(stated) if stated else (row, column + 1)
                if code := formats.get(said.get(b"s", b"")):
                    looks.formats[row, column] = code
            elif kind == b"row":
                row, column = _row(said.get(b"r", b""), row), -1
                looks.hidden_rows += said.get(b"hidden") in _TRUE
            else:
                looks.hidden_columns += said.get(b"hidden") in _TRUE
    looks.uncomputed += open_formula
    return looks


def _attributes(inner: bytes, looks: Looks) -> Mapping[bytes, bytes]:
    """What a tag says; where quotes are left open, nobody knows where it stands."""
    if usual := _USUAL.fullmatch(inner):
        return {b"r": usual[1], b"s": usual[2] or b"", b"t": usual[3] or b""}
    if inner.count(b'"') % 2 or inner.count(b"'") % 2:
        looks.reach(_NOWHERE)
    return {name: a or b for name, a, b in _ATTRIBUTE.findall(inner)}


def _row(stated: bytes, above: int) -> int:
    return int(stated) - 1 if re.fullmatch(b"[0-9]{1,7}", stated) else above + 1


def _position(reference: bytes) -> Position:
    """``B5`` as row and column, 0-based; far out for what no worksheet has."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return _NOWHERE
    column = 0
    for letter in match[1].upper():
        column = 26 * column + letter - 64
    row = int(match[2]) - 1
    known = 0 <= row <= _LAST_ROW and column - 1 <= _LAST_COLUMN
    return (row, column - 1) if known else _NOWHERE


def _rebuilt(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
        for part, data in parts.items():
            if data and len(data) <= limits.PART_BYTES:
                package.writestr(part, data)
    return file.getvalue()
