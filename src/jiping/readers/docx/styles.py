"""What paragraph styles say about numbering, inheritance followed.

``styles.xml`` is often larger than the document (350 kB in Word's own template) and
only a few of its styles number anything. Parsing all of it would double the time of
reading, so the part is cut at its style elements and only the cuts that are asked for
are parsed. A part written in another way (other prefix) is parsed whole.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping

from jiping.readers.docx.names import PARAGRAPH_PROPERTIES, STYLE_ID, VALUE, W
from jiping.readers.docx.numbering import Reference, reference
from jiping.readers.docx.parts import parse

_OPEN = b"<w:style "
_CLOSE = b"</w:style>"
_ID = re.compile(rb'\bw:styleId="([^"]*)"')
_WRAP = f'<x xmlns:w="{W[1:-1]}">'.encode()
_ANCESTORS = 20


class Styles:
    """The numbering of styles, looked up one by one and remembered."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._known: dict[str, Reference] = {}
        self._cuts: Mapping[str, bytes] = {}
        self._elements: dict[str, ET.Element] = {}
        if b"numPr" not in data:
            return
        if _OPEN in data:
            self._cuts = _cut(data)
        else:
            root = parse(data, name)
            self._elements = {
                found.get(STYLE_ID, ""): found for found in root.iter(W + "style")
            }

    def numbering(self, style: str) -> Reference:
        """The list and level that paragraphs of a style take part in."""
        if style not in self._known:
            self._known[style] = self._inherited(style)
        return self._known[style]

    def _inherited(self, style: str) -> Reference:
        number: str | None = None
        level: int | None = None
        for _ in range(_ANCESTORS):
            element = self._element(style)
            if element is None:
                break
            properties = element.find(PARAGRAPH_PROPERTIES)
            own = Reference() if properties is None else reference(properties)
            number = own.number if number is None else number
            level = own.level if level is None else level
            based_on = element.find(W + "basedOn")
            if number is not None or based_on is None:
                break
            style = based_on.get(VALUE, "")
        return Reference(number, level)

    def _element(self, style: str) -> ET.Element | None:
        cut = self._cuts.get(style)
        if cut is not None and style not in self._elements:
            try:
                self._elements[style] = ET.fromstring(_WRAP + cut + b"</x>")[0]
            except (ET.ParseError, IndexError):
                return None
        return self._elements.get(style)


def _cut(data: bytes) -> dict[str, bytes]:
    """Every style element by id; of each only what stands before other namespaces.

    Properties of text come after those of the paragraph and may use prefixes that the
    cut does not declare, so they are left out.
    """
    cuts = {}
    for piece in data.split(_OPEN)[1:]:
        found = _ID.search(piece, 0, 500)
        if found is None:
            continue
        inner = piece.partition(_CLOSE)[0]
        head, sign, _ = inner.partition(b"</w:pPr>")
        body = head + sign if sign else inner.partition(b"<w:rPr>")[0]
        cuts[found[1].decode("utf-8", "replace")] = _OPEN + body + _CLOSE
    return cuts
