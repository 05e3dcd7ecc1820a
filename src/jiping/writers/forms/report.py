"""The report (附件4): what the unit wrote, and drafted chapters where it wrote nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jiping.model.filing import Filing, Report, Section
from jiping.model.layout import ChapterLayout, ReportLayout
from jiping.model.values import Entry, Ref
from jiping.writers.forms.draft import drafted, was_drafted
from jiping.writers.forms.plan import Page, Piece, Text
from jiping.writers.forms.words import Wording

NUMERALS = "一二三四五六七八九十"
_LONGEST_COVER = 60
_INTRO = re.compile(r".{0,12}附.{0,8}[:：]\s*")
# The body that the report is sent to, in a line of its own.
_ADDRESSEE = re.compile(
    r"[^：:，。；]{1,40}(?:局|厅|部|委|办|政府|委员会|办公室|小组|单位)[：:]"
)
_SHEETS = ("base", "overall", "project", "government_fund", "state_capital", "social_insurance")  # fmt: skip


def text(role: str, words: str, drafted: bool = False) -> Text:
    """A paragraph without bindings."""
    return Text(role=role, pieces=(Piece(text=words),), drafted=drafted)


def own(role: str, entry: Entry) -> Text:
    """A paragraph of the filing's own."""
    return Text(role=role, pieces=(Piece(text=entry.raw),), at=entry.ref)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A heading with its paragraphs and sub-chapters. ``section`` is where it was read
    from; ``inline`` where its first paragraph goes on behind the heading."""

    role: str
    number: str
    heading: str
    texts: tuple[Text, ...] = ()
    parts: tuple["Chapter", ...] = ()
    section: Section | None = None
    inline: bool = False


def report_pages(
    filing: Filing,
    printed: ReportLayout,
    words: Wording,
    *,
    complete: bool,
    blank: bool,
) -> tuple[Page, ...]:
    """The cover, where there is one, and the report.

    ``complete`` adds the chapters that are missing and drafts what is empty, ``blank``
    leaves them empty. Without both the report is as the unit wrote it.
    """
    if filing.report is None and not complete:
        return ()
    report = filing.report or Report()
    own_annex = words.own_labels and (report.annex or not complete)
    annex = text("annex", report.annex if own_annex else printed.annex)
    labelled = (annex,) if annex.text else ()
    title = report.title or words.fill(printed.title)
    first, opening = _cover(report)
    cover = tuple(own("cover", entry) for entry in first)
    if complete and printed.cover and not cover:
        lines = (printed.cover_unit, printed.cover_date)
        cover = tuple(text("cover", words.fill(line)) for line in lines)
    chapters = tuple(_own(section, filing) for section in _top(report.sections, ""))
    if complete:
        chapters = _Drafting(filing, printed, words, blank).completed(chapters)
    body = (
        *(() if cover else labelled),
        text("report_title", title),
        *(own(_opening_role(entry), entry) for entry in opening),
        *(line for chapter in chapters for line in _printed(chapter, "heading")),
        *_closing(report, words, complete, signed=bool(cover)),
    )
    page = Page(kind="report", key="", name="自评报告", blocks=body)
    if not cover:
        return (page,)
    front = (
        *labelled,
        text("cover_title", title),
        *cover,
    )
    return (Page(kind="cover", key="", name="报告封面", blocks=front), page)


def _cover(report: Report) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The short lines in front, and the prose before the first chapter."""
    lines = 0
    for entry in report.cover:
        long = len(entry.raw) > _LONGEST_COVER or "。" in entry.raw
        if long or _ADDRESSEE.fullmatch(entry.raw):
            break
        lines += 1
    return report.cover[:lines], report.cover[lines:]


def _opening_role(entry: Entry) -> str:
    return "addressee" if _ADDRESSEE.fullmatch(entry.raw) else "body"


def _top(sections: Sequence[Section], parent: str) -> Iterator[Section]:
    """The sections directly under one; what names no known parent stands on top."""
    keys = {section.key for section in sections}
    return (s for s in sections if (s.parent if s.parent in keys else "") == parent)


def _own(section: Section, filing: Filing) -> Chapter:
    """A chapter as the unit wrote it."""
    paragraphs = list(section.paragraphs)
    first = filing.places.get(Ref("report", section.key, "p1"))
    heading = filing.places.get(Ref("report", section.key, "heading"))
    inline = first is not None and first == heading
    if inline and section.heading.raw.endswith(
        (f"（{paragraphs[0].raw}）", f"({paragraphs[0].raw})")
    ):
        # What stands in the heading's own brackets is no paragraph.
        paragraphs, inline = paragraphs[1:], False
    sections = filing.report.sections if filing.report else ()
    return Chapter(
        role=section.role,
        number=section.number,
        heading=section.heading.raw,
        texts=tuple(own("body", paragraph) for paragraph in paragraphs),
        parts=tuple(_own(part, filing) for part in _top(sections, section.key)),
        section=section,
        inline=inline,
    )


class _Drafting:
    """Adds the chapters that a report lacks, and writes those that are empty or ours."""

    def __init__(
        self, filing: Filing, printed: ReportLayout, words: Wording, blank: bool
    ) -> None:
        self.filing = filing
        self.printed = printed
        self.words = words
        self.blank = blank
        self.roles = [c.role for c in printed.chapters]
        self.roles += [role for c in printed.chapters for role, _ in c.parts]

    def completed(self, chapters: Sequence[Chapter]) -> tuple[Chapter, ...]:
        """Every chapter of the layout; the unit's own stay in their order."""
        found, at = list(chapters), -1
        for layout in self.printed.chapters:
            place = _place(found, layout.role)
            if place is None:
                at += 1
                new = Chapter(role=layout.role, number="", heading=layout.heading)
                found.insert(at, self._whole(new, layout))
            else:
                at = place
                found[at] = self._whole(found[at], layout)
        if all(chapter.number for chapter in found):
            return tuple(found)
        return tuple(
            replace(c, number=_chinese(n)) for n, c in enumerate(found, start=1)
        )

    def _whole(self, chapter: Chapter, layout: ChapterLayout) -> Chapter:
        known = any(_place(chapter.parts, role) is not None for role, _ in layout.parts)
        if not (known or _empty(chapter)):
            return self._written(chapter)
        parts, at = list(chapter.parts), -1
        for role, heading in layout.parts:
            place = _place(parts, role)
            if place is None:
                at += 1
                parts.insert(at, Chapter(role=role, number="", heading=heading))
                place = at
            at = place
            parts[at] = self._written(parts[at])
        if not all(part.number for part in parts):
            parts = [
                replace(part, number=f"（{_chinese(n)}）")
                for n, part in enumerate(parts, start=1)
            ]
        return replace(self._written(chapter), parts=tuple(parts))

    def _written(self, chapter: Chapter) -> Chapter:
        ours = chapter.texts and chapter.section and was_drafted(chapter.section)
        if not (ours or _empty(chapter)):
            return chapter
        texts = drafted(self.filing, chapter.role, self.roles, self.words)
        return replace(chapter, texts=() if self.blank else texts, inline=False)


def _empty(chapter: Chapter) -> bool:
    return not (chapter.texts or chapter.parts)


def _place(chapters: Sequence[Chapter], role: str) -> int | None:
    return next((i for i, c in enumerate(chapters) if c.role == role), None)


def _chinese(number: int) -> str:
    """1 to 19 in Chinese numerals."""
    return NUMERALS[number - 1] if number <= 10 else f"十{NUMERALS[number - 11]}"


def _printed(chapter: Chapter, role: str) -> Iterator[Text]:
    heading = _heading(chapter)
    texts = list(chapter.texts)
    if chapter.inline and texts:
        first = texts.pop(0)
        yield replace(first, pieces=(Piece(text=f"{heading}："), *first.pieces))
    else:
        at = chapter.section.heading.ref if chapter.section else None
        yield replace(text(role, heading), at=at)
    yield from texts
    if _empty(chapter):
        yield text("body", "")
    for part in chapter.parts:
        yield from _printed(part, "subheading")


def _heading(chapter: Chapter) -> str:
    number = chapter.number
    if number.startswith("第"):
        return f"{number}　{chapter.heading}"
    mark = "" if not number or number.endswith((")", "）")) else "、"
    return f"{number}{mark}{chapter.heading}"


def _closing(
    report: Report, words: Wording, complete: bool, signed: bool
) -> Iterator[Text]:
    """The list of attachments, and unit and date."""
    lines = report.closing
    found = (i for i, line in enumerate(lines) if _INTRO.fullmatch(line.raw))
    opening = next(found, None)
    intro: tuple[Text, ...] = ()
    items = tuple(own("attachment", entry) for entry in report.attachments)
    if opening is None:
        after = tuple(own("closing", line) for line in lines)
    else:
        yield from (own("closing", line) for line in lines[:opening])
        intro = (own("attachment", lines[opening]),)
        after = tuple(own("closing", line) for line in lines[opening + 1 :])
    if complete and not items:
        intro = (text("attachment", words.layout.attachments),)
        items = tuple(text("attachment", line) for line in promised(words))
    if complete and not (lines or signed):
        dated = words.fill("{following}年    月    日")
        after = tuple(
            text("closing", line) for line in (f"{words.subject}（盖章）", dated)
        )
    yield from (*intro, *items, *after)


def promised(words: Wording) -> list[str]:
    sheets = words.layout.sheets
    names = [sheets[key].title.replace("{year}年度", "") for key in _SHEETS]
    return [
        words.layout.item.format(number=number, name=name)
        for number, name in enumerate(names, start=1)
    ]
