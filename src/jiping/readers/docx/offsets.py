"""A part as a tree whose elements know where in the bytes they stand."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from xml.parsers import expat

from jiping.model.markup import Span
from jiping.readers.docx.names import STRICT
from jiping.readers.docx.parts import broken, checked

_TAG = re.compile(rb"""<[^>"']*+(?:"[^"]*"[^>"']*+|'[^']*'[^>"']*+)*+>""")
_TRANSITIONAL = {strict.decode(): now.decode() for strict, now in STRICT}


class Placed:
    """The tree of a part, with the span and the parent of every element."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises ``Unreadable`` where the part cannot be parsed."""
        self._data = checked(data, name)
        self._spans: dict[ET.Element, Span] = {}
        self._parents: dict[ET.Element, ET.Element] = {}
        self._open: list[tuple[ET.Element, int, int]] = []
        self._last: ET.Element | None = None
        parser = expat.ParserCreate("utf-8", namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self._parser = parser
        try:
            parser.Parse(self._data, True)
        except expat.ExpatError as fault:
            raise broken(name) from fault
        finally:
            # The handlers are methods of this object, which holds the parser.
            parser.StartElementHandler = parser.EndElementHandler = None
            parser.CharacterDataHandler = None
        assert self._last is not None
        self.root: ET.Element = self._last

    def span(self, element: ET.Element) -> Span:
        """Where an element of this tree stands."""
        return self._spans[element]

    def parent(self, element: ET.Element) -> ET.Element | None:
        """What holds an element; None of the root."""
        return self._parents.get(element)

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        named = {_qualified(name): value for name, value in attributes.items()}
        element = ET.Element(_qualified(tag), named)
        start = self._parser.CurrentByteIndex
        found = _TAG.match(self._data, start)
        assert found is not None
        if self._open:
            parent = self._open[-1][0]
            parent.append(element)
            self._parents[element] = parent
        self._open.append((element, start, found.end()))
        self._last = None

    def _end(self, tag: str) -> None:
        element, start, inside = self._open.pop()
        close = end = inside
        if self._data[inside - 2 : inside] != b"/>":
            close = self._parser.CurrentByteIndex
            end = self._data.index(b">", close) + 1
        self._spans[element] = Span(start, inside, close, end)
        self._last = element

    def _text(self, text: str) -> None:
        if self._last is None:
            element = self._open[-1][0]
            element.text = (element.text or "") + text
        else:
            self._last.tail = (self._last.tail or "") + text


def _qualified(name: str) -> str:
    """``uri}local`` as ElementTree spells it, strict names as transitional ones."""
    uri, sign, local = name.rpartition("}")
    return f"{{{_TRANSITIONAL.get(uri, uri)}}}{local}" if sign else local
