"""Lines and grids: what both renderers draw, each cell with its key (``docs/keys.md``)."""

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a grid; ``span`` columns wide, ``down`` rows high."""

    text: str
    span: int = 1
    down: int = 1
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table; a cell merged down stands in its first row only. ``widths`` in cm."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph. ``style`` is ``annex title heading body sign cover break``."""

    text: str
    key: str = ""
    style: str = "body"


Block = Line | Grid


def rewrite(
    blocks: tuple[Block, ...], change: Callable[[str, str], str]
) -> tuple[Block, ...]:
    """The blocks with every keyed text passed through ``change(key, text)``."""
    return tuple(_rewritten(block, change) for block in blocks)


def _rewritten(block: Block, change: Callable[[str, str], str]) -> Block:
    if isinstance(block, Line):
        return replace(block, text=change(block.key, block.text))
    rows = tuple(
        tuple(replace(cell, text=change(cell.key, cell.text)) for cell in row)
        for row in block.rows
    )
    return replace(block, rows=rows)
