"""Blocks to .docx, through python-docx: true merges, column widths, a cover page."""

import io
import zipfile
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from tools.samples.blocks import Block, Grid, Line

_CENTRED = {"title", "cover"}
_POINTS = {"title": 16, "cover": 22, "heading": 14, "annex": 12}


def to_docx(blocks: tuple[Block, ...]) -> bytes:
    """The filing as the bytes of a Word document."""
    document = docx.Document()
    _set_up(document)
    for block in blocks:
        if isinstance(block, Grid):
            _grid(document, block)
        else:
            _line(document, block)
    target = io.BytesIO()
    document.save(target)
    return _undated(target)


def _undated(source: io.BytesIO) -> bytes:
    """The same archive with one fixed date, so that a rebuild changes no byte."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(source) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, (2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(member))
    return target.getvalue()


def _set_up(document: Document) -> None:
    style = document.styles["Normal"]
    style.font.name = "宋体"
    style.font.size = Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    properties = document.core_properties
    properties.author = "jiping"
    properties.created = properties.modified = datetime(2024, 1, 1, tzinfo=UTC)


def _line(document: Document, line: Line) -> None:
    paragraph = document.add_paragraph()
    if line.style == "break":
        paragraph.add_run().add_break(WD_BREAK.PAGE)
        return
    run = paragraph.add_run(line.text)
    paragraph.paragraph_format.page_break_before = line.style == "annex"
    if line.style in _POINTS:
        run.font.size = Pt(_POINTS[line.style])
        run.bold = line.style != "annex"
    if line.style in _CENTRED:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _grid(document: Document, grid: Grid) -> None:
    width = len(grid.widths)
    table = document.add_table(rows=len(grid.rows), cols=width, style="Table Grid")
    table.autofit = False
    places = table._cells
    covered: set[tuple[int, int]] = set()
    for top, row in enumerate(grid.rows):
        left = 0
        for cell in row:
            while (top, left) in covered:
                left += 1
            target = places[top * width + left]
            bottom, right = top + cell.down - 1, left + cell.span - 1
            if (bottom, right) != (top, left):
                target = target.merge(places[bottom * width + right])
            target.text = cell.text
            covered.update(
                (y, x) for y in range(top, bottom + 1) for x in range(left, right + 1)
            )
            left = right + 1
    for column, centimetres in zip(table.columns, grid.widths, strict=True):
        column.width = Cm(centimetres)
