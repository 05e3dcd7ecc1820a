"""Word 97–2003 files: text, revisions, fields and tables of hand-made files."""

import struct

import pytest
from readers.old_word import (
    DELETED,
    HIDDEN,
    IN_TABLE,
    ROW_END,
    File,
    Para,
    Run,
    defined,
    para,
    row,
)
from readers.package import layout, table_of, texts

from jiping.readers.doc.properties import modifiers


def read_texts(*runs: Run | str) -> list[str]:
    return texts(File([para(*runs)]).read())


def test_pieces_of_either_width_make_one_text() -> None:
    document = File([para(Run("“ABC” é", narrow="cp1252"), "预算绩效", "𠮷野")]).read()
    assert texts(document) == ["“ABC” é预算绩效𠮷野"]
    assert document.format == "doc"
    assert document.notes == ()


def test_pieces_stand_in_the_order_of_the_list_not_of_the_file() -> None:
    file = File([para("第一", "第二"), para("第三")], backwards=True)
    assert texts(file.read()) == ["第一第二", "第三"]


def test_one_byte_pieces_may_hold_gbk() -> None:
    assert read_texts(Run("整体支出绩效自评", narrow="gbk"), "表") == [
        "整体支出绩效自评表"
    ]


def test_western_signs_are_not_taken_for_gbk() -> None:
    assert read_texts(Run("“” ··", narrow="cp1252")) == ["“” ··"]


def test_revisions_are_accepted_and_hidden_text_left_out() -> None:
    document = File(
        [para("甲", Run("删", DELETED), "乙", Run("藏", HIDDEN), "丙")]
    ).read()
    assert texts(document) == ["甲乙丙"]
    assert ["修订" in note.text for note in document.notes] == [True, False]
    assert "隐藏" in document.notes[1].text


def test_a_deleted_mark_joins_two_paragraphs() -> None:
    joined = Para([Run("前半"), Run("\r", DELETED)])
    assert texts(File([joined, para("后半")]).read()) == ["前半后半"]


def test_a_quick_save_states_what_changed_in_the_piece() -> None:
    file = File([para("留", "删", "尾")], pieces={1: 0x41 << 1 | 1 << 8})
    assert texts(file.read()) == ["留尾"]


def test_fields_show_their_results() -> None:
    assert read_texts("共\x13 PAGE \x14３\x15页\x13 TC 甲 \x15。") == ["共３页。"]
    assert read_texts("\x13外\x13内\x14里\x15\x14果\x15") == ["果"]


def test_an_embedded_object_is_said() -> None:
    document = File([para("表\x13 EMBED Excel.Sheet.8 \x14\x01\x15后")]).read()
    assert texts(document) == ["表后"]
    assert "嵌有其他程序的对象" in document.notes[0].text


def test_signs_of_special_meaning() -> None:
    assert read_texts("一\x0b二\x1e三\x1f四\x02\x05\x08五") == ["一\n二-三四五"]
    symbol = struct.pack("<HHH", 0x6A09, 0, 0xF0B3)
    assert read_texts(Run("(", symbol), "95%") == ["\uf0b395%"]


def test_tables_and_merges_downward() -> None:
    edges = (0, 1000, 2000)
    file = File(
        [
            para("标题"),
            *row("上", "甲", edges=edges, flags=(0x60, 0)),
            *row("", "乙", edges=edges, flags=(0x20, 0)),
            *row("下", edges=(0, 2005)),
            para("表后"),
        ]
    )
    document = file.read()
    assert texts(document) == ["标题", "表后"]
    assert layout(table_of(document)) == [
        (1, 1, 2, 1, "上"),
        (1, 2, 1, 1, "甲"),
        (2, 2, 1, 1, "乙"),
        (3, 1, 1, 2, "下"),
    ]


@pytest.mark.parametrize("flags", [(0, 1, 2, 2), (0, 2, 1, 1)])
def test_both_ways_to_state_a_merge_across(flags: tuple[int, ...]) -> None:
    edges = (0, 10, 1000, 2000, 3000)
    table = table_of(File(row("甲", "乙", "", "", edges=edges, flags=flags)).read())
    assert layout(table) == [(1, 1, 1, 1, "甲"), (1, 2, 1, 3, "乙")]


def test_rows_that_do_not_line_up_share_a_grid() -> None:
    rows = [
        *row("甲", "乙", edges=(0, 500, 3000)),
        *row("丙", "丁", edges=(0, 900, 3000)),
    ]
    table = table_of(File(rows).read())
    assert (table.rows, table.columns) == (2, 3)
    assert layout(table) == [
        (1, 1, 1, 1, "甲"),
        (1, 2, 1, 2, "乙"),
        (2, 1, 1, 2, "丙"),
        (2, 3, 1, 1, "丁"),
    ]


def test_changes_to_a_row_after_its_definition() -> None:
    changes = (
        struct.pack("<HBB", 0x5624, 0, 2)
        + struct.pack("<H3B", 0xD62B, 2, 2, 3)
        + struct.pack("<HBBH", 0x7623, 0, 1, 700)
    )
    first = row("甲", "", "丙", edges=(0, 1000, 2000, 3000))
    first[-1] = para(end="\x07", packed=first[-1].packed + changes)
    second = row("丁", "", edges=(0, 1700, 2700), flags=(0, 0x20))
    assert layout(table_of(File([*first, *second]).read())) == [
        (1, 1, 1, 2, "甲"),
        (1, 3, 2, 1, "丙"),
        (2, 1, 1, 2, "丁"),
    ]


def test_cells_may_be_put_in_and_taken_out() -> None:
    changes = struct.pack("<HBBH", 0x7621, 1, 1, 400) + struct.pack(
        "<HBB", 0x5622, 2, 3
    )
    cells = row("甲", "乙", edges=(0, 1000, 2000))
    cells[-1] = para(end="\x07", packed=cells[-1].packed + changes)
    table = table_of(File(cells).read())
    assert layout(table) == [(1, 1, 1, 1, "甲"), (1, 2, 1, 1, "乙")]


def test_a_deleted_row_is_left_out() -> None:
    gone = row("删", edges=(0, 100))
    gone[-1] = Para([Run("\x07", DELETED)], gone[-1].packed)
    document = File([*row("留", edges=(0, 100)), *gone]).read()
    assert layout(table_of(document)) == [(1, 1, 1, 1, "留")]
    assert "修订" in document.notes[0].text


def test_a_wide_row_is_stored_elsewhere() -> None:
    count = 40
    stated = ROW_END + defined(range(0, 100 * count + 1, 100), [0] * count)
    texts_of = [str(at) for at in range(count)]
    cells = [para(text, end="\x07", packed=IN_TABLE) for text in texts_of]
    end = para(end="\x07", packed=ROW_END + struct.pack("<HI", 0x6646, 4))
    data = b"\0" * 4 + struct.pack("<H", len(stated)) + stated
    table = table_of(File([*cells, end], data=data).read())
    assert [cell.column for cell in table.cells] == list(range(1, count + 1))


def test_nested_tables_stand_in_their_cell() -> None:
    deep = struct.pack("<Hi", 0x6649, 2)
    inner_cell = IN_TABLE + deep + struct.pack("<HB", 0x244B, 1)
    inner_end = IN_TABLE + deep + struct.pack("<HB", 0x244C, 1) + defined((0, 50))
    document = File(
        [
            para("外前", packed=IN_TABLE),
            para("内", packed=inner_cell),
            para(packed=inner_end),
            para("外后", end="\x07", packed=IN_TABLE),
            para(end="\x07", packed=ROW_END + defined((0, 100))),
        ]
    ).read()
    (cell,) = table_of(document).cells
    assert cell.text == "外前\n外后"
    (inner,) = cell.tables
    assert layout(inner) == [(1, 1, 1, 1, "内")]
    assert inner.place.table == 2


def test_a_table_without_its_last_mark_keeps_its_cells() -> None:
    cells = [para("甲", end="\x07", packed=IN_TABLE), para("乙", packed=IN_TABLE)]
    assert [c.text for c in table_of(File(cells).read()).cells] == ["甲", "乙"]


def test_older_versions_and_passwords_are_said() -> None:
    for file, says in (
        (File([para("甲")], ident=0xA5DC), "Word 6.0/95"),
        (File([para("甲")], flags=0x0300), "密码"),
        (File([para("甲")], ident=1), "文件头已损坏"),
    ):
        document = file.read()
        assert document.blocks == ()
        assert says in document.notes[0].text


def test_modifiers_of_every_size_are_stepped_over() -> None:
    tabs = struct.pack("<H", 0xC615) + bytes((255, 1, *[0] * 4, 2, *[0] * 6))
    stated = tabs + struct.pack("<HB", 0x2416, 1) + b"\x08\xd6"
    assert [code for code, _ in modifiers(stated)] == [0xC615, 0x2416]
