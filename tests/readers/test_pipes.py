"""Tables drawn with bars in text."""

from readers.package import rows, table_of, texts

from jiping.model.document import Document, Table
from jiping.readers import read


def text(*lines: str) -> Document:
    return read("\n".join(lines).encode(), "表.md")


def test_a_table_with_its_ruler() -> None:
    document = text("附件1", "| 项目 | 数 |", "|:--|--:|", "| 甲 | 1 |", "填表人：乙")
    assert texts(document) == ["附件1", "填表人：乙"]
    table = table_of(document)
    assert rows(table) == [["项目", "数"], ["甲", "1"]]
    assert [cell.place.lines for cell in table.cells] == [(2,), (2,), (4,), (4,)]


def test_a_table_without_a_ruler_and_empty_cells() -> None:
    assert rows(table_of(text("| 甲 | |", "|乙|丙|丁|"))) == [
        ["甲", ""],
        ["乙", "丙", "丁"],
    ]


def test_bars_and_breaks_inside_a_cell() -> None:
    assert rows(table_of(text(r"| a\|b | 上<br>下 |", "| c | d |")))[0] == [
        "a|b",
        "上\n下",
    ]


def test_one_line_with_bars_is_text() -> None:
    assert texts(text("| 甲 | 乙 |", "", "|---|---|")) == ["| 甲 | 乙 |", "|---|---|"]


def test_both_kinds_of_table_in_one_file() -> None:
    document = text("\t甲", "\t乙", "", "| 丙 | 丁 |", "| 1 | 2 |")
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert [table.place.table for table in tables] == [1, 2]
    assert [rows(table) for table in tables] == [
        [["甲", "乙"]],
        [["丙", "丁"], ["1", "2"]],
    ]
