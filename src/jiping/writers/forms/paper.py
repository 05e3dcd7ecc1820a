"""A plan as a document without meaning, as a reader would hand it on.

What is being written can so be read by intake like what was sent, and every place that
a finding names leads back to the address it was drawn from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jiping.model.document import Cell, Document, Paragraph, Place, Table
from jiping.model.memory import FORGETFUL, Memory
from jiping.model.values import Ref
from jiping.writers.forms.plan import Box, Grid, Page, Plan, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The document, and what stands where: the address that each place was drawn from,
    and the place of each address."""

    document: Document
    refs: Mapping[Place, Ref]
    places: Mapping[Ref, Place]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A page of the paper; how many paragraphs and tables stand up to its end."""

    blocks: tuple[Paragraph | Table, ...]
    refs: Mapping[Place, Ref]
    places: Mapping[Ref, Place]
    paragraphs: int
    tables: int


def on_paper(plan: Plan, name: str, memory: Memory = FORGETFUL) -> Paper:
    """The plan as the document ``name``; ``memory`` knows pages that stand as before."""
    blocks: list[Paragraph | Table] = []
    refs: dict[Place, Ref] = {}
    places: dict[Ref, Place] = {}
    paragraphs = tables = 0
    for page in plan.pages:
        leaf = memory.of(_leaf, page, name, paragraphs, tables)
        blocks.extend(leaf.blocks)
        refs.update(leaf.refs)
        places.update(leaf.places)
        paragraphs, tables = leaf.paragraphs, leaf.tables
    document = Document(name=name, format="plan", blocks=tuple(blocks))
    return Paper(document=document, refs=refs, places=places)


def _leaf(page: Page, name: str, paragraphs: int, tables: int) -> _Leaf:
    blocks: list[Paragraph | Table] = []
    refs: dict[Place, Ref] = {}
    for block in page.blocks:
        if isinstance(block, Text):
            paragraphs += 1
            place = Place(file=name, paragraph=paragraphs)
            blocks.append(Paragraph(text=block.text, place=place))
            if block.at is not None:
                refs[place] = block.at
        else:
            tables += 1
            place = Place(file=name, table=tables)
            blocks.append(_table(block, place, refs))
    places = {ref: place for place, ref in refs.items()}
    return _Leaf(tuple(blocks), refs, places, paragraphs, tables)


def _table(grid: Grid, place: Place, refs: dict[Place, Ref]) -> Table:
    cells = tuple(_cells(grid.boxes, place, refs))
    return Table(rows=grid.rows, columns=len(grid.widths), cells=cells, place=place)


def _cells(
    boxes: tuple[Box, ...], place: Place, refs: dict[Place, Ref]
) -> Iterator[Cell]:
    for box in boxes:
        at = Place(file=place.file, table=place.table, row=box.row, column=box.column)
        if box.ref is not None:
            refs[at] = box.ref
        yield Cell(
            row=box.row,
            column=box.column,
            row_span=box.row_span,
            column_span=box.column_span,
            text=box.text,
            place=at,
        )
