"""A plan as a Word document: our own WordprocessingML, the same bytes for the same plan.

Strings are joined rather than trees built: of what libraries for this take, nearly all
goes into keeping a tree open to changes that never come.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from jiping.model.layout import Layout
from jiping.writers.forms.package import HEAD, packed
from jiping.writers.forms.plan import Box, Grid, Page, Plan, Text
from jiping.writers.forms.word_inline import Bindings, runs
from jiping.writers.forms.word_parts import (
    CONTENT_TYPES,
    DOCUMENT_RELATIONS,
    EMPTY_FOOTER,
    FIXED,
    NAMESPACES,
    core_properties,
    figures_part,
    font_table,
    footer,
    styles,
)

_TWIPS = 1440 / 25.4
# A row with more text than this may go on on the next page.
_KEPT_CHARACTERS = 240
_ROW_HEIGHT = 6.6
_FOOTER = 11
_INDENT = 210
_CELL = {"left": "CellLeft", "center": "Cell", "right": "CellRight"}
_STYLE = {
    role: "".join(word.title() for word in role.split("_"))
    for role in (
        "annex", "title", "caption", "note", "signature", "cover_title", "cover",
        "report_title", "heading", "subheading", "body", "attachment", "closing", "addressee",
    )
}  # fmt: skip
_BELOW = '<w:vMerge/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr></w:p></w:tc>'
# Between a table and what must not touch it: a paragraph without height.
_SLIVER = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" '
    'w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr>{}</w:pPr></w:p>'
)


def render(plan: Plan) -> bytes:
    """The bytes of the .docx."""
    return packed(parts(plan))


def parts(plan: Plan) -> dict[str, str]:
    """Every part of the package by its name."""
    bindings = Bindings(plan.figures)
    layout = plan.layout
    made = {
        "[Content_Types].xml": CONTENT_TYPES,
        **FIXED,
        "docProps/core.xml": core_properties(plan.title),
        "word/document.xml": _document(plan, bindings),
        "word/styles.xml": styles(layout),
        "word/fontTable.xml": font_table(layout),
        "word/footer1.xml": footer("right"),
        "word/footer2.xml": footer("left"),
        "word/footer3.xml": EMPTY_FOOTER,
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONS,
        "customXml/item1.xml": figures_part(plan.figures),
    }
    return {name: HEAD + text for name, text in made.items()}


def _document(plan: Plan, bindings: Bindings) -> str:
    sections = [list(g) for _, g in groupby(plan.pages, key=_setting)]
    pieces: list[str] = []
    for place, pages in enumerate(sections, start=1):
        setup = _section(plan.layout, pages[0])
        last = place == len(sections)
        pieces += _pages(pages, "" if last else setup, bindings)
        if last:
            pieces.append(setup)
    return f"<w:document {NAMESPACES}><w:body>{''.join(pieces)}</w:body></w:document>"


def _pages(pages: Sequence[Page], ending: str, bindings: Bindings) -> Iterator[str]:
    """Pages of one section; ``ending`` goes into its last paragraph."""
    for number, page in enumerate(pages):
        for place, block in enumerate(page.blocks):
            final = page is pages[-1] and place == len(page.blocks) - 1
            if isinstance(block, Grid):
                yield _table(block, bindings)
                if final:
                    yield _SLIVER.format(ending)
            else:
                broken = number > 0 and place == 0
                yield _paragraph(block, broken, ending if final else "", bindings)


def _paragraph(text: Text, broken: bool, ending: str, bindings: Bindings) -> str:
    properties = f'<w:pStyle w:val="{_STYLE[text.role]}"/>'
    if broken:
        properties += "<w:pageBreakBefore/>"
    return (
        f"<w:p><w:pPr>{properties}{ending}</w:pPr>{runs(text.pieces, bindings)}</w:p>"
    )


def _setting(page: Page) -> tuple[bool, bool]:
    return page.numbered, page.ruled


def _section(layout: Layout, first: Page) -> str:
    page = layout.table_page if first.ruled else layout.page
    odd, even = ("rId4", "rId5") if first.numbered else ("rId6", "rId6")
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{odd}"/>'
        f'<w:footerReference w:type="even" r:id="{even}"/>'
        f'<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{_twips(page.width)}" w:h="{_twips(page.height)}"/>'
        f'<w:pgMar w:top="{_twips(page.top)}" w:right="{_twips(page.right)}" '
        f'w:bottom="{_twips(page.bottom)}" w:left="{_twips(page.left)}" '
        f'w:header="{_twips(15)}" w:footer="{_twips(page.bottom - _FOOTER)}" w:gutter="0"/></w:sectPr>'
    )


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS)


def _table(grid: Grid, bindings: Bindings) -> str:
    widths = [_twips(width) for width in grid.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_rows(grid, widths, bindings))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Form"/><w:tblW w:w="{sum(widths)}" '
        f'w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _rows(grid: Grid, widths: Sequence[int], bindings: Bindings) -> Iterator[str]:
    """Row by row; a cell that reaches down stands empty in the rows below."""
    lines: list[list[tuple[int, str]]] = [[] for _ in range(grid.rows)]
    longest = [0] * grid.rows
    for box in grid.boxes:
        start, row = box.column - 1, box.row - 1
        width = sum(widths[start : start + box.column_span])
        span = f'<w:gridSpan w:val="{box.column_span}"/>' if box.column_span > 1 else ""
        size = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}'
        lines[row].append((start, _cell(box, size, row == grid.rows - 1, bindings)))
        if box.row_span == 1:
            longest[row] = max(longest[row], len(box.text))
        for below in range(row + 1, row + box.row_span):
            lines[below].append((start, size + _BELOW))
    for number, line in enumerate(lines):
        whole = "<w:cantSplit/>" if longest[number] <= _KEPT_CHARACTERS else ""
        head = "<w:tblHeader/>" if number < grid.heads else ""
        least = _twips(grid.heights.get(number + 1, _ROW_HEIGHT))
        height = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>'
        cells = "".join([cell for _, cell in sorted(line)])
        yield f"<w:tr><w:trPr>{whole}{height}{head}</w:trPr>{cells}</w:tr>"


def _cell(box: Box, size: str, stays: bool, bindings: Bindings) -> str:
    """A cell with its text; ``stays`` on the page of what comes after the table."""
    merge = '<w:vMerge w:val="restart"/>' if box.row_span > 1 else ""
    indent = f'<w:ind w:left="{box.indent * _INDENT}"/>' if box.indent else ""
    next_ = "<w:keepNext/>" if stays else ""
    return (
        f'{size}{merge}</w:tcPr><w:p><w:pPr><w:pStyle w:val="{_CELL[box.align]}"/>'
        f"{next_}{indent}</w:pPr>{bindings.cell(box)}</w:p></w:tc>"
    )
