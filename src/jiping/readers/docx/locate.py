"""Places of a Word document back to the bytes where they stand.

The document is read once more by the code that reads it, over a tree whose elements
know their offsets, so that the numbers in a place mean here what they meant there.
"""

import posixpath
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping

from jiping.model.document import Place, Table
from jiping.model.markup import Markup, ParagraphSpan, Span
from jiping.readers.docx import lists_of, relations_of
from jiping.readers.docx.flow import flow
from jiping.readers.docx.inline import Inline
from jiping.readers.docx.lists import Lists
from jiping.readers.docx.names import (
    BODY,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    TAB,
    TEXT,
    TEXT_BOX,
    W,
)
from jiping.readers.docx.offsets import Placed
from jiping.readers.docx.parts import CONTENT_TYPES, Package, is_utf16
from jiping.readers.docx.story import Story
from jiping.readers.notes import Unreadable

_USUAL_COMMENTS = "comments.xml"
# What may stand in a paragraph that is to be rewritten, beside its runs.
_HARMLESS = frozenset(
    W + name
    for name in [
        "pPr",
        "bookmarkStart",
        "bookmarkEnd",
        "proofErr",
        "commentRangeStart",
        "commentRangeEnd",
    ]
)
_PLAIN = frozenset((RUN_PROPERTIES, TEXT, TAB, W + "lastRenderedPageBreak"))
_REFERENCES = frozenset((RUN_PROPERTIES, W + "commentReference"))


def locate(data: bytes, name: str) -> Markup:
    """Every place of a Word package; ``name`` as it was given to the reader.

    Raises ``Unreadable`` where the package cannot be read, or cannot be written in.
    """
    package = Package(data, name)
    main = package.main()
    relations = relations_of(main)
    source = package.part(main)
    if is_utf16(source):
        raise Unreadable(
            f"“{name}”的编码（UTF-16）不能加批注，请用 Word 另存后再试。", "docx"
        )
    tree = Placed(source, name)
    body = tree.root.find(BODY)
    if body is None:
        raise Unreadable(
            f"“{name}”的正文结构不完整，请用 Word 打开修复并另存后重新提交。", "docx"
        )
    comments = package.related(relations, "/comments") or posixpath.join(
        posixpath.dirname(main), _USUAL_COMMENTS
    )
    names = (main, relations, comments, CONTENT_TYPES)
    return Markup(
        main=main,
        relations=relations,
        comments=comments,
        parts={part: package.part(part) for part in names},
        spots=_spots(_Spotter(name, lists_of(package, main)), tree, body),
    )


class _Spotter(Story):
    """A story in whose tables every cell shows the number of its element."""

    def __init__(self, file: str, lists: Lists) -> None:
        super().__init__(file, lists)
        self.elements: list[ET.Element] = []

    def cell(self, tc: ET.Element, depth: int) -> tuple[str, tuple[Table, ...]]:
        _, tables = super().cell(tc, depth)
        self.elements.append(tc)
        return str(len(self.elements) - 1), tables


def _spots(
    told: _Spotter, tree: Placed, body: ET.Element
) -> Mapping[Place, tuple[ParagraphSpan, ...]]:
    spots: dict[Place, tuple[ParagraphSpan, ...]] = {}
    number = 0
    for piece in told.content(body):
        if isinstance(piece, Table):
            for place, element in _cells(piece, told.elements):
                paragraphs = _paragraphs(element, tree)
                if paragraphs:
                    spots[place] = paragraphs
        elif piece.strip():
            number += 1
            assert told.at is not None
            anchor = (_paragraph(_outside(told.at, tree), tree),)
            spots[Place(file=told.file, paragraph=number)] = anchor
    if spots:
        spots[Place(file=told.file)] = min(spots.values(), key=lambda s: s[0].content)
    return spots


def _cells(
    table: Table, elements: list[ET.Element]
) -> Iterator[tuple[Place, ET.Element]]:
    """The cells of a table and of those in it; the table itself is its first cell."""
    for number, cell in enumerate(table.cells):
        element = elements[int(cell.text)]
        if not number:
            yield table.place, element
        yield cell.place, element
        for inner in cell.tables:
            yield from _cells(inner, elements)


def _outside(element: ET.Element, tree: Placed) -> ET.Element:
    """The paragraph, or the one that a text box around it is anchored in: Word keeps
    boxes twice, and a comment cannot be in both."""
    found, above = element, tree.parent(element)
    boxed = False
    while above is not None:
        if above.tag == TEXT_BOX:
            boxed = True
        elif above.tag == PARAGRAPH and boxed:
            found, boxed = above, False
        above = tree.parent(above)
    return found


def _paragraphs(tc: ET.Element, tree: Placed) -> tuple[ParagraphSpan, ...]:
    return tuple(_paragraph(p, tree) for p in flow(tc, (PARAGRAPH,)))


def _paragraph(element: ET.Element, tree: Placed) -> ParagraphSpan:
    span = tree.span(element)
    properties = element.find(PARAGRAPH_PROPERTIES)
    content = span.inside if properties is None else tree.span(properties).end
    inline = Inline(element, set())
    plain = all(_is_plain(child) for child in element)
    runs = [child for child in element if plain and _shows(child)]
    return ParagraphSpan(
        span=span,
        content=content,
        text=inline.text,
        runs=tuple(map(tree.span, runs)),
        looks=tuple(_look(run, tree) for run in runs),
        plain=plain,
    )


def _is_plain(child: ET.Element) -> bool:
    if child.tag != RUN or not _shows(child):
        return child.tag in _HARMLESS or child.tag == RUN
    return all(part.tag in _PLAIN for part in child)


def _shows(child: ET.Element) -> bool:
    """Whether it is a run of more than the reference of a comment."""
    return child.tag == RUN and any(part.tag not in _REFERENCES for part in child)


def _look(run: ET.Element, tree: Placed) -> Span | None:
    properties = run.find(RUN_PROPERTIES)
    return None if properties is None else tree.span(properties)
