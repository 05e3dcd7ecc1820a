"""A source as it was sent, kept small, and the neighbourhood of a place in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jiping.model.document import Cell, Document, Paragraph, Place, Table

Json = dict[str, Any]
# A cell's text is shown as far as this; rows and paragraphs to either side.
_LONGEST = 400
_ROWS, _PARAGRAPHS = 3, 2
# A table is kept as far as this.
_MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of the piece that is drawn; ``here`` is the one that is meant."""

    text: str
    rows: int
    columns: int
    here: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """The neighbourhood of a place: lines of a table, or paragraphs; ``above`` and
    ``below`` tell that the source goes on there."""

    file: str
    lines: tuple[tuple[Slot, ...], ...] = ()
    paragraphs: tuple[tuple[str, bool], ...] = ()
    above: bool = False
    below: bool = False


def document_json(document: Document) -> Json:
    """``name`` and ``blocks``: a paragraph as ``text at``, a table as ``cells``, each
    ``[row, column, rows, columns, text, at]``; ``at`` are its positions. A table within
    a cell follows the table that holds it."""
    return {"name": document.name, "blocks": list(_blocks(document.blocks))}


def _blocks(blocks: Sequence[Paragraph | Table]) -> Iterator[Json]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield {"text": block.text[:_LONGEST], "at": _positions(block.place)}
        else:
            yield {"cells": [_cell(each) for each in block.cells[:_MOST_CELLS]]}
            yield from _blocks([inner for each in block.cells for inner in each.tables])


def _cell(cell: Cell) -> list[Any]:
    span = (cell.row, cell.column, cell.row_span, cell.column_span)
    return [*span, cell.text[:_LONGEST], _positions(cell.place)]


def _positions(place: Place) -> list[str]:
    """Ways to name a spot within its file, the surest first."""
    grid = f"{place.row},{place.column}"
    found = []
    if place.table is not None:
        found.append(f"t{place.table},{grid}")
    if place.sheet:
        found.append(f"s{place.sheet},{grid}")
    if place.paragraph is not None:
        found.append(f"p{place.paragraph}")
    return found + [f"l{line}" for line in place.lines]


def piece_at(
    documents: Sequence[Mapping[str, Any]], place: Place | None
) -> Piece | None:
    """What is drawn for a place; None where it is nowhere in the documents."""
    if place is None:
        return None
    wanted = set(_positions(place))
    for document in documents:
        if document["name"] != place.file:
            continue
        blocks = document["blocks"]
        for number, block in enumerate(blocks):
            if "cells" not in block:
                if wanted & set(block["at"]):
                    return _paragraphs(place.file, blocks, number)
                continue
            for cell in block["cells"]:
                if wanted & set(cell[5]):
                    return _table(place.file, block["cells"], cell)
    return None


def _paragraphs(file: str, blocks: Sequence[Json], number: int) -> Piece:
    first, last = number - _PARAGRAPHS, number + _PARAGRAPHS
    shown = [
        (block["text"], at == number)
        for at, block in enumerate(blocks)
        if first <= at <= last and "text" in block
    ]
    return Piece(file, (), tuple(shown), first > 0, last < len(blocks) - 1)


def _table(file: str, cells: Sequence[list[Any]], meant: list[Any]) -> Piece:
    """Some rows of a table; cells that reach in from outside are cut to what shows."""
    top, bottom = meant[0] - _ROWS, meant[0] + meant[2] - 1 + _ROWS
    end = max(row + rows - 1 for row, _, rows, *_ in cells)
    lines: dict[int, list[tuple[int, Slot]]] = {}
    for cell in cells:
        row, column, rows, columns, text, _ = cell
        first, last = max(row, top), min(row + rows - 1, bottom)
        if first <= last:
            slot = Slot(text, last - first + 1, columns, cell is meant)
            lines.setdefault(first, []).append((column, slot))
    drawn = tuple(
        tuple(
            slot for _, slot in sorted(lines.get(row, ()), key=lambda found: found[0])
        )
        for row in range(max(top, 1), min(bottom, end) + 1)
    )
    return Piece(file, drawn, (), top > 1, bottom < end)
