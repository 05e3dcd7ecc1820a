"""Where the text of a Word package stands in its bytes, so that it can be marked there.

All offsets count bytes of the main part as it is in the package.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from jiping.model.document import Place


@dataclass(frozen=True, slots=True)
class Span:
    """An element: its start tag is ``start:inside``, its end tag ``close:end``. An empty
    element (``<w:p/>``) has no end tag: ``inside``, ``close`` and ``end`` are the same."""

    start: int
    inside: int
    close: int
    end: int

    @property
    def bare(self) -> bool:
        """Whether the element is one empty tag."""
        return self.close == self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphSpan:
    """A paragraph. ``content`` is where its text may begin, behind its properties.

    ``text`` is what it shows. ``runs`` are its runs, ``looks`` their properties
    (``w:rPr``, ``None`` where a run has none); both are empty where the paragraph holds
    anything but plain runs of text and so cannot be rewritten.
    """

    span: Span
    content: int
    text: str
    runs: tuple[Span, ...] = ()
    looks: tuple[Span | None, ...] = ()
    plain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """A Word package as it is to be marked.

    ``main`` is the name of the main part, ``relations`` of its relationships,
    ``comments`` of its comments (the name to give them where there are none yet);
    ``parts`` the bytes of these and of the content types, empty where a part is not
    there. ``spots`` are the paragraphs of each place: of a cell all, of a table those
    of its first cell, of the file its first.
    """

    main: str
    relations: str
    comments: str
    parts: Mapping[str, bytes]
    spots: Mapping[Place, tuple[ParagraphSpan, ...]]
