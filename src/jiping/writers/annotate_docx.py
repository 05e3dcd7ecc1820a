"""The filer's own Word file back, with comments and tracked changes and nothing else
changed: what is new is set in between the bytes that are there."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from jiping.model.document import Place
from jiping.model.markup import Markup, ParagraphSpan
from jiping.writers.mending import AUTHOR, Remark
from jiping.writers.zip_parts import appended, with_parts

CONTENT_TYPES = "[Content_Types].xml"
MENDED = "已按勾稽关系写成修订，请核对后接受或拒绝。"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = {
    _WORD: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    _OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_COMMENTS_TYPE = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ID = re.compile(rb"""\b(?:\w+:)?id\s*=\s*["'](\d{1,9})["']""")
_RELATION_ID = re.compile(rb"""\bId\s*=\s*["']rId(\d{1,9})["']""")
_NAME = re.compile(rb"<([\w.:-]+)")
_TEXT = re.compile(rb"(</?)(\w+:)?t(?=[\s/>])")


@dataclass(frozen=True, slots=True)
class Edit:
    """``text`` in place of the bytes from ``start`` to ``stop``."""

    start: int
    stop: int
    text: str | bytes


@dataclass(frozen=True, slots=True)
class Change:
    """A cell's text to be replaced by another, as a revision that can be refused."""

    place: Place
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """The file, and what could be done: ``written`` counts the comments, ``changed``
    are the places where the text was replaced."""

    data: bytes
    written: int
    changed: tuple[Place, ...]


def annotate(
    package: bytes,
    markup: Markup,
    remarks: Iterable[Remark],
    changes: Sequence[Change] = (),
    date: str = "",
) -> Annotated:
    """The package with a comment for each remark and each change as a revision.

    ``date`` (``2024-07-05T00:00:00Z``) dates both; without it they have no date. A
    remark whose place is not in the package stands at its first paragraph. A change
    whose cell does not show ``old`` and nothing else, in plain runs, is not made.
    """
    writing = _Writing(markup, date)
    starts: list[Edit] = []
    revisions: list[Edit] = []
    ends: list[Edit] = []
    comments: list[str] = []
    changed: list[Place] = []
    for change in changes:
        if made := writing.change(change):
            revisions += made
            changed.append(change.place)
    for remark in remarks:
        if paragraphs := writing.spot(remark.place):
            number = next(writing.ids)
            starts.append(writing.begun(paragraphs[0], number))
            ends.append(writing.ended(paragraphs[-1], number))
            mended = (MENDED,) if remark.place in changed else ()
            comments.append(writing.comment((*remark.lines, *mended), number))
    if not (comments or changed):
        return Annotated(package, 0, ())
    # What is set in at one place stands there in this order.
    edits = [*starts, *revisions, *ends, *writing.opened()]
    parts = {markup.main: _edited(markup.parts[markup.main], edits)}
    if comments:
        parts |= writing.comment_parts(comments)
    return Annotated(with_parts(package, parts), len(comments), tuple(changed))


class _Writing:
    """One package being written in; ids go on from the highest that is there."""

    def __init__(self, markup: Markup, date: str) -> None:
        main = markup.parts[markup.main]
        comments = markup.parts[markup.comments]
        used = [int(found) for part in (main, comments) for found in _ID.findall(part)]
        self.ids = count(max(used, default=-1) + 1)
        self._markup, self._main = markup, main
        self._bare: dict[int, ParagraphSpan] = {}
        self._strict = _STRICT[_WORD].encode() in main and _WORD.encode() not in main
        self._when = f" w:date={quoteattr(date)}" if date else ""

    def _space(self, name: str) -> str:
        return _STRICT[name] if self._strict else name

    def _declared(self, paragraph: ParagraphSpan) -> str:
        """What the elements set in there must declare: nothing where ``w:`` is known."""
        known = self._main.startswith(b"<w:", paragraph.span.start)
        return "" if known else f' xmlns:w="{self._space(_WORD)}"'

    def spot(self, place: Place) -> tuple[ParagraphSpan, ...]:
        """The paragraphs of a place, of the table around it, or the first there is."""
        spots = self._markup.spots
        table = place._replace(row=None, column=None)
        found = (spots.get(at) for at in (place, table, Place(file=place.file)))
        return next((paragraphs for paragraphs in found if paragraphs), ())

    def begun(self, paragraph: ParagraphSpan, number: int) -> Edit:
        """Where the range of a comment begins."""
        at = self._inside(paragraph, paragraph.content)
        known = self._declared(paragraph)
        return Edit(at, at, f'<w:commentRangeStart{known} w:id="{number}"/>')

    def ended(self, paragraph: ParagraphSpan, number: int) -> Edit:
        """Where it ends, with the run that refers to the comment."""
        at = self._inside(paragraph, paragraph.span.close)
        known = self._declared(paragraph)
        return Edit(
            at,
            at,
            f'<w:commentRangeEnd{known} w:id="{number}"/>'
            f'<w:r{known}><w:commentReference w:id="{number}"/></w:r>',
        )

    def _inside(self, paragraph: ParagraphSpan, at: int) -> int:
        """Where to write in a paragraph; one that is an empty tag has to be opened."""
        if paragraph.span.bare:
            self._bare[paragraph.span.end] = paragraph
            return paragraph.span.end
        return at

    def opened(self) -> Iterator[Edit]:
        """Empty tags that were written in, as start tag and end tag."""
        for end, paragraph in self._bare.items():
            tag = _NAME.match(self._main, paragraph.span.start)
            assert tag is not None
            yield Edit(end - len("/>"), end, ">")
            yield Edit(end, end, b"</" + tag[1] + b">")

    def comment(self, said: Iterable[str], number: int) -> str:
        """A ``w:comment``, one paragraph a line."""
        lines = "".join(
            f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
            for line in said
        )
        return (
            f'<w:comment xmlns:w="{self._space(_WORD)}" w:id="{number}"'
            f' w:author="{AUTHOR}" w:initials="{AUTHOR}"{self._when}>{lines}</w:comment>'
        )

    def change(self, change: Change) -> list[Edit]:
        """Deletion of what is there and insertion of what should be."""
        paragraphs = self._markup.spots.get(change.place, ())
        shown = "\n".join(each.text for each in paragraphs).strip()
        if shown != change.old.strip() or not all(p.plain for p in paragraphs):
            return []
        target = next((p for p in paragraphs if p.runs), paragraphs[0])
        end = target.runs[0].start if target.runs else target.span.close
        at = self._inside(target, end)
        inserted = Edit(at, at, self._inserted(target, change.new))
        return [
            inserted,
            *(edit for each in paragraphs for edit in self._deleted(each)),
        ]

    def _revision(self, kind: str, paragraph: ParagraphSpan) -> str:
        return (
            f'<w:{kind}{self._declared(paragraph)} w:id="{next(self.ids)}"'
            f' w:author="{AUTHOR}"{self._when}>'
        )

    def _inserted(self, paragraph: ParagraphSpan, text: str) -> str:
        look = next((look for look in paragraph.looks if look), None)
        properties = self._main[look.start : look.end].decode() if look else ""
        return (
            f"{self._revision('ins', paragraph)}<w:r>{properties}"
            f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:ins>'
        )

    def _deleted(self, paragraph: ParagraphSpan) -> Iterator[Edit]:
        for run in paragraph.runs:
            raw = _TEXT.sub(rb"\1\2delText", self._main[run.start : run.end])
            opening = self._revision("del", paragraph).encode()
            yield Edit(run.start, run.end, opening + raw + b"</w:del>")

    def comment_parts(self, comments: Sequence[str]) -> Mapping[str, bytes]:
        """The comments, and what tells of them where there were none before."""
        markup = self._markup
        existing = markup.parts[markup.comments]
        empty = f'{_DECLARATION}<w:comments xmlns:w="{self._space(_WORD)}"/>'
        parts = {
            markup.comments: appended(existing or empty.encode(), "".join(comments))
        }
        if existing:
            return parts
        relations = (
            markup.parts[markup.relations]
            or (
                f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships"/>'
            ).encode()
        )
        free = max(map(int, _RELATION_ID.findall(relations)), default=0) + 1
        target = posixpath.relpath(markup.comments, posixpath.dirname(markup.main))
        parts[markup.relations] = appended(
            relations,
            f'<Relationship xmlns="{_PACKAGE}/relationships" Id="rId{free}"'
            f' Type="{self._space(_OFFICE)}/comments" Target={quoteattr(target)}/>',
        )
        parts[CONTENT_TYPES] = appended(
            markup.parts[CONTENT_TYPES],
            f'<Override xmlns="{_PACKAGE}/content-types"'
            f" PartName={quoteattr('/' + markup.comments)}"
            f' ContentType="{_COMMENTS_TYPE}"/>',
        )
        return parts


def _edited(part: bytes, edits: Iterable[Edit]) -> bytes:
    """The part with every edit made; those at one place in the order they are given."""
    pieces: list[bytes] = []
    at = 0
    for edit in sorted(edits, key=lambda each: (each.start, each.stop)):
        text = edit.text.encode() if isinstance(edit.text, str) else edit.text
        pieces += [part[at : edit.start], text]
        at = edit.stop
    return b"".join([*pieces, part[at:]])
