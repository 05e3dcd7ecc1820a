"""What a check found, ready for the page: the list, and the files to be taken along."""

import base64
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from jiping.model.finding import Finding, Outcome
from jiping.pipeline.annotating import MarkedFile
from jiping.pipeline.receiving import PACKAGE, Checked
from jiping.writers.arrange import by_form
from jiping.writers.tally import counts_of, notes_of
from jiping.writers.words import SEVERITY_WORDS, layout_words, place_words

_KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".html": "text/html;charset=utf-8",
}
_COMMAND = "请看 jiping check 的结果。"


@dataclass(frozen=True, slots=True)
class Item:
    """A finding with its number; ``more`` follow from it."""

    number: int
    finding: Finding
    word: str
    title: str
    where: str
    place: str
    more: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The findings of one table, or of the report."""

    heading: str
    items: tuple[Item, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Unit:
    """What was found in the package of one unit; ``counts`` are word, severity, number."""

    name: str
    year: int | None
    form: str
    read: bool
    counts: tuple[tuple[str, str, int], ...]
    notes: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    skipped: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Download:
    """A file inside the page itself: ``url`` holds all of it."""

    label: str
    name: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """All that the page shows."""

    name: str
    units: tuple[Unit, ...]
    downloads: tuple[Download, ...]
    remarks: tuple[str, ...]


def result(name: str, checked: Checked) -> Result:
    """The result of checking the upload that its sender calls ``name``."""
    stem = PurePath(name).stem
    downloads = (
        *_marked(name, checked.files),
        _download("问题清单（Excel）", f"{stem}-问题清单.xlsx", checked.workbook),
        _download(
            "检查报告（网页，可离线打开）", f"{stem}-检查报告.html", checked.page
        ),
    )
    remarks = [
        each.note.replace(_COMMAND, "请看下面的清单。")
        for each in checked.files
        if each.note and not each.written
    ]
    said = {note for each in checked.outcomes for _, note in _notes(each)}
    return Result(
        name=name,
        units=tuple(_unit(each) for each in checked.outcomes),
        downloads=downloads,
        remarks=tuple(one for one in dict.fromkeys(remarks) if one not in said),
    )


def _marked(name: str, files: Sequence[MarkedFile]) -> Iterator[Download]:
    """The file with its comments; of a package all its files, as they came in."""
    written = sum(each.written for each in files)
    if not written:
        return
    stem, note = PurePath(name).stem, f"写入{written}条批注"
    if len(files) == 1 and files[0].data is not None:
        suffix = PurePath(name).suffix.lower()
        yield _download("带批注的原文件", f"{stem}-批注{suffix}", files[0].data, note)
        return
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in files:
            if each.data is not None:
                archive.writestr(each.name.partition("!")[2] or each.name, each.data)
    yield _download("带批注的资料包", f"{stem}-批注.zip", packed.getvalue(), note)


def _download(label: str, name: str, data: bytes, note: str = "") -> Download:
    kind = _KINDS.get(PurePath(name).suffix.lower(), "application/octet-stream")
    coded = base64.b64encode(data).decode("ascii")
    return Download(label, name, f"data:{kind};base64,{coded}", note)


def _unit(outcome: Outcome) -> Unit:
    filing = outcome.filing
    numbers = iter(range(1, len(outcome.findings) + 1))
    counts = counts_of(outcome)
    return Unit(
        name=filing.unit or ("" if outcome.package == PACKAGE else outcome.package),
        year=filing.year,
        form=layout_words(filing.layout),
        read=bool(filing.sheets or filing.report),
        counts=tuple(
            (word, s.value, counts[s.value]) for s, word in SEVERITY_WORDS.items()
        ),
        notes=tuple(_notes(outcome)),
        sections=tuple(_sections(outcome, numbers)),
        skipped=tuple((each.rule, each.reason) for each in outcome.skipped),
    )


def _notes(outcome: Outcome) -> Iterator[tuple[str, str]]:
    for note in notes_of(outcome):
        if note.level != "info":
            yield note.level, note.text


def _sections(outcome: Outcome, numbers: Iterator[int]) -> Iterator[Section]:
    for each in by_form(outcome):
        items = []
        for cluster in each.clusters:
            number = next(numbers)
            more = tuple(
                _item(outcome, next(numbers), one) for one in cluster.consequences
            )
            items.append(_item(outcome, number, cluster.lead, more))
        count = sum(1 + len(item.more) for item in items)
        yield Section(each.heading, tuple(items), count)


def _item(
    outcome: Outcome, number: int, finding: Finding, more: tuple[Item, ...] = ()
) -> Item:
    card = outcome.cards.get(finding.rule)
    return Item(
        number=number,
        finding=finding,
        word=SEVERITY_WORDS[finding.severity],
        title=card.title if card else "",
        where="·".join(filter(None, (finding.row_label, finding.column_label))),
        place=place_words(finding.place),
        more=more,
    )
