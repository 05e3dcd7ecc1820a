"""Where the blocks of a page come to stand on a worksheet, and how high its rows are.

A worksheet makes no row higher for merged cells, and none higher than 409 points, so
heights are worked out here and what is longer is merged over several rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from types import MappingProxyType

from jiping.model.layout import Layout
from jiping.writers.forms.plan import Box, Grid, Page, Text
from jiping.writers.forms.workbook_cells import Content, content_of
from jiping.writers.forms.workbook_styles import Look
from jiping.writers.width import width

_POINTS = 72 / 25.4
_HIGHEST = 400.0
# The usual row of a table, and what lines take beside their letters.
_ROW = 6.6 * _POINTS
_PADDING = 3.0
_LINE = 1.36
# What of a cell's width is left for text, in points; and that no two programs
# break lines alike.
_EDGES = 5.0
_SPARE = 1.04
_CELL_LENGTH = 32_767
_TWO = "　　"


@dataclass(frozen=True, slots=True)
class _Role:
    """A paragraph: roles of font and size, where it stands, points before and after,
    what is put in front, and whether the unit may change it."""

    font: str
    size: str
    align: str = "left"
    before: float = 0
    after: float = 0
    front: str = ""
    indent: int = 0


ROLES = MappingProxyType(
    {
        "annex": _Role("heading", "annex", after=3),
        "title": _Role("title", "title", "center", before=3, after=8),
        "caption": _Role("table", "note", "right"),
        "note": _Role("table", "note", before=2),
        "signature": _Role("table", "note", before=5),
        "cover_title": _Role("title", "cover_title", "center", before=120, after=150),
        "cover": _Role("body", "cover", "center", before=12),
        "report_title": _Role("title", "report_title", "center", before=10, after=24),
        "heading": _Role("heading", "heading", before=4, after=4, front=_TWO),
        "subheading": _Role("subheading", "heading", before=4, after=4, front=_TWO),
        "body": _Role("body", "body", before=3, after=3, front=_TWO),
        "attachment": _Role("body", "body", before=3, after=3, front=_TWO),
        "addressee": _Role("body", "body", before=3, after=3),
        "closing": _Role("body", "body", "right", before=3, after=3, indent=3),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A cell of the worksheet, merged or not: a box of a table or a paragraph."""

    row: int
    column: int
    row_span: int
    column_span: int
    content: Content
    look: Look
    box: Box | None = None
    text: Text | None = None
    front: str = ""


@dataclass(slots=True, kw_only=True)
class Laid:
    """A worksheet: ``widths`` in mm, ``heights`` in points, ``growing`` the rows that grow
    with what is typed, ``heads`` the rows repeated on every page."""

    page: Page
    widths: tuple[float, ...]
    slots: list[Slot] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    growing: set[int] = field(default_factory=set)
    heads: tuple[int, int] | None = None


def laid(page: Page, layout: Layout) -> Laid:
    """The page as a worksheet. Raises ValueError (a Chinese sentence) for a text that is
    longer than a cell may be."""
    grid = next((block for block in page.blocks if isinstance(block, Grid)), None)
    paper = layout.table_page if page.ruled else layout.page
    across = (paper.width - paper.left - paper.right,)
    sheet = Laid(page=page, widths=grid.widths if grid else across)
    for block in page.blocks:
        if isinstance(block, Grid):
            _table(sheet, block, layout)
        else:
            _paragraph(sheet, block, layout)
    for slot in sheet.slots:
        if len(slot.front) + len(slot.content.text) > _CELL_LENGTH:
            raise ValueError(
                f"“{slot.content.text[:20]}…”有{len(slot.content.text)}个字，"
                "Excel 的一格放不下，请写成 .docx。"
            )
    return sheet


def _paragraph(sheet: Laid, text: Text, layout: Layout) -> None:
    role = ROLES[text.role]
    look = Look(
        font=role.font,
        size=role.size,
        align=role.align,
        upright="bottom" if role.before > role.after else "center",
        indent=role.indent,
        locked=False,
    )
    size = layout.sizes[role.size]
    room = sum(sheet.widths) * _POINTS - _EDGES - role.indent * size
    lines = _lines(role.front + text.text, size, room)
    height = lines * size * _LINE + role.before + role.after + _PADDING
    if not text.text and text.role == "body":
        height *= 2
    many = ceil(height / _HIGHEST)
    start = len(sheet.heights) + 1
    sheet.heights += [height / many] * many
    if many == 1 and len(sheet.widths) == 1:
        sheet.growing.add(start)
    sheet.slots.append(
        Slot(
            row=start,
            column=1,
            row_span=many,
            column_span=len(sheet.widths),
            content=Content(text=text.text),
            look=look,
            text=text,
            front=role.front if text.text else "",
        )
    )


def _table(sheet: Laid, grid: Grid, layout: Layout) -> None:
    """The rows of a table; one that is too high is laid over several."""
    above = len(sheet.heights)
    contents = [content_of(box) for box in grid.boxes]
    wanted = _heights(grid, contents, layout)
    many = [ceil(height / _HIGHEST) for height in wanted]
    starts = [above + 1 + sum(many[:row]) for row in range(grid.rows + 1)]
    for height, count in zip(wanted, many, strict=True):
        sheet.heights += [height / count] * count
    for box, content in zip(grid.boxes, contents, strict=True):
        first, stop = starts[box.row - 1], starts[box.row + box.row_span - 1]
        sheet.slots.append(
            Slot(
                row=first,
                column=box.column,
                row_span=stop - first,
                column_span=box.column_span,
                content=content,
                look=_look(box, content),
                box=box,
            )
        )
    sheet.growing |= {starts[row - 1] for row in _growing(grid) if many[row - 1] == 1}
    if grid.titles:
        sheet.heads = (starts[grid.titles - 1], starts[grid.titles] - 1)


def _look(box: Box, content: Content) -> Look:
    written = box.role == "value" or box.free
    return Look(
        align=box.align,
        indent=box.indent,
        ruled=True,
        code=content.code,
        locked=not written,
    )


def _heights(grid: Grid, contents: Sequence[Content], layout: Layout) -> list[float]:
    """The height of each row in points, for the longest text in it."""
    size = layout.sizes["table"]
    heights = [
        max(_ROW, grid.heights.get(row, 0) * _POINTS) for row in range(1, grid.rows + 1)
    ]
    needs = [
        (box, _needed(box, content.text, grid.widths, size))
        for box, content in zip(grid.boxes, contents, strict=True)
    ]
    for box, need in sorted(needs, key=lambda pair: pair[0].row_span):
        rows = range(box.row - 1, box.row + box.row_span - 1)
        lacking = need - sum(heights[row] for row in rows)
        for row in rows:
            heights[row] += max(lacking, 0) / box.row_span
    return heights


def _needed(box: Box, text: str, widths: Sequence[float], size: float) -> float:
    across = sum(widths[box.column - 1 : box.column - 1 + box.column_span])
    room = across * _POINTS - _EDGES - box.indent * size
    shown = text if len(text) >= len(box.text) else box.text
    return _lines(shown, size, room) * size * _LINE + _PADDING


def _lines(text: str, size: float, room: float) -> int:
    """How many lines a text takes; a Chinese character is as wide as high."""
    across = max(int(room / (size / 2)), 2)
    return sum(max(1, ceil(width(line) * _SPARE / across)) for line in text.split("\n"))


def _growing(grid: Grid) -> Iterator[int]:
    """Rows in which words are typed into cells that are not merged."""
    found = {
        box.row
        for box in grid.boxes
        if box.role == "value"
        and box.kind in ("text", "measure")
        and box.row_span == box.column_span == 1
    }
    yield from sorted(found - set(grid.heights))
