"""Word packages (.docx, .docm, .dotx) as documents without meaning.

Our own reader over ``zipfile`` and ElementTree's C parser: it needs positions, merges
and revisions that libraries made for writing do not show, and it is faster.
"""

import posixpath
import re
from collections.abc import Iterator

from jiping.model.document import Document, Paragraph, Place, Table
from jiping.readers.docx.lists import Lists
from jiping.readers.docx.names import BODY
from jiping.readers.docx.parts import Package
from jiping.readers.docx.slim import slim
from jiping.readers.docx.story import Story
from jiping.readers.notes import Unreadable
from jiping.readers.remarks import LINKED, MACROS, empty, remarks

_MACROS = "vbaproject.bin"
# What a document shows and does not hold; a hyperlink is only text until it is clicked.
_OUTSIDE = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*.External.[^>]*>")
_HYPERLINK = b"/hyperlink"


def read_docx(data: bytes, name: str) -> Document:
    """The document of a Word package.

    Raises ``Unreadable`` when there is nothing to read.
    """
    package = Package(data, name)
    main = package.main()
    body = package.parse(slim(package.part(main))).find(BODY)
    if body is None:
        raise Unreadable(
            f"“{name}”的正文结构不完整，请用 Word 打开修复并另存后重新提交。", "docx"
        )
    told = Story(name, lists_of(package, main))
    blocks = tuple(_placed(told, list(told.content(body))))
    notes = (
        *remarks(name, {*told.marks, *_carried(package, main)}, told.covered),
        *empty(name, blocks, told.marks),
    )
    return Document(name=name, format="docx", blocks=blocks, notes=notes)


def _carried(package: Package, main: str) -> Iterator[str]:
    """What comes with the text that is neither run nor opened."""
    folder = posixpath.dirname(main)
    if posixpath.join(folder, _MACROS) in package:
        yield MACROS
    links = _OUTSIDE.findall(package.part(relations_of(main)))
    if any(_HYPERLINK not in link for link in links):
        yield LINKED


def relations_of(part: str) -> str:
    """The name of the part that holds another part's relationships."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", base + ".rels")


def lists_of(package: Package, main: str) -> Lists:
    """The automatic numbering that the main part refers to."""
    relations = relations_of(main)
    return Lists(
        package,
        package.related(relations, "/numbering"),
        package.related(relations, "/styles"),
    )


def _placed(told: Story, pieces: list[str | Table]) -> list[Paragraph | Table]:
    blocks: list[Paragraph | Table] = []
    number = 0
    for piece in pieces:
        if isinstance(piece, Table):
            blocks.append(piece)
        elif text := piece.strip():
            number += 1
            place = Place(file=told.file, paragraph=number)
            blocks.append(Paragraph(text=text, place=place))
    return blocks
