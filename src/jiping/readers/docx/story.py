"""A Word document from front to back: paragraphs, tables, and what was left out."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from functools import partial

from jiping.model.document import Table
from jiping.readers import limits
from jiping.readers.docx.flow import flow
from jiping.readers.docx.inline import Inline, plain
from jiping.readers.docx.lists import Lists
from jiping.readers.docx.names import (
    CELL_PROPERTIES,
    DELETED,
    EXTERNAL_CONTENT,
    MOVED_AWAY,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    TABLE,
)
from jiping.readers.docx.table import read_table
from jiping.readers.remarks import CUT, EXTERNAL, NESTED, REVISED, TOO_LONG

_BLOCKS = frozenset((PARAGRAPH, TABLE, EXTERNAL_CONTENT))


class Story:
    """The body of a document, with what is counted along the way.

    ``marks`` name what deserves a note; ``covered`` are texts hidden by merged cells,
    each with the number of its table; ``at`` is the paragraph or table being read.
    """

    def __init__(self, file: str, lists: Lists) -> None:
        self.file = file
        self.marks: set[str] = set()
        self.covered: list[tuple[int, str]] = []
        self.at: ET.Element | None = None
        self._lists = lists
        self._tables = 0
        self._characters = 0

    def content(self, container: ET.Element, depth: int = 0) -> Iterator[str | Table]:
        """Paragraphs as their text, blank ones included, and tables, in order.

        A paragraph whose mark was deleted runs on into the next one.
        """
        carried: list[str] = []
        for element in flow(container, _BLOCKS):
            self.at = element
            if element.tag == TABLE:
                if carried:
                    yield self._counted("".join(carried))
                    carried = []
                yield from self._table(element, depth)
            elif element.tag == EXTERNAL_CONTENT:
                self.marks.add(EXTERNAL)
            else:
                text, boxes = self._text(element)
                properties = element.find(PARAGRAPH_PROPERTIES)
                if properties is not None and _runs_on(properties):
                    self.marks.add(REVISED)
                    carried.append(text)
                else:
                    if carried:
                        text = "".join((*carried, text))
                        carried = []
                    yield self._counted(self._label(properties) + text)
                for box in boxes:
                    yield from self._inside(box, depth)
        if carried:
            yield self._counted("".join(carried))

    def _text(self, paragraph: ET.Element) -> tuple[str, Sequence[ET.Element]]:
        """The text of a paragraph, and the text boxes anchored in it."""
        text = plain(paragraph)
        if text is not None:
            return text, ()
        inline = Inline(paragraph, self.marks)
        return inline.text, inline.boxes

    def _label(self, properties: ET.Element | None) -> str:
        """The automatic number of a paragraph; most have no properties left to ask."""
        if properties is None or not len(properties):
            return ""
        return self._lists.label(properties)

    def _inside(self, container: ET.Element, depth: int) -> Iterator[str | Table]:
        if depth < limits.NESTING // 2:
            yield from self.content(container, depth + 1)
        else:
            self.marks.add(NESTED)

    def _table(self, element: ET.Element, depth: int) -> Iterator[Table]:
        if depth >= limits.NESTING // 2:
            self.marks.add(NESTED)
            return

        self._tables += 1
        number = self._tables
        inside = partial(self.cell, depth=depth + 1)
        found = read_table(element, number, self.file, inside)
        self.covered.extend((number, text) for text in found.covered)
        if found.cut:
            self.marks.add(CUT)
        if found.table.rows:
            yield found.table
        else:
            self._tables -= 1

    def cell(self, tc: ET.Element, depth: int) -> tuple[str, tuple[Table, ...]]:
        """The text of a cell and the tables in it."""
        text = _lone(tc)
        if text is not None:
            return self._counted(text).strip(), ()

        texts: list[str] = []
        tables: list[Table] = []
        for piece in self.content(tc, depth):
            if isinstance(piece, str):
                texts.append(piece)
            else:
                tables.append(piece)
        return "\n".join(texts).strip(), tuple(tables)

    def _counted(self, text: str) -> str:
        """The text, or nothing once the document has given all it may."""
        self._characters += len(text)
        if self._characters > limits.CHARACTERS:
            self.marks.add(TOO_LONG)
            return ""
        return text


def _lone(tc: ET.Element) -> str | None:
    """The text of a cell of one plain paragraph without properties, as most are; None
    for any other."""
    if len(tc) == 1 or (len(tc) == 2 and tc[0].tag == CELL_PROPERTIES):
        paragraph = tc[-1]
        if paragraph.tag == PARAGRAPH and paragraph.find(PARAGRAPH_PROPERTIES) is None:
            return plain(paragraph)
    return None


def _runs_on(properties: ET.Element) -> bool:
    """True when the paragraph's own mark was deleted or moved away."""
    mark = properties.find(RUN_PROPERTIES)
    return mark is not None and (
        mark.find(DELETED) is not None or mark.find(MOVED_AWAY) is not None
    )
