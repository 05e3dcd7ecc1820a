"""Tables on their grid: what rows and cells of ``w:tbl`` say about their extent."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jiping.model.document import Table
from jiping.readers import limits
from jiping.readers.docx.flow import flow
from jiping.readers.docx.names import (
    CELL,
    CELL_DELETED,
    CELL_MERGED,
    CELL_PROPERTIES,
    DELETED,
    GRID_BEFORE,
    GRID_COLUMN,
    GRID_SPAN,
    HORIZONTAL_MERGE,
    ROW,
    ROW_PROPERTIES,
    TABLE_GRID,
    VALUE,
    VERTICAL_MERGE,
    W,
)
from jiping.readers.grid import BEGINS, CONTINUES, Grid, Part

_ROWS = (ROW,)
_CELLS = (CELL,)
_MERGE_STATE = W + "vMerge"

Content = Callable[[ET.Element], tuple[str, tuple[Table, ...]]]


@dataclass(frozen=True, slots=True)
class Read:
    """A table, and what of it could not be shown.

    ``covered`` are texts that merged cells hide; ``cut`` tells that rows were left out.
    """

    table: Table
    covered: tuple[str, ...]
    cut: bool


def read_table(element: ET.Element, number: int, file: str, content: Content) -> Read:
    """The table of a ``w:tbl``; ``content`` reads the inside of a cell."""
    grid = Grid()
    for tr in flow(element, _ROWS):
        if _is_deleted(tr):
            continue
        if grid.is_full:
            grid.cut = True
            break
        grid.add(_parts(tr, content), _before(tr))
    declared = element.find(TABLE_GRID)
    stated = 0 if declared is None else len(declared.findall(GRID_COLUMN))
    return Read(grid.table(number, file, stated), tuple(grid.covered), grid.cut)


def _parts(tr: ET.Element, content: Content) -> Iterator[Part]:
    """The cells of a row that were not deleted."""
    for tc in flow(tr, _CELLS):
        properties = tc.find(CELL_PROPERTIES)
        if properties is None:
            yield Part(*content(tc))
            continue
        shape = _shape(properties)
        if shape is not None:
            text, tables = content(tc)
            span, down, across = shape
            yield Part(text, tables, span, down, across)


def _shape(properties: ET.Element) -> tuple[int, str, bool] | None:
    """What a cell's properties say about its extent, as a ``Part`` has it; None for a
    deleted cell."""
    span, down, across = 1, "", False
    for child in properties:
        tag = child.tag
        if tag == GRID_SPAN:
            span = _count(child.get(VALUE), 1)
        elif tag == VERTICAL_MERGE:
            down = child.get(VALUE, CONTINUES)
        elif tag == HORIZONTAL_MERGE:
            across = child.get(VALUE, CONTINUES) == CONTINUES
        elif tag == CELL_MERGED:
            down = CONTINUES if child.get(_MERGE_STATE) == "cont" else BEGINS
        elif tag == CELL_DELETED:
            return None
    return span, down, across


def _before(tr: ET.Element) -> int:
    """Grid columns skipped in front of the row's first cell."""
    properties = tr.find(ROW_PROPERTIES)
    found = None if properties is None else properties.find(GRID_BEFORE)
    return 0 if found is None else _count(found.get(VALUE), 0)


def _is_deleted(tr: ET.Element) -> bool:
    properties = tr.find(ROW_PROPERTIES)
    return properties is not None and properties.find(DELETED) is not None


def _count(text: str | None, least: int) -> int:
    """A number of grid columns, held within bounds whatever the file says."""
    if not text or not text.isascii() or not text.isdigit():
        return least
    if len(text) > 6:
        return limits.TABLE_COLUMNS
    return min(max(int(text), least), limits.TABLE_COLUMNS)
