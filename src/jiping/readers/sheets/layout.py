"""A worksheet as a person lays it out: titles and footers around tables, or prose.

Everything stands in cells, so what is a line of its own and what is a table has to be
told apart: a row with one cell over the full width, or alone at the edge, is a line.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jiping.readers import limits
from jiping.readers.sheets.looks import Position
from jiping.readers.text import markers

_NUMBERS_OF_PROSE = 0.3
# So many sentences one below the other are no column of a table.
_SENTENCES = 3
_SENTENCE = 15


@dataclass(frozen=True, slots=True)
class Block:
    """Rows ``start`` to ``stop`` (0-based); ``lines`` are lines of their own."""

    start: int
    stop: int
    lines: bool


@dataclass(slots=True)
class Area:
    """The used area of a worksheet: ``texts`` and ``spans`` by 0-based position.

    ``spans`` holds (rows, columns) of merged cells by their corner, held within
    ``rows`` and ``columns``; ``covered`` is every other position they cover.
    ``corners`` counts the corners in each row, and ``continued`` are the rows that a
    merged cell reaches from above. ``tried`` bounds the work on overlapping ranges.
    """

    texts: Mapping[Position, str]
    rows: int
    columns: int
    first_column: int
    spans: dict[Position, tuple[int, int]] = field(default_factory=dict)
    covered: set[Position] = field(default_factory=set)
    corners: Counter[int] = field(default_factory=Counter)
    continued: set[int] = field(default_factory=set)
    tried: int = 0
    _filled: dict[int, list[Position]] = field(default_factory=dict)

    def merge(self, first: Position, last: Position) -> None:
        """Takes in a merged range, unless it overlaps one that is there."""
        last = min(last[0], self.rows - 1), min(last[1], self.columns - 1)
        edges = ((first[0], last[1]), (last[0], first[1]), first, last)
        if any(at in self.covered or at in self.spans for at in edges):
            return
        self.tried += (last[0] - first[0] + 1) * (last[1] - first[1] + 1)
        if self.tried > limits.SHEET_CELLS:
            return
        inside = {
            (row, column)
            for row in range(first[0], last[0] + 1)
            for column in range(first[1], last[1] + 1)
        }
        if len(inside) < 2 or not self.covered.isdisjoint(inside):
            return
        self.spans[first] = last[0] - first[0] + 1, last[1] - first[1] + 1
        self.covered |= inside - {first}
        self.corners[first[0]] += 1
        self.continued.update(range(first[0] + 1, last[0] + 1))

    def span(self, position: Position) -> tuple[int, int]:
        """Rows and columns that the cell of a position covers."""
        return self.spans.get(position, (1, 1))

    def filled(self, row: int) -> list[Position]:
        """The cells of a row that hold text, those that merged cells hide left out.

        Asked only once all merged ranges are taken in.
        """
        if not self._filled:
            for at in sorted(self.texts):
                if at[1] < self.columns and at not in self.covered:
                    self._filled.setdefault(at[0], []).append(at)
        return self._filled.get(row, [])


def blocks(area: Area) -> Iterator[Block]:
    """Lines and tables of a worksheet, from top to bottom."""
    if _is_prose(area):
        yield Block(0, area.rows, True)
        return
    kinds = [_kind(area, row) for row in range(area.rows)]
    for first, last in _prose(area):
        kinds[first:last] = [
            "line" if area.filled(at) else "blank" for at in range(first, last)
        ]
    inner = [at for at, kind in enumerate(kinds) if kind == "table"]
    start = 0
    for first, stop, is_table in _runs(kinds):
        edge = not inner or stop <= inner[0] or first > inner[-1]
        if is_table or not (edge or _parts(area, range(first, stop))):
            continue
        if start < first:
            yield Block(start, first, False)
        yield Block(first, stop, True)
        start = stop
    if start < area.rows:
        yield Block(start, area.rows, False)


def _prose(area: Area) -> Iterator[tuple[int, int]]:
    """Stretches of rows that are paragraphs of a report on a sheet that has tables too.

    They lie where no row has a neighbour, and go from what reads as a paragraph to what
    does; a label alone before or after them may be a row that is not filled in.
    """
    start = 0
    for row in range(area.rows + 1):
        if row < area.rows and _is_single(area, row):
            continue
        told = [at for at in range(start, row) if _is_paragraph(area, at)]
        if sum(_is_sentence(area, at) for at in told) >= _SENTENCES:
            yield told[0], told[-1] + 1
        start = row + 1


def _is_single(area: Area, row: int) -> bool:
    """Whether a row has nothing, or one unmerged cell at the edge."""
    if row in area.continued or area.corners[row]:
        return False
    return all(column == area.first_column for _, column in area.filled(row))


def _is_paragraph(area: Area, row: int) -> bool:
    return _is_sentence(area, row) or any(
        markers.is_section(area.texts[at]) or _stands_alone(area.texts[at])
        for at in area.filled(row)
    )


def _is_sentence(area: Area, row: int) -> bool:
    texts = [area.texts[at].strip() for at in area.filled(row)]
    return any(len(text) >= _SENTENCE and text.endswith("。") for text in texts)


def _runs(kinds: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Stretches of rows, and whether they are rows of a table."""
    start = 0
    for at in range(1, len(kinds) + 1):
        is_table = kinds[start] == "table"
        if at == len(kinds) or (kinds[at] == "table") != is_table:
            yield start, at, is_table
            start = at


def _is_prose(area: Area) -> bool:
    """One used column that is mostly words."""
    columns = {column for _, column in area.texts}
    numbers = sum(
        1 for text in area.texts.values() if markers.FIGURE.fullmatch(text.strip())
    )
    return len(columns) == 1 and numbers <= _NUMBERS_OF_PROSE * len(area.texts)


def _kind(area: Area, row: int) -> str:
    """``line``, ``blank`` or ``table``."""
    filled = area.filled(row)
    if row in area.continued or len(filled) > 1:
        return "table"
    if not filled:
        return "table" if area.corners[row] else "blank"
    rows, columns = area.span(filled[0])
    if rows > 1:
        return "table"
    if columns >= area.columns - area.first_column and columns > 1:
        return "line"
    alone = area.corners[row] == (filled[0] in area.spans)
    return "line" if alone and _stands_alone(area.texts[filled[0]]) else "table"


def _stands_alone(text: str) -> bool:
    """Whether one cell without neighbours reads as a line above or below a table."""
    return markers.is_strong(text) or bool(markers.PARENTHESIS.fullmatch(text.strip()))


def _parts(area: Area, rows: range) -> bool:
    """Whether lines between rows of tables part two tables."""
    texts = [area.texts[at] for row in rows for at in area.filled(row)]
    sentences = sum(_is_sentence(area, row) for row in rows)
    return sentences >= _SENTENCES or any(
        markers.is_annex(text) or (markers.is_title(text) and markers.is_dated(text))
        for text in texts
    )
