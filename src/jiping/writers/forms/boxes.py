"""Laying boxes out row by row, around those that reach down from above."""

from dataclasses import dataclass, field

from jiping.writers.forms.plan import Box, Grid


@dataclass(slots=True)
class Sheetful:
    """A grid under construction: rows are added from the top."""

    widths: tuple[float, ...]
    boxes: list[Box] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    rows: int = 0
    _open: dict[int, int] = field(default_factory=dict)

    def add(self, *boxes: Box, height: float = 0) -> None:
        """One row; the boxes are set from the left wherever nothing reaches down, and
        what is left of the row becomes one void box. ``height`` where it is not usual."""
        self.rows += 1
        if height:
            self.heights[self.rows] = height
        column, waiting = 1, list(boxes)
        while column <= len(self.widths):
            if self._open.get(column, 0) >= self.rows:
                column += 1
                continue
            free = self._free(column)
            box = waiting.pop(0) if waiting else Box(column_span=free, role="void")
            column = self._set(box, column, min(box.column_span, free))

    def _free(self, column: int) -> int:
        last = column
        while last < len(self.widths) and self._open.get(last + 1, 0) < self.rows:
            last += 1
        return last - column + 1

    def _set(self, box: Box, column: int, span: int) -> int:
        box.row, box.column, box.column_span = self.rows, column, span
        self.boxes.append(box)
        for covered in range(column, column + span):
            self._open[covered] = self.rows + box.row_span - 1
        return column + span

    def grid(self, heads: int = 0, titles: int = 0) -> Grid:
        """The finished table."""
        return Grid(
            widths=self.widths,
            rows=self.rows,
            boxes=tuple(self.boxes),
            heads=heads,
            titles=titles,
            heights=dict(self.heights),
        )


def head(text: str, span: int = 1, down: int = 1) -> Box:
    """The head of a column."""
    return Box(row_span=down, column_span=span, text=text, role="head")


def side(text: str, down: int, span: int = 1) -> Box:
    """A label merged down beside a block."""
    return Box(row_span=down, column_span=span, text=text, role="side")


def label(text: str, span: int = 1, indent: int = 0, align: str = "center") -> Box:
    """The label of a row."""
    return Box(
        column_span=span,
        text=text,
        role="label",
        indent=indent,
        align=align,
    )
