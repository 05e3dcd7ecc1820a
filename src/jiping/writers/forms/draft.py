"""Chapters of the report drafted from the tables, every figure bound to its cell."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

from jiping.model.filing import Filing, Row, Section, Sheet
from jiping.model.values import Entry, Gap, Ref
from jiping.writers.forms.plan import Piece, Text
from jiping.writers.forms.words import Wording

_SLOT = re.compile(r"\{([^{}]+)\}")
# Where a layout has no such sub-chapter, its sentences go to that one.
_INSTEAD = {"staffing": "organisation"}
# A name or a figure that a sentence quotes.
_LONGEST_FIGURE = 200
_NO_REASON = frozenset({"", "无", "无偏差", "没有偏差", "无。", "无偏差。"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of ``draft.toml``; its comment says what the fields mean."""

    role: str
    text: str
    line: int = 0
    each: str = ""
    nil: str = ""
    unless_nil: str = ""
    explained: bool = False


@cache
def sentences() -> tuple[Sentence, ...]:
    """All sentences, in their order."""
    text = (files(__package__) / "data" / "draft.toml").read_text("utf-8")
    return tuple(Sentence(**entry) for entry in tomllib.loads(text)["sentence"])


def drafted(
    filing: Filing, role: str, roles: Sequence[str], words: Wording
) -> tuple[Text, ...]:
    """The paragraphs of a chapter of this role. ``roles`` are those of the whole
    report: what has no chapter of its own there is said in the nearest one."""
    own = [role, *(r for r, at in _INSTEAD.items() if at == role and r not in roles)]
    chosen = [sentence for sentence in sentences() if sentence.role in own]
    paragraphs = []
    for (_, line), group in groupby(chosen, key=lambda s: (s.role, s.line)):
        said = [list(_said(sentence, filing, words)) for sentence in group]
        if line:
            paragraphs.append([piece for each in said for one in each for piece in one])
        else:
            paragraphs += [one for each in said for one in each]
    return tuple(
        Text(role="body", pieces=tuple(pieces), drafted=True)
        for pieces in paragraphs
        if pieces
    )


def was_drafted(section: Section) -> bool:
    """Whether nothing stands in a chapter but sentences of ours, whatever their figures."""
    pattern = _patterns(section.role)
    return pattern is not None and all(
        pattern.fullmatch(entry.raw) for entry in section.paragraphs
    )


@cache
def _patterns(role: str) -> re.Pattern[str] | None:
    own = {role, *(r for r, at in _INSTEAD.items() if at == role)}
    texts = [sentence.text for sentence in sentences() if sentence.role in own]
    if not texts:
        return None
    return re.compile(f"(?:{'|'.join(map(_shape, texts))})++", re.DOTALL)


def _shape(text: str) -> str:
    """A sentence with any figures. What is matched is not given back, so that no text
    makes the search long."""
    first, *rest = map(re.escape, _SLOT.split(text)[::2])
    # Two slots side by side are one figure.
    between = [part for part in rest[:-1] if part] + rest[-1:]
    return first + "".join(
        f"(?>.{{1,{_LONGEST_FIGURE}}}?{part})" if part else ".++" for part in between
    )


def _said(sentence: Sentence, filing: Filing, words: Wording) -> Iterator[list[Piece]]:
    """The sentence as often as it applies, each time as pieces."""
    if sentence.nil and _states(_cell(filing, sentence.nil)):
        return
    if sentence.unless_nil and not _states(_cell(filing, sentence.unless_nil)):
        return
    for sheet, row in _subjects(sentence, filing):
        pieces = _filled(sentence, filing, words, sheet, row)
        if pieces is not None:
            yield pieces


def _subjects(
    sentence: Sentence, filing: Filing
) -> Iterator[tuple[Sheet | None, Row | None]]:
    if sentence.each == "project":
        for sheet in filing.projects:
            yield sheet, None
    elif sentence.each == "indicator":
        rows = filing.overall.of_kind("indicator") if filing.overall else ()
        for row in rows:
            if not sentence.explained or _explained(row):
                yield None, row
    else:
        yield None, None


def _explained(row: Row) -> bool:
    return row["deviation_note"].text not in _NO_REASON


def _filled(
    sentence: Sentence,
    filing: Filing,
    words: Wording,
    sheet: Sheet | None,
    row: Row | None,
) -> list[Piece] | None:
    """The pieces of a sentence, None where a cell that it quotes states nothing."""
    name = row.label if row else sheet.name if sheet else ""
    unit = words.unit
    pieces: list[Piece] = []
    for index, part in enumerate(_SLOT.split(sentence.text)):
        if index % 2 == 0:
            pieces.append(Piece(text=part))
        elif part == "name":
            pieces.append(Piece(text=name))
        elif part == "unit":
            pieces.append(Piece(text=unit))
        elif "/" not in part:
            pieces.append(Piece(text=words.fill(f"{{{part}}}")))
        else:
            cell = _quoted(filing, part, sheet, row)
            if cell is None or isinstance(cell.value, Gap):
                return None
            unit = cell.unit or unit
            pieces.append(Piece(text=figure(cell), ref=cell.ref))
    return [piece for piece in pieces if piece.text]


def _quoted(
    filing: Filing, address: str, sheet: Sheet | None, row: Row | None
) -> Entry | None:
    if not address.startswith("this/"):
        return _cell(filing, address)
    parts = address.split("/")[1:]
    if row is not None:
        return row[parts[0]]
    return sheet[parts[0]][parts[1]] if sheet else None


def _cell(filing: Filing, address: str) -> Entry | None:
    form, row, column = address.split("/")
    form, _, key = form.partition(":")
    sheet = filing.sheet(form, key)
    return sheet[row][column] if sheet else None


def _states(cell: Entry | None) -> bool:
    """Whether a cell states an amount other than 0."""
    return cell is not None and bool(cell.number)


def figure(cell: Entry) -> str:
    """What prose quotes of a cell that states something: as the cell prints it; the unit is said by the sentence, but for percent."""
    if cell.number is None:
        return cell.raw
    if cell.unit == "%":
        return f"{cell.raw.removesuffix('%').removesuffix('％')}%"
    return cell.raw.removesuffix(cell.unit)


def figures(pages: Sequence[Text], filing: Filing) -> dict[Ref, str]:
    """The cells that drafted paragraphs quote word for word."""
    quoted = {
        piece.ref: piece.text
        for text in pages
        for piece in text.pieces
        if piece.ref is not None
    }
    return {ref: text for ref, text in quoted.items() if _raw(filing, ref) == text}


def _raw(filing: Filing, ref: Ref) -> str:
    sheet = filing.sheet(ref.form, ref.key)
    return sheet[ref.row][ref.column].raw if sheet else ""
