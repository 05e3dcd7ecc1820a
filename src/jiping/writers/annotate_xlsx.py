"""The filer's own workbook back, with a note at each cell that has a finding.

Only the parts that notes need differ: formulas keep the results that are stored with
them, which a library that writes the whole workbook anew would drop.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr, unescape

from jiping.model.document import Place
from jiping.writers.mending import AUTHOR, Remark
from jiping.writers.zip_parts import appended, with_parts

_WORKBOOK, _TYPES = "xl/workbook.xml", "[Content_Types].xml"
_LARGEST = 256 * 1024**2
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = {
    _MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    _OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# Points: wide enough for a line of arithmetic, high enough for a usual remark.
_WIDTH, _LINE = 380, 18
_LINE_LENGTH = 26

_TAG = rb"""<(/?)(?:[\w.-]+:)?([\w.-]+)((?:[^<>"']|"[^"]*"|'[^']*')*?)(/?)>"""
_TAGS = re.compile(_TAG)
_ATTRIBUTE = re.compile(rb"""([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_DATA_ENDS = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>|<(?:[\w.-]+:)?sheetData\s*/>")
_RELATION_ID = re.compile(rb"""\bId\s*=\s*["']rId(\d{1,9})["']""")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# What may stand behind the drawing of the notes in a worksheet.
_BEHIND = frozenset(
    b"legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts "
    b"extLst".split()
)
_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"></xml>'
)
_SHAPES = (
    '<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" id="_jiping_t202" '
    'coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>'
    "</v:shapetype>"
)

# First row and column, last row and column.
_Area = tuple[int, int, int, int]


@dataclass(slots=True)
class _Parts:
    """The parts of a workbook: those that are there, and what they become."""

    package: zipfile.ZipFile
    names: Mapping[str, str]
    changed: dict[str, bytes] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        """A part as it is now; nothing where there is none."""
        if name in self.changed:
            return self.changed[name]
        stored = self.names.get(name.lower())
        if stored is None:
            return b""
        if self.package.getinfo(stored).file_size > _LARGEST:
            raise ValueError("a part is too large")
        return self.package.read(stored)

    def free(self, pattern: str) -> str:
        """The first name of this pattern that is not in use."""
        taken = {*self.names, *(name.lower() for name in self.changed)}
        number = 1
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)

    def related(self, part: str, kind: str) -> str:
        """The part that another refers to, by the end of the relation's type."""
        for said in _elements(self.read(_relations(part)), b"Relationship"):
            if said.get("Type", "").endswith(kind):
                return _resolved(part, said.get("Target", ""))
        return ""

    def relate(self, part: str, kind: str, target: str) -> str:
        """The id of a new relation from a part to another."""
        name = _relations(part)
        listed = (
            self.read(name)
            or (
                f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships"/>'
            ).encode()
        )
        ident = f"rId{max(map(int, _RELATION_ID.findall(listed)), default=0) + 1}"
        path = posixpath.relpath(target, posixpath.dirname(part))
        self.changed[name] = appended(
            listed,
            f'<Relationship xmlns="{_PACKAGE}/relationships" Id="{ident}" '
            f"Type={quoteattr(kind)} Target={quoteattr(path)}/>",
        )
        return ident

    def declare(self, element: str) -> None:
        """Adds an entry to the content types."""
        self.changed[_TYPES] = appended(self.read(_TYPES), element)


def annotate(workbook: bytes, remarks: Iterable[Remark], *, macros: bool) -> bytes:
    """The workbook with the remarks as notes; a note that is there is kept above ours.

    A remark whose place names no cell stands at the first cell of its sheet, or of the
    workbook. Macros (``macros`` says that it may hold some) are kept and never run.
    Raises ValueError where the workbook cannot be opened for writing.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(workbook)) as package:
            names = {name.lower().lstrip("/"): name for name in package.namelist()}
            parts = _Parts(package, names)
            sheets = _sheets(parts)
            said: dict[str, dict[str, list[str]]] = {}
            merged: dict[str, list[_Area]] = {}
            for remark in remarks:
                place = remark.place
                sheet = sheets.get(place.sheet or "") or next(iter(sheets.values()))
                if sheet not in merged:
                    merged[sheet] = list(_merged(parts.read(sheet)))
                cell = _cell(place, merged[sheet])
                said.setdefault(sheet, {}).setdefault(cell, []).extend(remark.lines)
            for sheet, notes in said.items():
                _write(parts, sheet, notes)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as fault:
        raise ValueError(type(fault).__name__) from fault
    return with_parts(workbook, parts.changed) if parts.changed else workbook


def _sheets(parts: _Parts) -> dict[str, str]:
    """The part of each worksheet by its name, in the order of the workbook."""
    targets = {
        said.get("Id", ""): _resolved(_WORKBOOK, said.get("Target", ""))
        for said in _elements(parts.read(_relations(_WORKBOOK)), b"Relationship")
    }
    found = {
        said.get("name", ""): targets.get(said.get("id", ""), "")
        for said in _elements(parts.read(_WORKBOOK), b"sheet")
    }
    found = {name: part for name, part in found.items() if parts.read(part)}
    if not found:
        raise ValueError("no worksheet")
    return found


def _merged(part: bytes) -> Iterator[_Area]:
    """The merged cells of a worksheet, which are told of behind its data."""
    data = _DATA_ENDS.search(part)
    for said in _elements(part, b"mergeCell", data.end() if data else 0):
        first, _, last = said.get("ref", "").partition(":")
        corner, end = _position(first), _position(last)
        if corner and end:
            yield (*corner, *end)


def _cell(place: Place, merged: Iterable[_Area]) -> str:
    """The cell of a place; of merged cells the one that shows."""
    row, column = place.row or 1, place.column or 1
    for top, left, bottom, right in merged:
        if top <= row <= bottom and left <= column <= right:
            return f"{_letter(left)}{top}"
    return f"{_letter(column)}{row}"


def _write(parts: _Parts, sheet: str, notes: Mapping[str, Sequence[str]]) -> None:
    """The notes of one worksheet, with all that tells of them."""
    strict = _STRICT[_MAIN].encode() in parts.read(sheet)
    main, office = (_STRICT[n] if strict else n for n in (_MAIN, _OFFICE))
    comments = parts.related(sheet, "/comments")
    if not comments:
        comments = parts.free("xl/comments{}.xml")
        parts.relate(sheet, f"{office}/comments", comments)
        parts.declare(
            f'<Override xmlns="{_PACKAGE}/content-types" PartName="/{comments}" '
            f'ContentType="{_COMMENTS}"/>'
        )
        parts.changed[comments] = (
            f'{_DECLARATION}<comments xmlns="{main}"><authors/><commentList/></comments>'
        ).encode()
    listed, fresh = _commented(parts.read(comments), notes, main)
    parts.changed[comments] = listed
    if fresh:
        drawing = parts.related(sheet, "/vmlDrawing") or _drawing(parts, sheet, office)
        shapes = "".join(_shape(cell, notes[cell]) for cell in fresh)
        parts.changed[drawing] = appended(parts.read(drawing), _SHAPES + shapes)


def _commented(
    part: bytes, notes: Mapping[str, Sequence[str]], main: str
) -> tuple[bytes, list[str]]:
    """The comments with ours, and the cells that had none before."""
    fresh = []
    author = sum(1 for _ in _elements(part, b"author"))
    part = _inside(part, b"authors", f'<author xmlns="{main}">{AUTHOR}</author>')
    for cell, lines in notes.items():
        text = escape("\n".join(lines))
        at = _text_end(part, cell)
        if at is None:
            fresh.append(cell)
            part = _inside(
                part,
                b"commentList",
                f'<comment xmlns="{main}" ref="{cell}" authorId="{author}"><text><r>'
                f'<t xml:space="preserve">{text}</t></r></text></comment>',
            )
        else:
            run = f'<r xmlns="{main}"><t xml:space="preserve">\n{text}</t></r>'
            part = part[:at] + run.encode() + part[at:]
    return part, fresh


def _text_end(part: bytes, cell: str) -> int | None:
    """Where the text of a cell's comment ends, None where it has none."""
    inside = False
    for tag in _TAGS.finditer(part):
        closing, name = bool(tag[1]), tag[2]
        if name == b"comment" and not closing:
            inside = _attributes(tag[3]).get("ref") == cell
        elif name == b"text" and closing and inside:
            return tag.start()
    return None


def _inside(part: bytes, name: bytes, element: str) -> bytes:
    """The part with an element more at the end of the first one of this name."""
    for tag in _TAGS.finditer(part):
        if tag[2] != name:
            continue
        if tag[1]:
            return part[: tag.start()] + element.encode() + part[tag.start() :]
        if tag[4]:
            opened = tag[0][:-2] + b">"
            whole = tag[0][1:-2].split()[0]
            closed = b"</" + whole + b">"
            new = opened + element.encode() + closed
            return part[: tag.start()] + new + part[tag.end() :]
    raise ValueError(f"no {name.decode()}")


def _drawing(parts: _Parts, sheet: str, office: str) -> str:
    """A new drawing for the notes of a worksheet, told of in the worksheet."""
    drawing = parts.free("xl/drawings/vmlDrawing{}.vml")
    ident = parts.relate(sheet, f"{office}/vmlDrawing", drawing)
    kinds = _elements(parts.read(_TYPES), b"Default")
    if all(said.get("Extension", "").lower() != "vml" for said in kinds):
        parts.declare(
            f'<Default xmlns="{_PACKAGE}/content-types" Extension="vml" '
            f'ContentType="{_VML}"/>'
        )
    parts.changed[drawing] = _DRAWING.encode()
    part = parts.read(sheet)
    at = _drawing_place(part)
    prefix = re.match(rb"[^<]*(?:<\?[^>]*>\s*)?<(?:([\w.-]+):)?worksheet", part)
    front = f"{prefix[1].decode()}:" if prefix and prefix[1] else ""
    element = f'<{front}legacyDrawing xmlns:r="{office}" r:id="{ident}"/>'
    parts.changed[sheet] = part[:at] + element.encode() + part[at:]
    return drawing


def _drawing_place(part: bytes) -> int:
    """Where the schema wants the drawing of the notes in a worksheet."""
    data = _DATA_ENDS.search(part)
    if data is None:
        raise ValueError("no cells")
    depth = 0
    for tag in _TAGS.finditer(part, data.end()):
        if depth == 0 and (tag[1] or tag[2] in _BEHIND):
            return tag.start()
        depth += -1 if tag[1] else 0 if tag[4] else 1
    raise ValueError("no end of the worksheet")


def _shape(cell: str, lines: Sequence[str]) -> str:
    row, column = _position(cell) or (1, 1)
    high = _LINE * (sum(len(line) // _LINE_LENGTH + 1 for line in lines) + 1)
    return (
        '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel" '
        f'id="_jiping_{cell}" type="#_jiping_t202" style="position:absolute;'
        f"margin-left:60pt;margin-top:2pt;width:{_WIDTH}pt;height:{high}pt;z-index:1;"
        'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
        '<div style="text-align:left"/></v:textbox><x:ClientData ObjectType="Note">'
        "<x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column>"
        "</x:ClientData></v:shape>"
    )


# --- reading tags -----------------------------------------------------------------------


def _elements(part: bytes, name: bytes, start: int = 0) -> Iterator[Mapping[str, str]]:
    """The attributes of every element of this name, whatever its prefix."""
    for tag in _TAGS.finditer(part, start):
        if tag[2] == name and not tag[1]:
            yield _attributes(tag[3])


def _attributes(inner: bytes) -> dict[str, str]:
    return {
        name.decode().rpartition(":")[2]: unescape(
            (one or other).decode("utf-8", "replace"), {"&quot;": '"', "&apos;": "'"}
        )
        for name, one, other in _ATTRIBUTE.findall(inner)
    }


def _relations(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    path = posixpath.join("/", posixpath.dirname(part), target.replace("\\", "/"))
    return posixpath.normpath(path).lstrip("/")


def _position(cell: str) -> tuple[int, int] | None:
    found = _CELL.fullmatch(cell)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - 64
    return int(found[2]), column


def _letter(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
