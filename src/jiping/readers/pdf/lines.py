"""Characters to lines: sorted by where they stand, not by when they were drawn."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from jiping.readers.pdf.shapes import Glyph, Line, around

_SAME_LINE = 0.5
_SAME_PLACE = 0.3
_WORD_GAP = 0.2
_WIDE_GAP = 1.0


def lines(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """The lines from top to bottom; blank ones are left out."""
    found = (_line(row, page) for row in _rows(glyphs))
    return [line for line in found if line is not None]


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Characters whose middles lie on one height."""
    row: list[Glyph] = []
    middle = height = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.top + glyph.bottom):
        at, high = (glyph.top + glyph.bottom) / 2, glyph.bottom - glyph.top
        if row and at - middle > _SAME_LINE * max(min(high, height), 1.0):
            yield row
            row = []
        if not row:
            middle, height = at, high
        elif high > height:
            height = high
        row.append(glyph)
    if row:
        yield row


def _line(row: list[Glyph], page: int) -> Line | None:
    row.sort(key=lambda glyph: glyph.x0)
    kept = _once(row)
    while kept and kept[-1].text.isspace():
        kept.pop()
    start = next((at for at, g in enumerate(kept) if not g.text.isspace()), None)
    if start is None:
        return None
    kept = kept[start:]
    em = median(glyph.bottom - glyph.top for glyph in kept)
    box = around([glyph.box for glyph in kept])
    return Line(spelled(kept, em), box, em, tuple(kept), page)


def _once(row: Sequence[Glyph]) -> list[Glyph]:
    """Without the second stroke of a character printed twice to look bold.

    Characters with one and the same box are those of a ligature, and all are kept.
    """
    kept: list[Glyph] = []
    for glyph in row:
        again = kept and kept[-1].text == glyph.text
        if not (again and 0 < glyph.x0 - kept[-1].x0 < _SAME_PLACE * _wide(glyph)):
            kept.append(glyph)
    return kept


def _wide(glyph: Glyph) -> float:
    return glyph.x1 - glyph.x0


def spelled(glyphs: Sequence[Glyph], em: float) -> str:
    """The text of characters side by side, a space where a gap stands for one.

    Chinese and Latin characters are set with a little air between them, which is none.
    """
    parts = [glyphs[0].text]
    for before, glyph in pairwise(glyphs):
        gap = glyph.x0 - before.x1
        least = (
            _WORD_GAP if before.text.isascii() and glyph.text.isascii() else _WIDE_GAP
        )
        if gap > least * em and not (before.text.isspace() or glyph.text.isspace()):
            parts.append(" ")
        parts.append(glyph.text)
    return "".join(parts)


def segments(line: Line, gap: float) -> list[Line]:
    """The pieces of a line that are more than ``gap`` em apart."""
    pieces: list[list[Glyph]] = []
    for glyph in line.glyphs:
        if glyph.text.isspace():
            continue
        if not pieces or glyph.x0 - pieces[-1][-1].x1 > gap * line.em:
            pieces.append([])
        pieces[-1].append(glyph)
    return [
        Line(
            spelled(piece, line.em),
            around([glyph.box for glyph in piece]),
            line.em,
            tuple(piece),
            line.page,
        )
        for piece in pieces
    ]
