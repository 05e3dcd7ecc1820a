"""The text of one paragraph, run by run, and the text boxes anchored in it."""

import xml.etree.ElementTree as ET

from jiping.readers import limits
from jiping.readers.docx.flow import GRAPHICS, WRAPPERS, branch, is_on, text_boxes
from jiping.readers.docx.names import (
    ALTERNATE,
    BREAK,
    CARRIAGE_RETURN,
    CHARACTER,
    DELETED,
    FIELD,
    FIELD_STATE,
    FONT,
    INSERTED,
    MATH,
    MATH_TEXT,
    MOVED_AWAY,
    MOVED_HERE,
    NO_BREAK_HYPHEN,
    OBJECT,
    PARAGRAPH_PROPERTIES,
    POSITION_TAB,
    RUBY,
    RUBY_BASE,
    RUN,
    RUN_PROPERTIES,
    SOFT_HYPHEN,
    SYMBOL,
    TAB,
    TEXT,
    VANISH,
    W,
)
from jiping.readers.docx.symbols import symbol
from jiping.readers.remarks import EMBEDDED, HIDDEN, NESTED, PICTURED, REVISED

_INLINE = WRAPPERS | {
    RUBY_BASE,
    W + "hyperlink",
    W + "fldSimple",
    W + "dir",
    W + "bdo",
}
_REVISIONS = frozenset((INSERTED, MOVED_HERE, DELETED, MOVED_AWAY))
_SIGNS = {
    TAB: "\t",
    POSITION_TAB: "\t",
    BREAK: "\n",
    CARRIAGE_RETURN: "\n",
    NO_BREAK_HYPHEN: "-",
    SOFT_HYPHEN: "",
}
_OUTER_SPACE = " \t\r\n"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


def plain(paragraph: ET.Element) -> str | None:
    """The text of a paragraph that holds nothing but runs of text, as most do.

    None for one in which anything else stands: ``Inline`` reads those.
    """
    parts: list[str] = []
    for child in paragraph:
        if child.tag == RUN:
            for part in child:
                if part.tag == TEXT:
                    parts.append(_shown(part))
                elif part.tag in _SIGNS:
                    parts.append(_SIGNS[part.tag])
                else:
                    return None
        elif child.tag != PARAGRAPH_PROPERTIES:
            return None
    return "".join(parts)


class Inline:
    """Gathers one paragraph.

    ``text`` and ``boxes`` are the result; what deserves a note is added to ``marks``,
    the set the whole document shares. Field instructions may span runs, so the fields
    that are open are remembered: True while an instruction is being passed over.
    """

    __slots__ = ("_fields", "_parts", "boxes", "marks")

    def __init__(self, paragraph: ET.Element, marks: set[str]) -> None:
        self._parts: list[str] = []
        self._fields: list[bool] = []
        self.boxes: list[ET.Element] = []
        self.marks = marks
        self._gather(paragraph, 0)

    @property
    def text(self) -> str:
        """The text as shown, line breaks as ``"\\n"``."""
        return "".join(self._parts)

    def _gather(self, parent: ET.Element | tuple[()], depth: int) -> None:
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self._run(child, depth)
                continue
            if tag in _REVISIONS:
                self.marks.add(REVISED)
            if depth > limits.NESTING:
                self.marks.add(NESTED)
            elif tag in _INLINE:
                self._gather(child, depth + 1)
            elif tag == ALTERNATE:
                self._gather(branch(child), depth + 1)
            elif tag in MATH:
                self._parts.extend(found.text or "" for found in child.iter(MATH_TEXT))

    def _run(self, run: ET.Element | tuple[()], depth: int) -> None:
        for child in run:
            tag = child.tag
            if tag == TEXT:
                if not self._in_instruction():
                    self._parts.append(_shown(child))
            elif tag == RUN_PROPERTIES:
                if is_on(child.find(VANISH)):
                    self.marks.add(HIDDEN)
                    return
            elif tag in _SIGNS:
                self._parts.append(_SIGNS[tag])
            elif tag == FIELD:
                self._field(child.get(FIELD_STATE))
            elif tag in GRAPHICS:
                self._graphic(child)
            elif tag == SYMBOL:
                self._parts.append(symbol(child.get(FONT, ""), child.get(CHARACTER)))
            elif tag == ALTERNATE and depth <= limits.NESTING:
                self._run(branch(child), depth + 1)
            elif tag == RUBY and depth <= limits.NESTING:
                self._gather(child, depth + 1)

    def _graphic(self, graphic: ET.Element) -> None:
        boxes = list(text_boxes(graphic))
        self.boxes.extend(boxes)
        if graphic.tag == OBJECT and not boxes:
            self.marks.add(EMBEDDED)
        elif not boxes:
            self.marks.add(PICTURED)

    def _field(self, state: str | None) -> None:
        if state == "begin":
            self._fields.append(True)
        elif state == "separate" and self._fields:
            self._fields[-1] = False
        elif state == "end" and self._fields:
            self._fields.pop()

    def _in_instruction(self) -> bool:
        return bool(self._fields) and any(self._fields)


def _shown(element: ET.Element) -> str:
    """The text of ``w:t``: outer blanks count only where the file says so."""
    text = element.text
    if not text:
        return ""
    if text[0] in _OUTER_SPACE or text[-1] in _OUTER_SPACE:
        return (
            text if element.get(_PRESERVE) == "preserve" else text.strip(_OUTER_SPACE)
        )
    return text
