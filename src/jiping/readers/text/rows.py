"""Cells to rows: where a row ends, where a table ends, and what a cell holds.

A blank line ends a row, but Word's text also has blank lines inside a cell and between
two cells of one row, and tables that end without one. What decides, in this order:

1. Structure. A run of cells shorter than the row above, which together with the next
   run has exactly that row's width, is one row with it, unless the next run begins with
   the empty cell of a downward merge.
2. The look of the lines between (``markers``): a title or a footer ends the table. An
   annex heading always does.
3. Habit: text directly below a cell belongs to it, text after a blank line does not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from jiping.readers.text import markers
from jiping.readers.text.cells import Line, Opening


@dataclass(frozen=True, slots=True)
class TextCell:
    """A cell: every source line from its tab line to the last line of its text."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines).strip()


Row = tuple[TextCell, ...]
Rows = tuple[Row, ...]
Run = Sequence[Opening]

_BELOW = 3
_PARTS = 8
_SHORT = 20


@dataclass(frozen=True, slots=True)
class _Parting:
    """The lines after a row: those its last cell keeps, and those outside tables."""

    kept: tuple[Line, ...]
    outside: tuple[Line, ...]


def arrange(found: Sequence[Opening]) -> Iterator[Rows | tuple[Line, ...]]:
    """Tables as rows of cells, and between them the lines outside tables, in order."""
    runs = _runs(found)
    rows: list[Row] = []
    at = 0
    while at < len(runs):
        above = len(rows[-1]) if rows else 0
        count = _joined(runs, at, above)
        cells = [cell for run in runs[at : at + count] for cell in run]
        at += count
        goes_on = at < len(runs) and _goes_on(runs, at, len(cells))
        parting = _parting(cells[-1], goes_on)
        rows.append(_row(cells, parting.kept))
        if parting.outside:
            yield tuple(rows)
            yield parting.outside
            rows = []
    if rows:
        yield tuple(rows)


def _runs(found: Sequence[Opening]) -> list[Run]:
    """Cells between which nothing may end a row: no blank line and no strong marker."""
    runs: list[Run] = []
    run: list[Opening] = []
    for cell in found:
        run.append(cell)
        if cell.parted or _has_strong(cell):
            runs.append(run)
            run = []
    if run:
        runs.append(run)
    return runs


def _has_strong(cell: Opening) -> bool:
    return any(markers.is_strong(line.text) for line in cell.texts)


def _joined(runs: Sequence[Run], at: int, above: int) -> int:
    """How many runs from ``at`` on make up one row; ``above`` is the row before.

    The longest reading that the rows around it bear out.
    """
    total, end = len(runs[at]), at + 1
    last = min(len(runs), at + _PARTS)
    while total < above and end < last and _may_join(runs[end - 1], runs[end]):
        total += len(runs[end])
        end += 1
    as_above = total == above and end > at + 1 and _is_one_row(runs, at, end)
    return max(
        end - at if as_above else 1,
        2 if _opens_block(runs, at) else 1,
        _run_on(runs, at),
    )


def _run_on(runs: Sequence[Run], at: int) -> int:
    """How many runs the text between them ties into the first row of a block.

    Short text below a blank line and directly above the next tab ties two runs when the
    row below has their joint width. With no row above to compare, that is all there is.
    """
    total, end = len(runs[at]), at + 1
    last = min(len(runs), at + _PARTS)
    while end < last and _is_tie(runs[end - 1]) and _may_join(runs[end - 1], runs[end]):
        total += len(runs[end])
        end += 1
    return end - at if end > at + 1 and _stands_below(runs, end, total) else 1


def _is_tie(run: Run) -> bool:
    cell = run[-1]
    return cell.open_ended and all(
        len(line.text.strip()) <= _SHORT and not markers.is_strong(line.text)
        for line in cell.tail
    )


def _opens_block(runs: Sequence[Run], at: int) -> bool:
    """Whether a lone first cell and the next run head a block of that joint width.

    The block shows in the rows below: the first begins with the empty cell of a
    downward merge, and it, or what it is parted into, has exactly the joint width.
    """
    pair = runs[at : at + 2]
    if len(pair) < 2 or len(pair[0]) > 1 or len(pair[1]) < 2 or at + 2 >= len(runs):
        return False
    if pair[0][0].is_empty or not _may_join(pair[0], pair[1]):
        return False
    return runs[at + 2][0].is_empty and _stands_below(runs, at + 2, 1 + len(pair[1]))


def _may_join(run: Run, following: Run) -> bool:
    """Whether what parts two runs may stand inside a row.

    A run that begins with an empty cell is a row below a downward merge, unless the
    text between shows that the cell before is not finished.
    """
    last = run[-1]
    if not last.texts:
        return not following[0].is_empty
    return not any(
        markers.is_annex(line.text)
        or (below_blank and markers.is_strong(line.text))
        or (below_blank and markers.is_section(line.text) and not is_item)
        for line, is_item, below_blank in _below(last)
    )


def _below(cell: Opening) -> Iterator[tuple[Line, bool, bool]]:
    """The lines below a cell's tab line, blank ones left out.

    With each: whether it is an item of an enumeration that the cell began, and whether
    a blank line stands before it.
    """
    kinds = {markers.item(cell.line.text)}
    for at, line in enumerate((*cell.head, *cell.tail)):
        if not line.is_blank:
            kind = markers.item(line.text)
            yield line, kind is not None and kind in kinds, at >= len(cell.head)
            kinds.add(kind)


def _is_one_row(runs: Sequence[Run], at: int, end: int) -> bool:
    """Whether runs whose widths add up are one row and not several short ones.

    Text that runs across a blank line shows it, and so does a row of the same width
    below. Else a row of a downward merge, which begins with an empty cell, was parted
    near its front. Equal halves are common as rows of their own (label and value
    twice), so they need that empty cell too.
    """
    widths = [len(run) for run in runs[at:end]]
    merged, uneven = runs[at][0].is_empty, len(set(widths)) > 1
    if not (merged or uneven):
        return False
    across = all(run[-1].texts for run in runs[at : end - 1])
    return (
        across
        or _stands_below(runs, end, sum(widths))
        or (merged and widths[0] < widths[-1])
        or (uneven and end == len(runs))
    )


def _stands_below(runs: Sequence[Run], at: int, width: int) -> bool:
    """Whether the row that begins at a run is of a width, itself perhaps parted."""
    below = runs[at : at + _BELOW]
    if not below or len(below[0]) == width:
        return bool(below)
    return below[0][0].is_empty and width in accumulate(len(run) for run in below)


def _goes_on(runs: Sequence[Run], at: int, width: int) -> bool:
    """Whether the table visibly goes on: a row of a downward merge, as wide as this."""
    return runs[at][0].is_empty and _stands_below(runs, at, width)


def _parting(last: Opening, goes_on: bool) -> _Parting:
    """What of the lines below a row's last cell is still the cell's."""
    kept: list[Line] = []
    below = tuple(_below(last))
    for at, (line, is_item, below_blank) in enumerate(below):
        kept_on = is_item or (goes_on and below_blank and not _is_sentence(line))
        if _leaves(last, line, kept_on, below_blank):
            return _Parting(tuple(kept), tuple(entry[0] for entry in below[at:]))
        kept.append(line)
    return _Parting(tuple(kept), ())


def _is_sentence(line: Line) -> bool:
    """True for what reads as prose or as a title, not as the rest of a cell."""
    text = line.text.strip()
    return len(text) > _SHORT or text.endswith("。") or markers.is_strong(text)


def _leaves(cell: Opening, line: Line, kept_on: bool, below_blank: bool) -> bool:
    """Whether a line below the last cell of a row stands outside the table."""
    if markers.ends_table(line.text):
        return True
    if kept_on:
        return False
    if below_blank:
        return cell.is_empty or not _is_bracketed(line)
    if markers.is_section(line.text):
        return True
    if markers.is_title(line.text):
        return not cell.parted or markers.is_dated(line.text)
    figure = markers.FIGURE.fullmatch(cell.line.text.strip())
    return figure is not None and not line.text.strip().startswith(("(", "（"))


def _is_bracketed(line: Line) -> bool:
    """A word such as （10分）, after a blank line but part of its cell."""
    return markers.PARENTHESIS.fullmatch(line.text.strip()) is not None


def _row(cells: Sequence[Opening], kept: tuple[Line, ...]) -> Row:
    inner = tuple(TextCell(_all_lines(cell, cell.texts)) for cell in cells[:-1])
    return (*inner, TextCell(_all_lines(cells[-1], kept)))


def _all_lines(cell: Opening, kept: tuple[Line, ...]) -> tuple[Line, ...]:
    """From the tab line to the last line kept, blank lines between included."""
    if not kept:
        return (cell.line,)
    lines = (*cell.head, *cell.tail)
    return (cell.line, *lines[: kept[-1].number - cell.line.number])
