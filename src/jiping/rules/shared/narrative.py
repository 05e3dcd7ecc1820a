"""The prose of a filing as rules look at it: chapters, bodies, sentences."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from jiping.intake.text import squash
from jiping.model.filing import Filing, Report, Row, Section, Sheet
from jiping.model.memory import of_record
from jiping.model.patterns import compile_late
from jiping.model.values import Entry, Ref
from jiping.rules.shared.text_personal import masked_text

Written = Sheet | Section
Entries = tuple[Entry, ...]
Part = TypeVar("Part", bound=Written)
Found = TypeVar("Found")

FUND_ROLES = ("government_fund", "state_capital", "social_insurance")
# Text cells of the tables that are written as prose.
_PROSE_COLUMNS = {
    "objective": ("expected", "actual"),
    "indicator": ("level3", "target", "actual", "deviation_note"),
    "text": ("text",),
}
_SENTENCE = compile_late(r"[^。；;！!？?\n]+")
# Numbers that are no result: years, dates, ordinals, list marks, rates of the budget.
_NO_RESULT = compile_late(
    r"(?:19|20)\d{2}年?|\d{1,2}[月日号]|第\d+"
    r"|(?<![\d.])[(]?\d{1,2}[).、](?=[\u4e00-\u9fff“])"
    r"|(?:执行率|控制率|支出率|支出进度|占)[^,，。;；]{0,8}?\d[\d.]*%"
)
_RESULT = compile_late(
    r"\d(?:[\d,.]*)(?:余|多)?(?:万|亿|千|百)?(?!元|千元|万元|亿元)(?=[%％\u4e00-\u9fff])"
    r"|百分之[一二三四五六七八九十百]+"
)


def spot(ref: Ref, raw: str = "") -> Entry:
    """An address that is no cell (a sheet, a row, the package) as a place for a hit."""
    return Entry(ref=ref, raw=raw, value=raw)


def sheet_spot(sheet: Sheet) -> Entry:
    """The sheet as a whole."""
    return spot(sheet.ref, sheet.title)


def row_spot(sheet: Sheet, row: Row) -> Entry:
    """The row as a whole."""
    return spot(Ref(sheet.form, sheet.key, row.key), row.label)


def chapters(report: Report) -> tuple[Section, ...]:
    """The chapters of the first level, in order."""
    return tuple(section for section in report.sections if section.level == 1)


def chapter_of(report: Report, section: Section) -> Section:
    """The chapter that a section is, or stands in."""
    for chapter in report.sections:
        if chapter.key == section.parent:
            return chapter
    return section


def body(report: Report, section: Section) -> tuple[Entry, ...]:
    """What a chapter says: its paragraphs, its sub-headings and theirs; never blank."""
    found: list[Entry] = []
    for part in report.within(section):
        if part.key != section.key:
            found.append(part.heading)
        found.extend(part.paragraphs)
    return tuple(entry for entry in found if squash(entry.raw))


def joined(entries: Iterable[Entry]) -> str:
    """Texts without white space, one a line."""
    return "\n".join(squash(entry.raw) for entry in entries)


def paragraphs(report: Report) -> Iterator[tuple[Section, Entry]]:
    """Every paragraph of the chapters with the section it stands in."""
    for section in report.sections:
        for entry in section.paragraphs:
            if squash(entry.raw):
                yield section, entry


def told(filing: Filing) -> Iterator[Entry]:
    """What the unit tells of its year: the report's paragraphs, goals and results."""
    if filing.report is not None:
        yield from (entry for _, entry in paragraphs(filing.report))
    for sheet in filing.evaluations:
        for row in sheet.of_kind("objective"):
            yield from (row[column] for column in ("expected", "actual"))


def written(filing: Filing) -> Iterator[Entry]:
    """Everything the unit wrote in words: paragraphs, sub-headings, prose cells."""
    for part in written_parts(filing):
        yield from written_in(part)


def written_parts(filing: Filing) -> Iterator[Written]:
    """The tables and chapters that ``written`` goes through, in its order."""
    yield from (sheet for sheet in filing.sheets if sheet.form != "rubric")
    if filing.report is not None:
        yield from filing.report.sections


@of_record
def written_in(part: Written) -> tuple[Entry, ...]:
    """What the unit wrote in words in one table or chapter."""
    if isinstance(part, Section):
        heading = (part.heading,) if part.level > 1 else ()
        return (*heading, *(each for each in part.paragraphs if each.raw.strip()))
    return tuple(
        row[column]
        for row in part.rows
        for column in _PROSE_COLUMNS.get(row.kind, ())
        if row[column].text
    )


def found_in_filed(
    filing: Filing, find: Callable[[Entries], tuple[Found, ...]]
) -> Iterator[Found]:
    """What is found in everything that would be published as words, part by part: the
    cover, headers, signatures and remarks of the tables, all that is written, and what
    stands at the end. ``find`` looks at each part by itself."""
    report = filing.report
    if report is not None:
        yield from find(report.cover)
    for sheet in filing.sheets:
        if sheet.form != "rubric":
            yield from found_in(sheet, _furniture, find)
    for part in written_parts(filing):
        yield from found_in(part, written_in, find)
    if report is not None:
        yield from find((*report.attachments, *report.closing))


@of_record
def found_in(
    part: Part,
    cells: Callable[[Part], Entries],
    find: Callable[[Entries], tuple[Found, ...]],
) -> tuple[Found, ...]:
    """What is found in these cells of a table or chapter."""
    return find(cells(part))


def _furniture(sheet: Sheet) -> Entries:
    """What stands around the figures of a table and is published with them."""
    rows = sheet.of_kind("header", "signature")
    return (*(cell for row in rows for cell in row.cells.values()), *sheet.remarks)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a squashed text; a semicolon or a line break ends one."""
    return tuple(piece for piece in _SENTENCE.findall(text) if piece.strip())


def results(text: str) -> int:
    """How many figures of results a text states: numbers that are neither a year, a
    date, the number of a list nor an amount of money."""
    return sum(1 for _ in _RESULT.finditer(_NO_RESULT.sub("", text)))


def shortened(text: str, most: int = 30) -> str:
    """The beginning of a text, for a message; personal data is hidden first, since what
    is left of a number that was cut is known for none."""
    plain = masked_text(squash(text))
    return plain if len(plain) <= most else plain[: most - 1] + "…"
