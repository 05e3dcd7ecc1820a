"""The text layout taken apart for mutation, with no help from the program under test:
tables, rows and cells by line, the report by sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

_TITLES = (
    ("base", re.compile(r"^\s*\d{4}\s*年度.*基础数据表\s*$")),
    ("project", re.compile(r"^\s*\d{4}\s*年度项目支出绩效自评表\s*$")),
    ("overall", re.compile(r"^\s*\d{4}\s*年度.*自评表\s*$")),
    ("report", re.compile(r"^\s*\d{4}\s*年度.*自评报告\s*$")),
    ("funds", re.compile(r"^\s*\d{4}\s*年度.*支出情况表\s*$")),
    ("rubric", re.compile(r"^.*考核评分表\s*$")),
)
_VALUE = re.compile(r"^[≥≤=＝<>]?\s*-?[\d.,]+[^\d年、]{0,6}$|^/$|^——$")
_SENTENCE = re.compile(r"[^。；]+[。；]?")
_HEADING = re.compile(
    r"^[一二三四五六七八九十]+、|^（[一二三四五六七八九十]）\S{4,12}$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell's text, from ``start`` to ``end`` of the source, its tab left out."""

    text: str
    start: int
    end: int
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table row, from ``start`` to ``end`` of the source, its blank line included."""

    cells: tuple[Cell, ...]
    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the report with its chapter's heading."""

    text: str
    start: int
    end: int
    chapter: str


@dataclass(slots=True, kw_only=True)
class Part:
    """A table or the report; ``name`` tells the project and fund tables apart."""

    form: str
    name: str = ""
    rows: list[Row] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)


def take_apart(text: str) -> list[Part]:
    """The parts of a filing in the text layout, in their order."""
    parts = [Part(form="package")]
    chapter = ""
    for tabbed, start, end in _blocks(text):
        body = text[start:end]
        if tabbed:
            parts[-1].rows.append(_row(text, start, end, parts[-1].rows))
            continue
        form = next((f for f, title in _TITLES if title.match(body)), "")
        if form and not (form == "report" and parts[-1].form == "report"):
            parts.append(Part(form=form, name=body.strip()))
            chapter = ""
        elif _HEADING.match(body.strip()):
            chapter = body.strip()
        elif parts[-1].form == "report" and body.strip() and chapter:
            chapter = "" if body.startswith("附件") else chapter
            if chapter:
                parts[-1].sentences += _sentences(text, start, end, chapter)
    for part in parts:
        if part.form == "project":
            part.name = part.rows[0].cells[1].text
    return [part for part in parts if part.rows or part.sentences]


def _blocks(text: str) -> Iterator[tuple[bool, int, int]]:
    """Rows (with their closing blank line) and single lines, as spans."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    place = 0
    while place < len(lines):
        first = place
        if not lines[place].startswith("\t"):
            yield False, starts[place], starts[place] + len(lines[place].rstrip("\n"))
            place += 1
            continue
        while place < len(lines) and (
            lines[place].strip("\n") or _inside(lines, place)
        ):
            place += 1
        place += place < len(lines)
        yield True, starts[first], starts[place]


def _inside(lines: list[str], place: int) -> bool:
    """Whether a blank line stands inside a cell: its text goes on in brackets."""
    after = lines[place + 1] if place + 1 < len(lines) else ""
    return bool(re.match(r"[（(]?\d+\s*分", after))


def _row(text: str, start: int, end: int, above: list[Row]) -> Row:
    bounds = [m.start() for m in re.finditer(r"^\t", text[start:end], re.M)]
    bounds.append(len(text[start:end].rstrip("\n")) + 1)
    cells = [
        Cell(
            text=text[start + left + 1 : start + right - 1].rstrip("\n"),
            start=start + left + 1,
            end=max(start + left + 1, start + right - 1),
        )
        for left, right in pairwise(bounds)
    ]
    if not any(cell.text for cell in cells):
        return Row(cells=tuple(cells), start=start, end=end)
    heads = next((row for row in reversed(above) if _is_head(row, len(cells))), None)
    named = tuple(
        Cell(
            text=cell.text,
            start=cell.start,
            end=cell.end,
            column=_flat(heads.cells[place - len(cells)].text) if heads else "",
        )
        for place, cell in enumerate(cells)
    )
    return Row(cells=named, start=start, end=end, label=_label(named, above))


def _label(cells: tuple[Cell, ...], above: list[Row]) -> str:
    for cell in cells:
        if cell.column == "三级指标":
            return _flat(cell.text)
    texts = [_flat(c.text) for c in cells if c.text and not _VALUE.match(c.text)]
    return texts[0] if texts else (above[-1].label if above else "")


def _is_head(row: Row, width: int) -> bool:
    """Whether the row names the columns of one below that is ``width`` cells wide."""
    texts = [cell.text for cell in row.cells[1:] if cell.text.strip()]
    return (
        len(row.cells) >= width
        and len(texts) >= max(2, len(row.cells) - 2)
        and not any(_VALUE.match(text) or _states(text) for text in texts)
    )


def _states(text: str) -> bool:
    """Whether a cell says something, as against naming a column."""
    return bool(re.search(r"[：。；]\S|^\d+\D", text)) and not re.match(
        r"\d+\s*年", text
    )


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _sentences(text: str, start: int, end: int, chapter: str) -> list[Sentence]:
    return [
        Sentence(
            text=match[0],
            start=start + match.start(),
            end=start + match.end(),
            chapter=chapter,
        )
        for match in _SENTENCE.finditer(text[start:end])
    ]
