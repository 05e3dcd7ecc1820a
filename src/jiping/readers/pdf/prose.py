"""Lines outside tables to paragraphs: by indents, short last lines, sizes and gaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from jiping.readers.pdf.shapes import Line, Sheet
from jiping.readers.pdf.wording import ENDS, first_unit, is_chapter, is_item, joined
from jiping.readers.text import markers

_INDENT = 1.2
_SLACK = 1.2
_UNFINISHED = 4.0
_SIZES = 0.12
_PITCH = 1.35
_FULL_LINES = 3
_OWN_LINES = 6
_FARTHEST = 3.0
_LONGEST = 2.0
_LEAST = 0.75
# Lines of one paragraph are no farther apart, whatever the spacing (em).
_WIDEST = 3.0
_MIDDLE = 0.8


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the body's lines begin and end, and how far apart they are (in em).

    ``pitch`` is 0 where no two lines show it.
    """

    left: float
    right: float
    pitch: float


def margins(sheet: Sheet, own: Sequence[Line], every: Sequence[Line]) -> Margins:
    """The margins of a page, from the document's lines where its own are too few.

    Lines that surely go on with the one before show them best: no indent moves them,
    and no space before a paragraph stands above them.
    """
    source = own if len(own) > _OWN_LINES else every
    if not (own and source):
        return Margins(0.0, sheet.width, 0.0)
    least = min(line.box[0] for line in own)
    right = _right(source, sheet.width - least)
    for lines in (own, every):
        wraps = [
            (before, after)
            for before, after in pairwise(lines)
            if _is_wrap(before, after, right)
            and least - _FARTHEST * after.em < after.box[0] < least + after.em
        ]
        if wraps:
            left = median(after.box[0] for _, after in wraps)
            pitch = median((b.box[1] - a.box[1]) / b.em for a, b in wraps)
            return Margins(min(least, left), right, pitch)
    return Margins(least, right, 0.0)


def _right(lines: Sequence[Line], mirrored: float) -> float:
    """Where full lines end; without any, as far from the edge as lines begin.

    A mark may hang out beyond the margin, so the middle of the longest lines counts.
    """
    most = max(line.box[2] for line in lines)
    full = [line.box[2] for line in lines if most - line.box[2] < _LONGEST * line.em]
    if len(full) < _FULL_LINES or most < _LEAST * mirrored:
        return max(most, mirrored)
    return median(full)


def _is_wrap(before: Line, after: Line, right: float) -> bool:
    return (
        before.page == after.page
        and right - before.box[2] < _SLACK * before.em
        and not before.text.endswith(ENDS)
        and not is_item(after.text)
    )


@dataclass(slots=True)
class Piece:
    """A paragraph under construction, and the lines it was made of."""

    text: str
    lines: list[Line]


def paragraphs(lines: Iterable[tuple[Line, Margins]]) -> list[Piece]:
    """Consecutive lines as paragraphs; a page break does not end one by itself."""
    pieces: list[Piece] = []
    last: tuple[Line, Margins] | None = None
    flush = False
    for line, bounds in lines:
        if last is not None and _runs_on(*last, line, bounds, flush):
            pieces[-1].text = joined(pieces[-1].text, line.text)
            pieces[-1].lines.append(line)
        else:
            pieces.append(Piece(line.text, [line]))
            flush = line.box[0] - bounds.left < _INDENT * line.em
        last = line, bounds
    return pieces


def _runs_on(before: Line, old: Margins, line: Line, new: Margins, flush: bool) -> bool:
    """Whether a line goes on with the paragraph of the one before it.

    ``flush`` tells that the paragraph began without an indent; then, where a page ends
    with a sentence, the next line cannot show by one that it begins another.
    """
    if _is_apart(before, line, new):
        return False
    if is_chapter(before.text) and is_chapter(line.text):
        # Chapters that are still empty, on a page where nothing shows the margin.
        return False
    if _is_centred(line, new) and not before.text.endswith(ENDS):
        return _is_middle(before, old) and _room(before, old, line) < _SLACK * line.em
    ended = before.text.endswith(ENDS)
    slack = _SLACK if ended else _UNFINISHED
    room = old.right - before.box[2] - first_unit(line)
    if room > slack * before.em:
        return False
    anew = is_item(line.text) or markers.ends_table(line.text)
    if ended and (anew or (flush and before.page != line.page)):
        return False
    indent = line.box[0] - new.left
    if indent < _INDENT * line.em:
        return True
    if is_item(before.text) and room > _SLACK * before.em:
        # A long heading and the paragraph under it begin alike.
        return False
    hanging = abs(indent - (before.box[0] - old.left)) < _INDENT * line.em / 2
    return hanging and not is_item(line.text) and not ended


def _is_apart(before: Line, line: Line, bounds: Margins) -> bool:
    """True for another size of type, or for more than the usual gap between;
    where no gap is usual, for one that no spacing makes."""
    if abs(before.em - line.em) > _SIZES * max(before.em, line.em) + 0.5:
        return True
    if before.page != line.page:
        return False
    most = _PITCH * bounds.pitch or _WIDEST
    return line.box[1] - before.box[1] > most * line.em


def _room(before: Line, bounds: Margins, line: Line) -> float:
    """What a centred line left free on both sides, beyond what would have come next."""
    return bounds.right - bounds.left - before.width - first_unit(line)


def _is_middle(line: Line, bounds: Margins) -> bool:
    """True for a line that leaves as much free at its left as at its right."""
    left, right = line.box[0] - bounds.left, bounds.right - line.box[2]
    return abs(left - right) < _MIDDLE * line.em


def _is_centred(line: Line, bounds: Margins) -> bool:
    """True for a line in the middle that is clearly shorter than the others."""
    return line.box[0] - bounds.left > _INDENT * line.em and _is_middle(line, bounds)
