"""Blocks to the text layout: a line that starts with a tab is a cell, a blank line ends
a row, a cell merged down leaves an empty cell, a break inside a cell has no tab."""

from tools.samples.blocks import Block, Cell, Grid


def to_text(blocks: tuple[Block, ...]) -> str:
    """The whole filing as one text, ``\\n`` at every line's end."""
    return "".join(
        _grid(block) if isinstance(block, Grid) else block.text + "\n"
        for block in blocks
    )


def shown(grid: Grid) -> tuple[tuple[Cell, ...], ...]:
    """Every row with an empty cell wherever one above reaches down into it."""
    rows = []
    open_below: dict[int, Cell] = {}
    for row in grid.rows:
        line, column, own = [], 0, iter(row)
        while column < len(grid.widths):
            above = open_below.pop(column, None)
            cell = above or next(own)
            line.append(Cell(text="", span=cell.span) if above else cell)
            if cell.down > 1:
                open_below[column] = Cell(text="", span=cell.span, down=cell.down - 1)
            column += cell.span
        rows.append(tuple(line))
    return tuple(rows)


def _grid(grid: Grid) -> str:
    return "".join(
        "".join(f"\t{cell.text}\n" for cell in row) + "\n" for row in shown(grid)
    )
