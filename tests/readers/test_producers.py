"""Files of another producer: what python-docx writes is what we read."""

import io

import pytest
from readers.package import layout, table_of, texts

from jiping.readers import read

docx = pytest.importorskip("docx", reason="python-docx 未安装")


def saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def test_merged_cells_and_paragraphs() -> None:
    made = docx.Document()
    made.add_paragraph("附件1")
    table = made.add_table(rows=3, cols=3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    for first, last, text in (((0, 0), (0, 1), "横"), ((1, 0), (2, 0), "竖")):
        table.cell(*first).merge(table.cell(*last)).text = text
    document = read(saved(made), "a.docx")
    assert texts(document) == ["附件1"]
    assert layout(table_of(document)) == [
        (1, 1, 1, 2, "横"),
        (1, 3, 1, 1, "02"),
        (2, 1, 2, 1, "竖"),
        (2, 2, 1, 1, "11"),
        (2, 3, 1, 1, "12"),
        (3, 2, 1, 1, "21"),
        (3, 3, 1, 1, "22"),
    ]
    assert document.notes == ()


def test_list_styles_of_the_template_are_numbered() -> None:
    made = docx.Document()
    for text in ("甲", "乙"):
        made.add_paragraph(text, style="List Number")
    made.add_paragraph("丙", style="List Bullet")
    assert texts(read(saved(made), "a.docx")) == ["1. 甲", "2. 乙", "丙"]


def test_every_cell_agrees_with_the_producer() -> None:
    made = docx.Document()
    table = made.add_table(rows=20, cols=9)
    for at, cell in enumerate(table._cells):
        cell.text = f"{at}\n第二行\t{at / 7:.2f}"
    found = table_of(read(saved(made), "a.docx"))
    assert [cell.text for cell in found.cells] == [cell.text for cell in table._cells]
