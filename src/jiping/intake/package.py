"""From documents to filings: the order of things."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from jiping.forms import VOCABULARY, forms
from jiping.intake.assemble import Read, read_part, rekeyed
from jiping.intake.labels import joined, year
from jiping.intake.narrative import Narrative, narratives
from jiping.intake.owners import (
    Package,
    by_unit,
    conflicting_names,
    unit_of,
    unit_of_report,
)
from jiping.intake.recognise import kind_of, layout_of
from jiping.intake.report import read_report
from jiping.intake.split import Part, Prose, split
from jiping.intake.text import squash
from jiping.intake.vocabulary import Vocabulary, vocabulary
from jiping.model.document import Document, Note, Place, Table
from jiping.model.filing import Filing, Report, Sheet
from jiping.model.form import Sign
from jiping.model.memory import FORGETFUL, Memory
from jiping.model.terms import CHECKLIST
from jiping.model.values import Ref

_ORDER = ("base", "overall", "project", "funds", "rubric")
_OPENING = 24


@dataclass(frozen=True, slots=True)
class Found:
    """What the documents of one package hold, a part for each unit."""

    packages: list[Package]
    layout: str
    files: tuple[str, ...]
    notes: list[Note]
    words: Vocabulary


def filings(
    documents: Sequence[Document], memory: Memory = FORGETFUL
) -> tuple[Filing, ...]:
    """The filing that these documents are, or one for each unit that they speak of.

    ``documents`` are the files of one package. Always at least one filing: where
    nothing is recognised it is empty and a note of level ``error`` says so. ``memory``
    knows tables and paragraphs that were read before.
    """
    return filings_of(found_in(documents, memory), memory)


def filings_of(found: Found, memory: Memory = FORGETFUL) -> tuple[Filing, ...]:
    """A filing for each unit."""
    return tuple(
        _filing(
            package,
            found.layout,
            found.files,
            found.notes if first else [],
            found.words,
            memory,
        )
        for first, package in zip(
            (True, *[False] * len(found.packages)), found.packages, strict=False
        )
    )


def found_in(documents: Sequence[Document], memory: Memory = FORGETFUL) -> Found:
    """Every table and report of these documents, each with the unit it belongs to."""
    root = vocabulary(VOCABULARY)
    kept = [_forms_of(each) for each in documents]
    found = [piece for each in kept for piece in split(each, root, memory)]
    parts = [piece for piece in found if isinstance(piece, Part)]
    kinds = [(part, kind_of(part, root, memory)) for part in parts]
    layout, signs = _layout(kinds, memory)
    words = vocabulary(layout or VOCABULARY)
    reads = [read_part(part, kind, words, memory) for part, kind in kinds if kind]
    prose = narratives([p for p in found if isinstance(p, Prose)], words)
    reports = [run for run in prose if run.report]
    files = tuple(dict.fromkeys(document.name for document in documents))
    common = [note for document in documents for note in document.notes]
    common += [_unplaced_table(part) for part, kind in kinds if not kind]
    common += [_unplaced_prose(run) for run in prose if not run.report]
    if reads:
        common.insert(0, _layout_note(layout, signs, reads[0]))
    unread = any(note.level == "error" for note in common)
    if not (reads or reports or unread):
        common.append(_nothing(documents))
    return Found(by_unit(reads, reports), layout, files, common, words)


def _layout(
    kinds: Sequence[tuple[Part, str]], memory: Memory
) -> tuple[str, tuple[Sign, ...]]:
    by_kind: dict[str, list[Part]] = {}
    for part, kind in kinds:
        if kind:
            by_kind.setdefault(kind, []).append(part)
    candidates = {ident: form for ident, form in forms().items() if form.signs}
    return layout_of(by_kind, candidates, memory)


def _layout_note(layout: str, signs: Sequence[Sign], first: Read) -> Note:
    place = first.places[first.sheet.ref]
    if not layout:
        text = "没有认出是哪一种表式，各表按栏目名称读取；请核对读入的数。"
        return Note(level="info", text=text, place=place)
    shown = "、".join(f"“{sign.label.strip('*')}”" for sign in signs)
    name = forms()[layout].name
    return Note(level="info", text=f"按“{name}”读取：表中有{shown}。", place=place)


def _forms_of(document: Document) -> Document:
    """The document without the list of checks of a workbook that we wrote."""
    kept = [b for b in document.blocks if not (isinstance(b, Table) and _checks(b))]
    same = len(kept) == len(document.blocks)
    return document if same else replace(document, blocks=tuple(kept))


def _checks(table: Table) -> bool:
    return bool(table.cells) and squash(table.cells[0].text) == CHECKLIST


def _unplaced_table(part: Part) -> Note:
    texts = [joined(s.text) for line in part.lines for s in line.filled]
    opening = joined(part.heading.title) or "、".join(texts[:3])[:_OPENING] or "空表"
    text = f"表格“{opening}”不是绩效自评的已知表，未读入；如是附件，请核对表名和栏目。"
    return Note(level="warning", text=text, place=part.lines[0].place)


def _unplaced_prose(run: Narrative) -> Note:
    first = next(p for p in run.paragraphs if squash(p.text))
    opening = joined(first.text)[:_OPENING]
    text = f"从“{opening}”起的文字不属于任何一张表，也不像自评报告，未读入。"
    return Note(level="info", text=text, place=first.place)


def _nothing(documents: Sequence[Document]) -> Note:
    file = documents[0].name if documents else ""
    text = (
        "这不是绩效自评材料：没有找到基础数据表、自评表或自评报告；请核对送交的文件。"
    )
    return Note(level="error", text=text, place=Place(file=file))


def _filing(
    package: Package,
    layout: str,
    files: tuple[str, ...],
    notes: Iterable[Note],
    words: Vocabulary,
    memory: Memory,
) -> Filing:
    reads, repeated = _distinct(package.reads, words)
    report, report_places, further = _report(package.reports, memory)
    places: dict[Ref, Place] = dict(report_places)
    for read in reads:
        places |= read.places
    sheets = tuple(read.sheet for read in reads)
    found = _year(sheets, report)
    places.setdefault(Ref("package"), _first_place(reads, package, files))
    return Filing(
        unit=_unit(reads, package.reports),
        year=found,
        layout=layout,
        sheets=sheets,
        report=report,
        places=places,
        files=files,
        notes=(
            *notes,
            *package.notes,
            *(note for read in reads for note in read.notes),
            *repeated,
            *further,
            *_conflicts(reads, found),
            *conflicting_names(reads, package.reports),
        ),
    )


def _first_place(
    reads: Sequence[Read], package: Package, files: Sequence[str]
) -> Place:
    if reads:
        return reads[0].places[reads[0].sheet.ref]
    if package.reports:
        return package.reports[0].paragraphs[0].place
    return Place(file=files[0] if files else "")


def _distinct(
    reads: Sequence[Read], words: Vocabulary
) -> tuple[list[Read], list[Note]]:
    """One sheet of each address: different project tables of one name are numbered, of
    any table sent twice the first is taken."""
    kept: dict[tuple[str, str], Read] = {}
    notes: list[Note] = []
    for read in sorted(reads, key=lambda r: _ORDER.index(r.sheet.form)):
        sheet = read.sheet
        address = (sheet.form, sheet.key)
        place = read.places[sheet.ref]
        name = words.form.sheets[
            sheet.key if sheet.form == "funds" else sheet.form
        ].name
        if address not in kept:
            kept[address] = read
        elif sheet.form == "project" and not _repeats(sheet, kept):
            same = [k for f, k in kept if f == "project" and _named(k) == sheet.key]
            again = rekeyed(read, f"{sheet.key}#{len(same) + 1}")
            kept[("project", again.sheet.key)] = again
        elif sheet.form == "project":
            text = f"项目支出绩效自评表“{sheet.name}”有内容相同的两张，只读入一张；请核对是否重复报送。"
            notes.append(Note(level="warning", text=text, place=place))
        else:
            text = f"{name}有两张，取前一张，这一张未读入；请只报送一张。"
            notes.append(Note(level="warning", text=text, place=place))
    return list(kept.values()), notes


def _repeats(sheet: Sheet, kept: Mapping[tuple[str, str], Read]) -> bool:
    """Whether a project table was read before, word for word."""
    return any(
        form == "project"
        and _named(key) == sheet.key
        and printed(read.sheet) == printed(sheet)
        for (form, key), read in kept.items()
    )


def _named(key: str) -> str:
    """The key of a project without the number of a further table of its name."""
    return key.partition("#")[0]


def printed(sheet: Sheet) -> list[str]:
    """Every cell without white space: another container breaks lines elsewhere."""
    return [squash(entry.raw) for entry in sheet.entries()]


def _report(
    runs: Sequence[Narrative], memory: Memory
) -> tuple[Report | None, Mapping[Ref, Place], list[Note]]:
    """The report: the first that has a title of its own, else the first."""
    if not runs:
        return None, {}, []
    whole = [run for run in runs if "整体" in run.titled]
    chosen = next(iter(whole), next((r for r in runs if r.titled), runs[0]))
    report, places = memory.of(read_report, chosen.paragraphs, "")
    notes = [
        Note(
            level="warning",
            text=f"另有一份报告“{(run.titled or joined(run.paragraphs[0].text))[:_OPENING]}”，未读入。",
            place=run.paragraphs[0].place,
        )
        for run in runs
        if run is not chosen
    ]
    return report, places, notes


def _unit(reads: Sequence[Read], reports: Sequence[Narrative]) -> str:
    named = [
        u
        for form in ("overall", "base", "funds")
        for r in reads
        if r.sheet.form == form and (u := unit_of(r.sheet))
    ]
    named += [u for run in reports if (u := unit_of_report(run))]
    named += [
        entry.raw.strip()
        for r in reads
        if r.sheet.form == "project" and (entry := r.sheet["implementer"]["name"]).text
    ]
    return joined(named[0]) if named else ""


def _year(sheets: Sequence[Sheet], report: Report | None) -> int | None:
    """The year that most titles name, of equals the first."""
    named = [sheet.year for sheet in sheets if sheet.year]
    titled = year(report.title) if report else None
    named += [titled] if titled else []
    return max(named, key=named.count, default=None)


def _conflicts(reads: Sequence[Read], chosen: int | None) -> list[Note]:
    return [
        Note(
            level="warning",
            text=f"“{joined(read.sheet.title)[:40]}”写的是{read.sheet.year}年，其他表是{chosen}年；请核对年度。",
            place=read.places[read.sheet.ref],
        )
        for read in reads
        if read.sheet.year and chosen and read.sheet.year != chosen
    ]
