"""What a filing says and the chosen form has no place for: said, never dropped in silence."""

from collections.abc import Iterator, Sequence

from jiping.model.filing import Filing, Sheet
from jiping.model.layout import Layout
from jiping.model.memory import FORGETFUL, Memory
from jiping.model.terms import COLUMNS, FORMS
from jiping.model.values import Gap
from jiping.writers.forms.plan import Grid, Page
from jiping.writers.words import row_words

# Printed outside the grid, or as labels that are merged beside their rows.
_ELSEWHERE = ("signature", "class", "criterion")
_MERGED = ("level1", "level2", "points")
_NAMED = 3


def left_out(
    filing: Filing, layout: Layout, pages: Sequence[Page], memory: Memory = FORGETFUL
) -> Iterator[str]:
    """One Chinese sentence for each table, column and row that is left out; ``memory``
    knows tables and pages that were looked at before."""
    printed = {(page.kind, page.key): page for page in pages}
    for sheet in filing.sheets:
        page = printed.get((sheet.form, sheet.key))
        if page is None:
            yield f"这种版式没有{_name(sheet)}，没有写出。"
        else:
            yield from memory.of(_cells, sheet, page)
    if filing.report is not None and layout.report is None:
        yield f"这种版式没有{FORMS['report']}，没有写出。"


def _cells(sheet: Sheet, page: Page) -> tuple[str, ...]:
    """The cells of a table that have no place on its page, by their columns."""
    grids = [block for block in page.blocks if isinstance(block, Grid)]
    placed = {box.ref for grid in grids for box in grid.boxes if box.ref}
    missing: dict[str, list[str]] = {}
    for row in sheet.rows:
        if row.kind in _ELSEWHERE:
            continue
        for column, entry in row.cells.items():
            absent = entry.value in (Gap.BLANK, Gap.NOT_ON_FORM)
            if not absent and column not in _MERGED and entry.ref not in placed:
                missing.setdefault(column, []).append(f"{row_words(row)} {entry.raw}")
    sentences = []
    for column, said in missing.items():
        name = sheet.columns.get(column) or COLUMNS.get(column, column)
        shown = "、".join(said[:_NAMED]) + ("等" if len(said) > _NAMED else "")
        sentences.append(
            f"{_name(sheet)}的“{name}”这种版式没有，{len(said)}格没有写出：{shown}。"
        )
    return tuple(sentences)


def _name(sheet: Sheet) -> str:
    named = f"（{sheet.name}）" if sheet.form == "project" and sheet.name else ""
    return FORMS[sheet.form] + named
