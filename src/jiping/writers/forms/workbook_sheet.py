"""The XML of one worksheet: cells, merges, what they let in, and the printed page."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from jiping.model.layout import Layout, PageSetup
from jiping.model.values import Ref
from jiping.writers.forms.word_parts import escaped
from jiping.writers.forms.workbook_asks import validations
from jiping.writers.forms.workbook_formulas import Result, Spot, letter, sentence
from jiping.writers.forms.workbook_layout import Laid, Slot
from jiping.writers.forms.workbook_styles import MAIN, Styles

# A digit of 宋体 五号 takes seven of 96 points an inch.
_DIGIT = 7
_DOTS = 96 / 25.4
_INCH = 25.4
_FOOTER = 11
# Heights are estimates; how much above a page is still a little.
_NEARLY, _LITTLE = 0.78, 1.3
_BREAKS = str.maketrans({"\v": "\n", "\f": "\n", "\r": "\n"})
# Rows may be made higher and columns wider, rows added; what is locked stays.
PROTECTION = (
    '<sheetProtection sheet="1" objects="1" scenarios="1" formatCells="0" '
    'formatColumns="0" formatRows="0" insertRows="0"/>'
)


def worksheet(
    sheet: Laid,
    layout: Layout,
    spots: Mapping[Ref, Spot],
    found: Mapping[Ref, Result],
    styles: Styles,
) -> str:
    """The part of a worksheet."""
    own = [
        spots[slot.box.ref]
        for slot in sheet.slots
        if slot.box is not None and slot.box.ref is not None
        if slot.box.ref in spots and slot.box.ref not in found
    ]
    rows = _rows(sheet, spots, found, styles)
    last = f"{letter(len(sheet.widths))}{len(sheet.heights)}"
    page = layout.table_page if sheet.page.ruled else layout.page
    return (
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{last}"/>'
        '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
        '<sheetFormatPr defaultRowHeight="18.7" customHeight="1"/>'
        f"{columns(sheet.widths)}<sheetData>{rows}</sheetData>{PROTECTION}"
        f"{_merges(sheet)}{validations(own, spots)}"
        f"{printed(page, sheet.page.numbered, pages=_pages(sheet, page))}{_ignored(last)}</worksheet>"
    )


def columns(widths: tuple[float, ...]) -> str:
    """The widths of columns, given in mm."""
    listed = "".join(
        f'<col min="{at}" max="{at}" width="{mm * _DOTS / _DIGIT:.4f}" customWidth="1"/>'
        for at, mm in enumerate(widths, start=1)
    )
    return f"<cols>{listed}</cols>"


def _rows(
    sheet: Laid,
    spots: Mapping[Ref, Spot],
    found: Mapping[Ref, Result],
    styles: Styles,
) -> str:
    lines: list[dict[int, str]] = [{} for _ in sheet.heights]
    for slot in sheet.slots:
        result = found.get(slot.box.ref) if slot.box and slot.box.ref else None
        look = replace(slot.look, locked=True) if result else slot.look
        style = styles.number(look)
        for row in range(slot.row, slot.row + slot.row_span):
            for column in range(slot.column, slot.column + slot.column_span):
                at = f"{letter(column)}{row}"
                lines[row - 1][column] = f'<c r="{at}" s="{style}"/>'
        at = f"{letter(slot.column)}{slot.row}"
        lines[slot.row - 1][slot.column] = _cell(at, style, slot, spots, result)
    return "".join(_row(sheet, number, line) for number, line in enumerate(lines, 1))


def _row(sheet: Laid, number: int, line: Mapping[int, str]) -> str:
    fixed = "" if number in sheet.growing else ' customHeight="1"'
    cells = "".join(line[column] for column in sorted(line))
    height = sheet.heights[number - 1]
    return f'<row r="{number}" ht="{height:.1f}"{fixed}>{cells}</row>'


def _cell(
    at: str, style: int, slot: Slot, spots: Mapping[Ref, Spot], result: Result | None
) -> str:
    content = slot.content
    if result is not None:
        return formula_cell(at, style, result.formula, result.number)
    if slot.text is not None:
        formula = sentence(slot.text.pieces, spots, slot.front)
        if formula:
            return formula_cell(at, style, formula, slot.front + content.text)
        return text_cell(at, style, slot.front + content.text)
    if content.number is not None:
        return f'<c r="{at}" s="{style}"><v>{content.number:f}</v></c>'
    return text_cell(at, style, content.text)


def text_cell(at: str, style: int, text: str) -> str:
    """A cell of text that is never a formula, whatever it begins with."""
    if not text:
        return f'<c r="{at}" s="{style}"/>'
    shown = escaped(text.translate(_BREAKS))
    return (
        f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown}'
        "</t></is></c>"
    )


def formula_cell(
    at: str, style: int, formula: str, result: Decimal | str | None
) -> str:
    """A formula with what it comes to."""
    text = escaped(formula.translate(_BREAKS))
    if isinstance(result, Decimal):
        return f'<c r="{at}" s="{style}"><f>{text}</f><v>{result:f}</v></c>'
    shown = escaped((result or "").translate(_BREAKS))
    return f'<c r="{at}" s="{style}" t="str"><f>{text}</f><v>{shown}</v></c>'


def _merges(sheet: Laid) -> str:
    merged = list(_merged(sheet))
    if not merged:
        return ""
    listed = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    return f'<mergeCells count="{len(merged)}">{listed}</mergeCells>'


def _merged(sheet: Laid) -> Iterator[str]:
    for slot in sheet.slots:
        if slot.row_span > 1 or slot.column_span > 1:
            right = letter(slot.column + slot.column_span - 1)
            first = f"{letter(slot.column)}{slot.row}"
            yield f"{first}:{right}{slot.row + slot.row_span - 1}"


def _pages(sheet: Laid, page: PageSetup) -> int:
    """How many pages to fit a worksheet on: a table that is a little too high for one
    page is made smaller; 0 for as many as it takes."""
    room = (page.height - page.top - page.bottom) / _INCH * 72
    height = sum(sheet.heights)
    return int(sheet.page.ruled and room * _NEARLY < height <= room * _LITTLE)


def printed(
    page: PageSetup, numbered: bool, landscape: bool = False, pages: int = 0
) -> str:
    """Paper, margins, and the page number on the outer side of the page."""
    inches = {
        "left": page.left,
        "right": page.right,
        "top": page.top,
        "bottom": page.bottom,
        "header": 15,
        "footer": page.bottom - _FOOTER,
    }
    margins = " ".join(f'{name}="{mm / _INCH:.4f}"' for name, mm in inches.items())
    way = "landscape" if landscape else "portrait"
    number = '&amp;"宋体,Regular"&amp;14— &amp;P —'
    footer = (
        '<headerFooter differentOddEven="1">'
        f"<oddFooter>&amp;R{number}</oddFooter><evenFooter>&amp;L{number}</evenFooter>"
        "</headerFooter>"
    )
    return (
        f'<printOptions horizontalCentered="1"/><pageMargins {margins}/>'
        f'<pageSetup paperSize="9" orientation="{way}" fitToWidth="1" fitToHeight="{pages}"/>'
        + (footer if numbered else "")
    )


def _ignored(last: str) -> str:
    """No green corners at measures such as ``3`` that are text on purpose."""
    return (
        f'<ignoredErrors><ignoredError sqref="A1:{last}" numberStoredAsText="1" '
        'formula="1" formulaRange="1" unlockedFormula="1"/></ignoredErrors>'
    )
