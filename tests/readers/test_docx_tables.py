"""Tables of Word packages on their grid."""

from readers.package import (
    DOWN,
    MORE,
    SPAN2,
    layout,
    opened,
    p,
    rows,
    table_of,
    tbl,
    tc,
    texts,
    tr,
)


def test_cells_stand_at_their_grid_positions() -> None:
    table = table_of(opened(tbl(tr(tc("合计", SPAN2), "1"), tr("a", "b", "c"))))
    assert layout(table) == [
        (1, 1, 1, 2, "合计"),
        (1, 3, 1, 1, "1"),
        (2, 1, 1, 1, "a"),
        (2, 2, 1, 1, "b"),
        (2, 3, 1, 1, "c"),
    ]
    assert (table.rows, table.columns) == (2, 3)


def test_a_downward_merge_is_one_cell() -> None:
    body = tbl(tr(tc("类", DOWN), "1"), tr(tc("", MORE), "2"), tr(tc("", MORE), "3"))
    table = table_of(opened(body))
    assert layout(table)[0] == (1, 1, 3, 1, "类")
    assert rows(table) == [["类", "1"], ["类", "2"], ["类", "3"]]


def test_a_second_restart_begins_another_cell() -> None:
    body = tbl(
        tr(tc("甲", DOWN), "1"),
        tr(tc("", MORE), "2"),
        tr(tc("乙", DOWN), "3"),
        tr(tc("", MORE), "4"),
    )
    assert rows(table_of(opened(body)))[2:] == [["乙", "3"], ["乙", "4"]]


def test_a_merge_continues_only_below_its_own_column() -> None:
    body = tbl(tr(tc("甲", DOWN), "1"), tr("2", tc("乙", MORE)))
    assert layout(table_of(opened(body)))[-1] == (2, 2, 1, 1, "乙")


def test_text_hidden_by_a_merge_is_reported() -> None:
    document = opened(tbl(tr(tc("类", DOWN)), tr(tc("盖住", MORE))))
    assert [cell.text for cell in table_of(document).cells] == ["类"]
    assert "盖住" in document.notes[0].text
    assert document.notes[0].level == "warning"


def test_grid_before_shifts_the_row() -> None:
    body = tbl(
        tr("a", "b", "c"),
        tr("x", properties='<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>'),
        columns=3,
    )
    assert layout(table_of(opened(body)))[-1] == (2, 3, 1, 1, "x")


def test_a_legacy_horizontal_merge_widens_the_first_cell() -> None:
    body = tbl(tr(tc("宽", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "c"))
    assert layout(table_of(opened(body))) == [(1, 1, 1, 2, "宽"), (1, 3, 1, 1, "c")]


def test_rows_longer_than_the_declared_grid_widen_the_table() -> None:
    table = table_of(opened(tbl(tr("a"), tr("b", "c", "d"), columns=2)))
    assert (table.rows, table.columns) == (2, 3)


def test_the_declared_grid_counts_when_rows_are_shorter() -> None:
    assert table_of(opened(tbl(tr("a"), columns=4))).columns == 4


def test_absurd_spans_are_held_within_bounds() -> None:
    wide = tc("a", '<w:gridSpan w:val="99999999999"/>')
    table = table_of(opened(tbl(tr(wide, "b"), tr(tc("c", '<w:gridSpan w:val="x"/>')))))
    assert table.columns == 200
    assert layout(table)[-1] == (2, 1, 1, 1, "c")


def test_content_controls_are_looked_through_at_row_and_cell_level() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = tbl(control.format(tr("a", control.format(tc("b")))), tr("c", "d"))
    assert rows(table_of(opened(body))) == [["a", "b"], ["c", "d"]]


def test_nested_tables_hang_in_their_cell() -> None:
    inner = tbl(tr("内"))
    body = tbl(tr(f"<w:tc>{p('外')}{inner}{p()}</w:tc>")) + tbl(tr("后"))
    first, second = opened(body).blocks
    (cell,) = first.cells
    assert cell.text == "外"
    assert [found.cells[0].text for found in cell.tables] == ["内"]
    assert [first.place.table, cell.tables[0].place.table, second.place.table] == [
        1,
        2,
        3,
    ]


def test_paragraphs_of_a_cell_are_lines() -> None:
    cell = f"<w:tc>{p('产出指标')}{p()}{p('（50分）')}</w:tc>"
    assert table_of(opened(tbl(tr(cell)))).cells[0].text == "产出指标\n\n（50分）"


def test_deleted_rows_and_cells_are_gone() -> None:
    body = tbl(
        tr("留", tc("删", '<w:cellDel w:id="1"/>'), "后"),
        tr("x", "y", properties='<w:del w:id="2"/>'),
        tr("新", "行", properties='<w:ins w:id="3"/>'),
    )
    assert rows(table_of(opened(body))) == [["留", "后"], ["新", "行"]]


def test_a_tracked_merge_is_accepted() -> None:
    body = tbl(
        tr(tc("类", '<w:cellMerge w:id="1" w:vMerge="rest"/>')),
        tr(tc("", '<w:cellMerge w:id="2" w:vMerge="cont"/>')),
    )
    assert layout(table_of(opened(body))) == [(1, 1, 2, 1, "类")]


def test_a_downward_merge_drawn_with_borders_stays_empty_cells() -> None:
    body = tbl(tr("类", "1"), tr(tc("", "<w:tcBorders/>"), "2"))
    assert rows(table_of(opened(body))) == [["类", "1"], ["", "2"]]


def test_places_count_tables_rows_columns_and_paragraphs() -> None:
    document = opened(p("一") + p() + tbl(tr("a", "b")) + p("二"))
    assert texts(document) == ["一", "二"]
    assert [
        block.place.paragraph for block in document.blocks if not hasattr(block, "rows")
    ] == [1, 2]
    place = table_of(document).cells[1].place
    assert (place.file, place.table, place.row, place.column, place.lines) == (
        "表.docx",
        1,
        1,
        2,
        (),
    )
