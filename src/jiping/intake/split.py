"""A document taken apart: one part for each table of a form, and the prose between.

Annexes may stand in any order, share one table, or go on over two tables; the part
ends where a heading, a header row or a name row shows that another one begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from jiping.intake.columns import Header, header_in
from jiping.intake.labels import year
from jiping.intake.lines import Item, Line, stream
from jiping.intake.signature import footers, is_footer
from jiping.intake.text import squash
from jiping.intake.vocabulary import Vocabulary, listed
from jiping.model.document import Document, Paragraph
from jiping.model.memory import FORGETFUL, Memory
from jiping.model.patterns import compile_late

# How far above a table its title may stand, in paragraphs that are not empty.
_CAPTIONS = 5
_LONGEST_CAPTION = 80
# The date that closes what stands before, not the first half of a title.
_DATED = compile_late(r"(?:19|20)\d\d[年./-]\d{0,2}[月./-]\d{0,2}日?")
_LONGEST_FRAGMENT = 40
_TABLE_NAME = compile_late(r"[^:。；;]{2,38}表(?:\([^()]{1,12}\))?")
_SENTENCE_END = ("。", "；", ";", "，", ",")
# A project or unit name in front of one of these begins another table.
_NAMES = frozenset({"unit", "project"})
# A block shown again after one of these is the same block of another table.
_AFTER = {
    "staff": ("expense", "building"),
    "expense": ("building",),
    "fund": ("indicator",),
    "objective": ("indicator",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands above a table: annex label, title, the kind the title names, and
    lines between title and table (unit of amounts, name of the unit)."""

    annex: str = ""
    title: str = ""
    kind: str = ""
    captions: tuple[Paragraph, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()


_NO_HEADING = Heading()


@dataclass(slots=True, kw_only=True)
class Part:
    """The rows of one table of a form, from whichever tables of the file.

    ``group`` is ``base``, ``evaluation``, ``rubric`` or ``funds`` by its header rows,
    ``""`` where it shows none. ``footers`` are the paragraphs under it that belong to it.
    """

    file: str
    heading: Heading
    group: str = ""
    lines: list[Line] = field(default_factory=list)
    footers: list[Paragraph] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Paragraphs that belong to no table, in one run."""

    file: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What one row of a table says by itself: a title alone (``title``), what its
    columns are (``header``), whose table this is (``names``), a total row."""

    title: Paragraph | None
    header: Header | None
    names: bool
    total: bool


def split(
    document: Document, words: Vocabulary, memory: Memory = FORGETFUL
) -> tuple[Part | Prose, ...]:
    """The parts and the prose of a document, in its order."""
    walk = _Walk(document.name, words, memory)
    for item in stream(document, memory):
        walk.take(item)
    return walk.finish()


class _Walk:
    """One pass over the stream; holds the part at hand and the paragraphs since."""

    def __init__(self, file: str, words: Vocabulary, memory: Memory) -> None:
        self.file = file
        self.words = words
        self.memory = memory
        self.found: list[Part | Prose] = []
        self.pending: list[Paragraph] = []
        self.part: Part | None = None
        self.table = -1

    def take(self, item: Item) -> None:
        if isinstance(item, Paragraph):
            self.pending.append(item)
        else:
            facts = self.memory.of(_facts, item, self.words)
            if facts.title:
                self.pending.append(facts.title)
            else:
                self._row(item, facts)

    def finish(self) -> tuple[Part | Prose, ...]:
        self._prose(self.pending)
        return tuple(self.found)

    def _row(self, line: Line, facts: Facts) -> None:
        part = self.part
        heading, rest = self._heading() if self.pending else (_NO_HEADING, [])
        another = line.table != self.table
        if part is None or self._begins(part, facts, heading, rest, another):
            self._prose(rest)
            part = Part(file=self.file, heading=heading)
            self.part = part
            self.found.append(part)
        elif rest:
            part.footers.extend(rest)
        self.pending = []
        self.table = line.table
        part.lines.append(line)
        self._mark(part, facts)

    def _begins(
        self,
        part: Part,
        facts: Facts,
        heading: Heading,
        rest: Sequence[Paragraph],
        another: bool,
    ) -> bool:
        """Whether this row is the first of another part."""
        if heading.paragraphs:
            return not (_continues(heading, self.words) and part.lines)
        if another and any(squash(paragraph.text) for paragraph in rest):
            return True
        if facts.header:
            return _opens(part, facts.header, self.words)
        names = facts.names and part.group in ("base", "evaluation", "")
        return names and bool(part.shown)

    def _mark(self, part: Part, facts: Facts) -> None:
        if facts.header:
            part.group = part.group or self.words.groups[facts.header.block.key]
            part.shown.add(facts.header.block.key)
        elif part.group == "evaluation" and "indicator" in part.shown and facts.total:
            part.shown.add("total")

    def _prose(self, paragraphs: Sequence[Paragraph]) -> None:
        rest = list(paragraphs)
        if self.part is not None:
            under, rest = footers(rest, self.words)
            self.part.footers.extend(under)
        if any(squash(paragraph.text) for paragraph in rest):
            self.found.append(Prose(file=self.file, paragraphs=tuple(rest)))

    def _heading(self) -> tuple[Heading, list[Paragraph]]:
        """The heading at the end of the pending paragraphs, and what stands before."""
        printed = [i for i, p in enumerate(self.pending) if squash(p.text)]
        at = self._title_at(printed)
        if at is None:
            return _NO_HEADING, self.pending
        first, kind, title = self._title(printed, at)
        index = printed[at]
        annex, _ = self.words.annex(self.pending[index].text)
        title = title or self._unknown_title(printed[at + 1 :])
        above = printed.index(first) - 1
        if not annex and above >= 0:
            label, rest = self.words.annex(self.pending[printed[above]].text)
            if label and not rest:
                annex, first = label, printed[above]
        return Heading(
            annex=annex,
            title=title,
            kind=kind,
            captions=tuple(self.pending[i] for i in printed[at + 1 :]),
            paragraphs=tuple(self.pending[first : printed[-1] + 1]),
        ), self.pending[:first]

    def _unknown_title(self, below: Sequence[int]) -> str:
        """Under a bare annex label: the line that is a table's name by its end, though
        no form knows it."""
        texts = (self.pending[index].text.strip() for index in below)
        return next((text for text in texts if _TABLE_NAME.fullmatch(squash(text))), "")

    def _title_at(self, printed: Sequence[int]) -> int | None:
        """Which of the printed paragraphs is the title, or the bare annex label."""
        lowest = max(len(printed) - 1 - _CAPTIONS, 0)
        for at in range(len(printed) - 1, lowest - 1, -1):
            text = self.pending[printed[at]].text
            annex, rest = self.words.annex(text)
            if (annex and not rest) or self.words.title(text):
                return None if self._in_list(printed, at) else at
            if self.words.goes_on(text):
                return at
            if len(squash(text)) > _LONGEST_CAPTION or squash(text).endswith("。"):
                return None
        return None

    def _in_list(self, printed: Sequence[int], at: int) -> bool:
        """Whether a title is an entry of a list of annexes: numbered, below another."""
        pair = [self.pending[i].text for i in printed[max(at - 1, 0) : at + 1]]
        return len(pair) > 1 and all(
            listed(text) and self.words.title(text) for text in pair
        )

    def _title(self, printed: Sequence[int], at: int) -> tuple[int, str, str]:
        """First paragraph, kind and text of a title; it may be broken over two."""
        text = self.pending[printed[at]].text
        annex, rest = self.words.annex(text)
        kind = self.words.title(text)
        if annex or at == 0 or not kind:
            return printed[at], kind, rest
        above = self.pending[printed[at - 1]].text.strip()
        if not self._fragment(above):
            return printed[at], kind, rest
        whole = self.words.annex(above)[1] + rest
        return printed[at - 1], self.words.title(whole) or kind, whole

    def _fragment(self, text: str) -> bool:
        label = squash(text)
        words = (*self.words.form.words["title_words"],)
        return (
            0 < len(label) <= _LONGEST_FRAGMENT
            and not label.endswith(_SENTENCE_END)
            and not self.words.title(text)
            and not self.words.annex(text)[0]
            and not listed(text)
            and not is_footer(text, self.words)
            and not _DATED.fullmatch(label)
            and (year(text) is not None or any(word in label for word in words))
        )


def _facts(line: Line, words: Vocabulary) -> Facts:
    filled = next(iter(line.filled), None)
    return Facts(
        title=_title_row(line, words),
        header=header_in(line, words.all_blocks),
        names=words.rows("overall", "header").find(line.slots[0].text) in _NAMES,
        total=bool(filled and words.rows("overall", "total").find(filled.text)),
    )


def _title_row(line: Line, words: Vocabulary) -> Paragraph | None:
    """A row of a table that holds nothing but an annex label or a title."""
    first = line.slots[0]
    if line.filled != (first,):
        return None
    annex, rest = words.annex(first.text)
    if (annex and not rest) or words.title(first.text):
        return Paragraph(text=first.text, place=first.place)
    return None


def _opens(part: Part, header: Header, words: Vocabulary) -> bool:
    """Whether a header row cannot belong to the part so far."""
    key = header.block.key
    if part.group and words.groups[key] != part.group:
        return True
    if "total" in part.shown:
        return True
    return key in part.shown and not part.shown.isdisjoint(_AFTER.get(key, ()))


def _continues(heading: Heading, words: Vocabulary) -> bool:
    """Whether a heading only says that the table goes on."""
    marks = words.form.words["continued"]
    texts = [squash(paragraph.text) for paragraph in heading.paragraphs]
    return any(
        words.goes_on(text) or any(f"({mark})" in text for mark in marks)
        for text in texts
    )
