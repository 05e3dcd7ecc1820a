"""附件4, the self-evaluation report: cover, chapters, statements, list of attachments."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jiping.intake.context import Claim
from jiping.intake.sections import Chapter, chapters, numbered
from jiping.intake.statements import claims
from jiping.intake.text import squash
from jiping.intake.values import entry, text_entry, with_slack
from jiping.model.document import Paragraph, Place
from jiping.model.filing import Report, Section, Statement
from jiping.model.patterns import compile_late
from jiping.model.values import Entry, Ref

_ANNEX = compile_late(r"\s*(附\s*件\s*[0-9０-９一二三四五六七八九十]{1,2})\s*[:：]?\s*")
_COVER = compile_late(
    r"盖章|此页为封面|[(（]公章[)）]|(?:单位|部门)(?:[(（].*[)）])?名称\s*[:：]"
)
_DATE = compile_late(
    r"[\d〇○零一二三四五六七八九十X×_\s]*年[\d一二三四五六七八九十X×_\s]*月[\d一二三四五六七八九十X×_\s]*日?"
)
_TITLE_END = compile_late(r"报告(?:书)?(?:[(（][^)）]*[)）])?$")
_LONGEST_TITLE_LINE = 60
_INTRO = compile_late(
    r"\s*(?:本?报告)?(?:需要|需|须|应)?(?:提供|附送|附上|附)?(?:以下|下列|如下)?"
    r"(?:附\s*件|附\s*表|附)(?:材料|清单|目录|如下|包括)?\s*[:：]\s*"
)
# One number, or the numbers of several copies (3—5.).
_NUMBER = r"[0-9０-９]{1,2}(?:\s*[-—－~至]\s*[0-9０-９]{1,2})?\s*"
_ITEM = compile_late(rf"\s*(?:附\s*[件表]\s*)?{_NUMBER}[、.\uff0e：:\-]\s*\S.*")
_ITEM_END = compile_late(
    r"(?:表|报告|材料|清单|照片|文件|方案|通知)(?:[(（].*[)）])?[;；。,，、]?\s*$"
)
_NEXT_ITEM = compile_late(
    rf"(?<=[\s表）)；;、，])(?={_NUMBER}[、.\uff0e](?![0-9０-９]))"
)
_LONGEST_SIGN_OFF = 30
_LONGEST_ITEM = 80
_LONGEST_LIST = 40
# Chapters in which an amount that names nothing is the unit's whole spending.
_ON_THE_WHOLE = frozenset({"profile", "finance", "evaluation", "performance"})
_YEAR = compile_late(r"(20\d{2})年")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    place: Place


@dataclass(slots=True)
class _Builder:
    """Entries made so far, with the place of each."""

    places: dict[Ref, Place] = field(default_factory=dict)
    stated: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def text(self, ref: Ref, line: _Line) -> Entry:
        self.places[ref] = line.place
        return text_entry(ref, line.text)

    def texts(self, section: str, lines: Sequence[_Line]) -> tuple[Entry, ...]:
        return tuple(
            self.text(Ref("report", section, f"p{number}"), line)
            for number, line in enumerate(lines, 1)
        )


def read_report(
    paragraphs: Sequence[Paragraph], annex: str = ""
) -> tuple[Report, dict[Ref, Place]]:
    """The report that these paragraphs hold, and where each of its parts stands.

    ``paragraphs`` run from the annex label, the cover or the title to the end of the
    annex; ``annex`` is its label as printed, where the caller took it off. Never raises:
    a text without any known heading is all cover.
    """
    label, lines = _labelled(
        [_Line(p.text, p.place) for p in paragraphs if p.text.strip()]
    )
    lines, attachments, closing = _without_tail(lines)
    before, found = chapters([line.text for line in lines])
    cover, title_lines = _title(lines[:before])
    title = "".join(line.text.strip() for line in title_lines)
    builder = _Builder()
    for line in (*title_lines[:1], *lines[:1], *attachments[:1]):
        builder.places.setdefault(Ref("report"), line.place)
    sections = tuple(_section(builder, chapter, lines) for chapter in found)
    report = Report(
        annex=annex or label,
        title=title,
        cover=builder.texts("cover", cover),
        sections=sections,
        statements=_statements(builder, cover, found, lines, title),
        attachments=builder.texts("attachments", attachments),
        closing=builder.texts("closing", closing),
    )
    return report, builder.places


def _labelled(lines: list[_Line]) -> tuple[str, list[_Line]]:
    """The annex label, and the lines without it."""
    match = _ANNEX.match(lines[0].text) if lines else None
    if match is None:
        return "", lines
    rest = lines[0].text[match.end() :]
    first = [_Line(rest, lines[0].place)] if rest else []
    return re.sub(r"\s", "", match[1]), [*first, *lines[1:]]


def _without_tail(
    lines: list[_Line],
) -> tuple[list[_Line], list[_Line], list[_Line]]:
    """The report's body, its list of attachments, and what else stands at the end."""
    body, signed_after = _signed_off(lines)
    start = next((i for i in reversed(range(len(body))) if _opens_list(body, i)), None)
    if start is None:
        start = len(body)
        while start > 1 and _promised(body[start - 1].text):
            start -= 1
        items, intro = body[start:], []
    else:
        opening = _INTRO.match(body[start].text)
        intro = [_Line(opening[0].strip() if opening else "", body[start].place)]
        items = [item for line in body[start:] for item in _items(line)]
    body, signed = _signed_off(body[:start]) if items or intro else (body, [])
    return body, items, [*signed, *intro, *signed_after]


def _opens_list(lines: Sequence[_Line], index: int) -> bool:
    """Whether a line is 附件： and only the list follows."""
    near = 0 < len(lines) - index <= _LONGEST_LIST
    if index == 0 or not near or not _INTRO.match(lines[index].text):
        return False
    listed = list(_items(lines[index]))
    after = [line.text for line in lines[index + 1 :]]
    return bool(listed or after) and all(
        len(text) <= _LONGEST_ITEM and (_ITEM.fullmatch(text) or _ITEM_END.search(text))
        for text in after
    )


def _promised(text: str) -> bool:
    if len(text) > _LONGEST_ITEM:
        return False
    return bool(_ITEM.fullmatch(text) and _ITEM_END.search(text))


def _items(line: _Line) -> Iterator[_Line]:
    """The attachments that a line names; none for the words that open the list."""
    match = _INTRO.match(line.text)
    named = line.text[match.end() :] if match else line.text
    for item in _NEXT_ITEM.split(named):
        if item.strip():
            yield _Line(item.strip(), line.place)


def _signed_off(lines: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    """The lines without unit and date at their end."""
    end = len(lines)
    while end > 1 and _short(lines[end - 1]) and _COVER.search(lines[end - 1].text):
        end -= 1
    if end > 1 and _DATE.fullmatch(lines[end - 1].text):
        end -= 1
        if end > 1 and _short(lines[end - 1]) and not numbered(lines[end - 1].text)[0]:
            end -= 1
    return lines[:end], lines[end:]


def _short(line: _Line) -> bool:
    text = squash(line.text)
    return 3 < len(text) <= _LONGEST_SIGN_OFF and not re.search(r"[。,;]", text)


def _title(lines: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    """The lines before the first chapter without the title, and the title's lines.

    A title may stand on several lines, and on the cover and over the text; the fullest
    one counts.
    """
    runs: list[list[int]] = []
    for index, line in enumerate(lines):
        if not _is_title_end(line.text):
            continue
        run = [index]
        while run[0] > 0 and len(run) < 3 and _carries_on(lines[run[0] - 1].text):
            if _complete(lines[run[0]].text):
                break
            run.insert(0, run[0] - 1)
        runs.append(run)
    if not runs:
        return lines, []
    used = {index for run in runs for index in run}
    fullest = max(runs, key=lambda run: sum(len(squash(lines[i].text)) for i in run))
    cover = [line for index, line in enumerate(lines) if index not in used]
    return cover, [lines[index] for index in fullest]


def _is_title_end(text: str) -> bool:
    plain = squash(text)
    return len(plain) <= _LONGEST_TITLE_LINE and bool(_TITLE_END.search(plain))


def _complete(text: str) -> bool:
    """Whether a title line begins a title, with the year."""
    return bool(re.match(r"(?:关于)?20\d{2}年", squash(text)))


def _carries_on(text: str) -> bool:
    """Whether a line can be the beginning of a title that ends on the next."""
    plain = squash(text)
    if len(plain) > _LONGEST_TITLE_LINE or re.search(r"[。;:]$", plain):
        return False
    return not (_COVER.search(plain) or _DATE.fullmatch(text) or _is_title_end(text))


def _year(title: str, cover: Sequence[_Line]) -> int | None:
    """The year the report is about, from its title."""
    for text in (title, *(line.text for line in cover)):
        match = _YEAR.search(squash(text))
        if match:
            return int(match[1])
    return None


def _section(builder: _Builder, chapter: Chapter, lines: Sequence[_Line]) -> Section:
    heading = chapter.heading
    at = lines[chapter.index].place
    return Section(
        key=chapter.key,
        role=heading.role,
        number=heading.number,
        heading=builder.text(
            Ref("report", chapter.key, "heading"), _Line(heading.text, at)
        ),
        level=heading.level,
        paragraphs=builder.texts(
            chapter.key,
            [_Line(text, lines[index].place) for index, text in chapter.lines],
        ),
        parent=chapter.parent,
    )


def _statements(
    builder: _Builder,
    cover: Sequence[_Line],
    found: Sequence[Chapter],
    lines: Sequence[_Line],
    title: str,
) -> tuple[Statement, ...]:
    year = _year(title, cover)
    whole = "overall" if "整体支出" in squash(title) else ""
    roles = {chapter.key: chapter.heading.role for chapter in found}
    made: list[Statement] = []
    texts = [line.text for line in cover]
    for index, claim in claims(texts, whole, year):
        made.append(_statement(builder, "cover", claim, cover[index].place))
    for chapter in found:
        texts = [text for _, text in chapter.lines]
        role = chapter.heading.role or roles.get(chapter.parent, "")
        topic = chapter.topic or (whole if role in _ON_THE_WHOLE else "")
        for index, claim in claims(texts, topic, year):
            place = lines[chapter.lines[index][0]].place
            made.append(_statement(builder, chapter.key, claim, place))
    return tuple(made)


def _statement(
    builder: _Builder, section: str, claim: Claim, place: Place
) -> Statement:
    ref = _free(builder, section, claim)
    builder.places[ref] = place
    return Statement(
        entry=_entry(ref, claim),
        topic=claim.topic,
        aspect=claim.aspect,
        subject=claim.subject,
        section=section,
        sentence=claim.sentence,
        part_of=claim.part_of,
        negative=claim.negative,
    )


def _free(builder: _Builder, section: str, claim: Claim) -> Ref:
    """An address by topic and aspect, or by the words where the topic is not known."""
    row = claim.topic or re.sub(r"[:/#]", "", claim.subject)[:20] or "figure"
    builder.stated[section, row, claim.aspect] += 1
    repeated = builder.stated[section, row, claim.aspect]
    aspect = claim.aspect if repeated == 1 else f"{claim.aspect}#{repeated}"
    return Ref("report", section, row, aspect)


def _entry(ref: Ref, claim: Claim) -> Entry:
    if claim.negative:
        return Entry(ref=ref, raw=claim.raw, value=Decimal(0), unit=claim.unit)
    if claim.kind == "grade":
        return text_entry(ref, claim.raw)
    # Prose chooses its digits anew for every figure, so each is a table of its own.
    return with_slack((entry(ref, claim.raw, claim.unit),))[0]
