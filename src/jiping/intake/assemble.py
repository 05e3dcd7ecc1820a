"""Rows as read become a sheet: keys made unique, cells given addresses and places."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from jiping.intake.base import read_base
from jiping.intake.columns import number_fit
from jiping.intake.draft import Datum, Draft, Drafts
from jiping.intake.evaluation import read_evaluation
from jiping.intake.funds import read_funds
from jiping.intake.labels import joined, money_unit, year
from jiping.intake.lines import Line, Slot
from jiping.intake.pairs import inner_pair
from jiping.intake.rubric import read_rubric
from jiping.intake.signature import fields, remark_word
from jiping.intake.split import Heading, Part
from jiping.intake.text import squash
from jiping.intake.values import entry, measured, text_entry, with_slack
from jiping.intake.vocabulary import FUND_TABLES, Vocabulary
from jiping.model.document import Note, Paragraph, Place
from jiping.model.filing import Row, Sheet
from jiping.model.memory import FORGETFUL, Memory
from jiping.model.patterns import compile_late
from jiping.model.values import Entry, Ref

_REMARK = "remark"
_GAPS = compile_late(r"\s{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A sheet with the places of its addresses and the notes of its reading."""

    file: str
    sheet: Sheet
    places: Mapping[Ref, Place] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def read_part(
    part: Part, kind: str, words: Vocabulary, memory: Memory = FORGETFUL
) -> Read:
    """The sheet that a part holds. ``kind`` as ``recognise.kind_of`` gives it."""
    above = part.heading
    heading = (above.annex, above.title, above.kind, above.captions, above.paragraphs)
    lines, footers = tuple(part.lines), tuple(part.footers)
    shown = tuple(sorted(part.shown))
    return memory.of(
        _read, part.file, heading, part.group, lines, footers, shown, kind, words
    )


_Heading = tuple[str, str, str, tuple[Paragraph, ...], tuple[Paragraph, ...]]


def _read(
    file: str,
    above: _Heading,
    group: str,
    lines: tuple[Line, ...],
    footers: tuple[Paragraph, ...],
    shown: tuple[str, ...],
    kind: str,
    words: Vocabulary,
) -> Read:
    annex, title, titled, captions, paragraphs = above
    heading = Heading(
        annex=annex, title=title, kind=titled, captions=captions, paragraphs=paragraphs
    )
    part = Part(
        file=file,
        heading=heading,
        group=group,
        lines=list(lines),
        footers=list(footers),
        shown=set(shown),
    )
    declared = [part.heading.title, *(p.text for p in part.heading.captions)]
    unit = next(filter(None, map(money_unit, declared)), "")
    drafts = _drafts(part, kind, words, unit)
    _captions(part, drafts, words)
    _footers(part, drafts, words)
    form = "funds" if kind in FUND_TABLES else kind
    project = drafts.row("project") if kind == "project" else None
    name = project.cells["name"].raw.strip() if project else ""
    key = {"funds": kind, "project": squash(name)}.get(form, "")
    sheet = Sheet(
        form=form,
        key=key,
        name=name,
        annex=part.heading.annex,
        title=part.heading.title,
        unit=drafts.unit or words.form.sheets[kind].unit,
        year=_year(declared, drafts),
        columns={k: joined(slot.text) for k, slot in drafts.columns.items()},
    )
    return _addressed(part, sheet, drafts, _notes(part, sheet, drafts, words))


def _drafts(part: Part, kind: str, words: Vocabulary, unit: str) -> Drafts:
    if kind == "base":
        return read_base(part.lines, words, unit)
    if kind == "rubric":
        return read_rubric(part.lines, words)
    if kind in FUND_TABLES:
        return read_funds(part.lines, words, unit)
    return read_evaluation(part.lines, words, unit, kind)


def _captions(part: Part, drafts: Drafts, words: Vocabulary) -> None:
    """Names and signature fields that stand between title and table."""
    labels = words.rows("overall", "header")
    for caption in part.heading.captions:
        slot = Slot(
            text=caption.text, start=1, end=2, continued=False, place=caption.place
        )
        if signed := fields(caption.text, caption.place, words):
            drafts.sign(signed, caption.place)
        _total_above(caption, drafts, words)
        unit = inner_pair(slot, words.words("captions_unit"))
        pair = inner_pair(slot, labels) or (("unit", unit[1]) if unit else None)
        if pair and drafts.row(pair[0]) is None:
            label = caption.text.replace("：", ":").partition(":")[0].strip()
            row = Draft(
                key=pair[0],
                kind="header",
                place=slot.place,
                label=label,
                cells={"name": pair[1]},
            )
            drafts.rows.insert(0, row)


def _total_above(caption: Paragraph, drafts: Drafts, words: Vocabulary) -> None:
    """A total score in a line above the table (``填报日期：…  总分：97.5``)."""
    for said in _GAPS.split(caption.text):
        slot = Slot(text=said, start=1, end=2, continued=False, place=caption.place)
        pair = inner_pair(slot, words.rows("overall", "total"))
        if pair is None or not number_fit("分", slot._replace(text=pair[1].raw)) > 0:
            continue
        above = drafts.row("score_total") is not None
        drafts.rows.append(
            Draft(
                key="score_stated" if above else "score_total",
                kind="stated" if above else "total",
                place=caption.place,
                label=said.replace("：", ":").partition(":")[0].strip(),
                cells={"score": pair[1]._replace(kind="number", unit="分")},
            )
        )


def _footers(part: Part, drafts: Drafts, words: Vocabulary) -> None:
    for paragraph in part.footers:
        signed = fields(paragraph.text, paragraph.place, words)
        if signed and not remark_word(paragraph.text, words):
            drafts.sign(signed, paragraph.place)
        elif squash(paragraph.text):
            drafts.remarks.append((paragraph.text, paragraph.place))


def _year(declared: Iterable[str], drafts: Drafts) -> int | None:
    titled = next(filter(None, map(year, declared)), None)
    heads = [found for slot in drafts.columns.values() if (found := year(slot.text))]
    return titled or max(heads, default=None)


def _notes(
    part: Part, sheet: Sheet, drafts: Drafts, words: Vocabulary
) -> tuple[Note, ...]:
    name = f"{sheet.annex or words.form.sheets[sheet.form].name}"
    if sheet.form == "project" and sheet.name:
        name = f"{name}（{joined(sheet.name)}）"
    place = part.lines[0].place
    notes = []
    if drafts.assumed:
        text = f"{name}没有表头，按通常的栏目顺序读取；请核对表头是否漏填。"
        notes.append(Note(level="warning", text=text, place=place))
    if drafts.unknown:
        shown = dict.fromkeys(joined(slot.text)[:30] for slot in drafts.unknown)
        columns = "、".join(f"“{text}”" for text in shown)
        text = f"{name}有不认识的栏目：{columns}，这些栏没有读入。"
        notes.append(Note(level="info", text=text, place=drafts.unknown[0].place))
    for slot in drafts.unread:
        text = f"{name}中“{joined(slot.text)[:30]}”不属于已知栏目，未读入。"
        notes.append(Note(level="info", text=text, place=slot.place))
    return tuple(notes)


def rekeyed(read: Read, key: str) -> Read:
    """The same sheet under another key."""
    old, form = read.sheet.key, read.sheet.form

    def moved(ref: Ref) -> Ref:
        return ref._replace(key=key) if (ref.form, ref.key) == (form, old) else ref

    def cell(item: Entry) -> Entry:
        return replace(item, ref=moved(item.ref))

    rows = tuple(
        replace(row, cells={k: cell(v) for k, v in row.cells.items()})
        for row in read.sheet.rows
    )
    sheet = replace(
        read.sheet, key=key, rows=rows, remarks=tuple(map(cell, read.sheet.remarks))
    )
    return replace(
        read, sheet=sheet, places={moved(r): p for r, p in read.places.items()}
    )


def _addressed(
    part: Part, sheet: Sheet, drafts: Drafts, notes: tuple[Note, ...]
) -> Read:
    form, key = sheet.form, sheet.key
    first = [p.place for p in part.heading.paragraphs] or [part.lines[0].place]
    places: dict[Ref, Place] = {sheet.ref: _title_place(part) or first[-1]}
    for column, slot in drafts.columns.items():
        places[Ref(form, key, "", column)] = slot.place
    made: list[tuple[Draft, str, dict[str, Entry]]] = []
    seen: Counter[str] = Counter()
    for draft in drafts.rows:
        seen[draft.key] += 1
        row = draft.key if seen[draft.key] == 1 else f"{draft.key}#{seen[draft.key]}"
        places[Ref(form, key, row)] = draft.place
        cells: dict[str, Entry] = {}
        for column, cell in draft.cells.items():
            ref = Ref(form, key, row, column)
            places[ref] = cell.place
            cells[column] = _entry(ref, cell)
        made.append((draft, row, cells))
    slack = {e.ref: e for e in with_slack(e for *_, c in made for e in c.values())}
    rows = tuple(
        Row(
            key=row,
            kind=draft.kind,
            label=draft.label,
            parent=draft.parent,
            cells={column: slack[cell.ref] for column, cell in cells.items()},
            template=draft.template,
        )
        for draft, row, cells in made
    )
    remarks = []
    for number, (text, place) in enumerate(drafts.remarks, 1):
        ref = Ref(form, key, _REMARK, f"p{number}")
        places[ref] = place
        remarks.append(text_entry(ref, text))
    whole = replace(sheet, rows=rows, remarks=tuple(remarks))
    return Read(file=part.file, sheet=whole, places=places, notes=notes)


def _title_place(part: Part) -> Place | None:
    """Where the title stands: the last paragraph of it, not the captions below."""
    captions = set(map(id, part.heading.captions))
    above = [
        p for p in part.heading.paragraphs if id(p) not in captions and squash(p.text)
    ]
    return above[-1].place if above else None


def _entry(ref: Ref, cell: Datum) -> Entry:
    if cell.kind == "number":
        return entry(ref, cell.raw, cell.unit)
    if cell.kind == "text":
        return text_entry(ref, cell.raw)
    read = measured(ref, cell.reading or cell.raw)
    return replace(text_entry(ref, cell.raw), measure=read.measure)
