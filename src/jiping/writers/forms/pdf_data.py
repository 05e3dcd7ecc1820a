"""A plan as the data that the Typst template draws, row heights and sizes worked out.

Typst has no least height of a row. Rows whose text is sure to fit get the height that the
form has there; the others grow with what stands in them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from jiping.model.layout import Layout, PageSetup
from jiping.writers.forms.pdf_fit import POINT, balanced, fitted, height, heights
from jiping.writers.forms.plan import Box, Grid, Page, Plan, Text

Json = dict[str, Any]

# A row with more text than this may go on on the next page.
_KEPT_CHARACTERS = 240
# Of the room on a page: a table between these may come to stand on one.
_NEAR = (0.7, 1.5)
_LEVELS = {"title": 1, "cover_title": 1, "report_title": 1, "heading": 2, "subheading": 3}  # fmt: skip
_CENTRED = ("title", "cover_title", "report_title")
_NEWLINES = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
# What has no glyph and says nothing: controls, marks of direction and of width nought.
_SILENT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# What must not stand in an archive file: for private use, halves of pairs, no character.
_HOMELESS = re.compile(
    "[\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]"
)
# Printers' mark for a character that is not in the font.
MISSING = "〓"
# The date of a plan without one, as in the other renderers.
_NO_DAY = [1980, 1, 1]


def data_of(plan: Plan, fonts: Mapping[str, Sequence[str]]) -> Json:
    """Everything the template asks for, as JSON has it."""
    sections = [list(group) for _, group in groupby(plan.pages, key=_setting)]
    day = plan.day
    return {
        "title": cleaned(plan.title) or "绩效自评材料",
        "author": "jiping",
        "day": [day.year, day.month, day.day] if day else _NO_DAY,
        "fonts": dict(fonts),
        "sizes": dict(plan.layout.sizes),
        "sections": [_section(plan.layout, pages) for pages in sections],
    }


def cleaned(text: str) -> str:
    """Text as it may be drawn: line ends are one mark, what has no glyph is left out or,
    where it is a character of its own, stands as ``〓``."""
    if text.isascii() and text.isprintable():
        return text
    said = _NEWLINES.sub("\n", text).replace("\t", "    ")
    return _HOMELESS.sub(MISSING, _SILENT.sub("", said))


def _setting(page: Page) -> tuple[bool, bool]:
    return page.numbered, page.ruled


def _paper(page: Page, layout: Layout) -> PageSetup:
    return layout.table_page if page.ruled else layout.page


def _section(layout: Layout, pages: Sequence[Page]) -> Json:
    return {
        "page": asdict(_paper(pages[0], layout)),
        "numbered": pages[0].numbered,
        "pages": [_page(page, layout) for page in pages],
    }


def _page(page: Page, layout: Layout) -> Json:
    """``near`` where a table may run over its page by so little that closer rows help."""
    paper, size = _paper(page, layout), layout.sizes["table"]
    room = paper.height - paper.top - paper.bottom
    tall = sum(height(b, size) for b in page.blocks if isinstance(b, Grid))
    near = page.ruled and _NEAR[0] * room < tall < _NEAR[1] * room
    return {"blocks": list(_blocks(page, layout)), "near": near}


def _blocks(page: Page, layout: Layout) -> Iterator[Json]:
    level = 0
    for place, block in enumerate(page.blocks, start=1):
        if isinstance(block, Grid):
            yield _grid(block, layout.sizes["table"])
            continue
        # A level that is left out would break the outline.
        wanted = _LEVELS.get(block.role, 0) if block.text.strip() else 0
        level = min(wanted, level + 1) if wanted else level
        yield {
            "role": block.role,
            "text": _words(block, _paper(page, layout), layout),
            "level": level if wanted else 0,
            "keep": any(map(_signs, page.blocks[place : place + 1])),
        }


def _words(text: Text, paper: PageSetup, layout: Layout) -> str:
    words = cleaned(text.text)
    if text.role not in _CENTRED:
        return words
    width = (paper.width - paper.left - paper.right) / POINT
    most = width / layout.sizes[text.role]
    return "\n".join(balanced(line, most) for line in words.split("\n"))


def _signs(block: Text | Grid) -> bool:
    """Whether it must not stand on a page without any of what is signed."""
    return isinstance(block, Text) and block.role in ("closing", "signature")


def _grid(grid: Grid, size: float) -> Json:
    kept = _kept(grid)
    heads = _heads(grid)
    cells = [
        (box.row, _cell(box, text, own if own < size else 0, box.row in kept))
        for box, (text, own) in zip(grid.boxes, fitted(grid, size), strict=True)
    ]
    return {
        "widths": list(grid.widths),
        "heights": heights(grid, size),
        "head": [cell for row, cell in cells if row <= heads],
        "body": [cell for row, cell in cells if row > heads],
    }


def _heads(grid: Grid) -> int:
    """The rows to repeat: none where a cell reaches out of them."""
    reach = (b.row + b.row_span - 1 for b in grid.boxes if b.row <= grid.heads)
    return grid.heads if max(reach, default=0) <= grid.heads < grid.rows else 0


def _kept(grid: Grid) -> set[int]:
    """The rows that stand on one page."""
    long = {
        box.row
        for box in grid.boxes
        if box.row_span == 1 and len(box.text) > _KEPT_CHARACTERS
    }
    return set(range(1, grid.rows + 1)) - long


def _cell(box: Box, text: str, size: float, kept: bool) -> Json:
    """``size`` is 0 where it is that of the table."""
    return {
        "text": cleaned(text),
        "across": box.column_span,
        "down": box.row_span,
        "align": box.align,
        "indent": box.indent,
        "breakable": not kept or box.row_span > 1,
        "size": size,
    }
