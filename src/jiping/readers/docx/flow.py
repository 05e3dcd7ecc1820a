"""Elements in the order they are read, as if every revision had been accepted.

Content controls, custom XML and insertions are looked through; deletions are passed
over; of alternate content one branch is taken.
"""

import xml.etree.ElementTree as ET
from collections.abc import Container, Iterator

from jiping.readers import limits
from jiping.readers.docx.names import (
    ALTERNATE,
    CHOICE,
    CONTENT_CONTROL,
    CONTROL_CONTENT,
    DRAWING,
    FALLBACK,
    INSERTED,
    MOVED_HERE,
    OBJECT,
    PICTURE,
    TEXT_BOX,
    VALUE,
    W,
)

WRAPPERS = frozenset(
    (
        CONTENT_CONTROL,
        CONTROL_CONTENT,
        INSERTED,
        MOVED_HERE,
        W + "customXml",
        W + "smartTag",
    )
)
GRAPHICS = frozenset((DRAWING, PICTURE, OBJECT))
_OFF = ("0", "false", "off")


def branch(alternate: ET.Element) -> ET.Element | tuple[()]:
    """The branch of alternate content to read: the first choice, else the fallback.

    Both branches show the same thing, so reading both would read it twice.
    """
    for tag in (CHOICE, FALLBACK):
        found = alternate.find(tag)
        if found is not None and len(found):
            return found
    return ()


def flow(
    container: ET.Element | tuple[()], wanted: Container[str], depth: int = 0
) -> Iterator[ET.Element]:
    """The wanted elements directly in a container, wrappers looked through."""
    for child in container:
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag in WRAPPERS:
            if depth < limits.NESTING:
                yield from flow(child, wanted, depth + 1)
        elif tag == ALTERNATE and depth < limits.NESTING:
            yield from flow(branch(child), wanted, depth + 1)


def text_boxes(graphic: ET.Element) -> Iterator[ET.Element]:
    """The contents of the text boxes of a drawing, each once.

    A box inside a box is left to whoever reads the outer one.
    """
    waiting: list[ET.Element] = [graphic]
    while waiting:
        element = waiting.pop()
        if element.tag == TEXT_BOX:
            yield element
        elif element.tag == ALTERNATE:
            waiting.extend(reversed(branch(element)))
        else:
            waiting.extend(reversed(element))


def is_on(toggle: ET.Element | None) -> bool:
    """Whether a toggle property (``w:vanish`` and the like) is there and not off."""
    return toggle is not None and toggle.get(VALUE, "1") not in _OFF
