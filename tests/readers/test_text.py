"""The text layout taken from Word: cells, rows, tables, and what stands between."""

import pytest
from readers.package import rows, table_of, texts

from jiping.model.document import Document, Table
from jiping.readers import read

HEAD = "\t绩效\n\t一级\n\t二级\n\t指标\n\t分值\n\n"
ROW = "\t\n\t\n\t质量\n\t合格率\n\t5\n\n"


def opened(text: str) -> Document:
    return read(text.encode(), "表.txt")


def tables(text: str) -> list[list[list[str]]]:
    return [rows(block) for block in opened(text).blocks if isinstance(block, Table)]


def test_a_tab_opens_a_cell_and_a_blank_line_ends_a_row() -> None:
    assert tables("\t甲\n\t1\n\n\t乙\n\t\n\n") == [[["甲", "1"], ["乙", ""]]]


def test_lines_without_tab_belong_to_the_cell_above() -> None:
    (table,) = tables("\t绩\n效\n\t批复规模\n（㎡）\n\n")
    assert table == [["绩\n效", "批复规模\n（㎡）"]]


def test_paragraphs_between_rows_part_tables() -> None:
    document = opened("附件1\n某表\n\t甲\n\n\n正文　\n\t乙\n")
    assert texts(document) == ["附件1", "某表", "正文"]
    assert [
        block.place.table for block in document.blocks if hasattr(block, "rows")
    ] == [
        1,
        2,
    ]


def test_prose_indented_by_full_width_spaces_is_a_paragraph() -> None:
    assert texts(opened("　　二、收支情况。\n")) == ["二、收支情况。"]


def test_places_name_every_line_of_a_cell() -> None:
    table = table_of(opened("前\n\t甲\n乙\n\t\n\n\t丙\n"))
    assert [(cell.place.lines, cell.row, cell.column) for cell in table.cells] == [
        ((2, 3), 1, 1),
        ((4,), 1, 2),
        ((6,), 2, 1),
    ]


@pytest.mark.parametrize(
    "gap", ["\n（50分）\n", "\n\n（50分）\n", "\n\n（50分）\n\n", "\n\n"]
)
def test_a_blank_line_inside_a_row_does_not_end_it(gap: str) -> None:
    parted = f"\t\n\t产出{gap}\t数量\n\t户数\n\t5\n\n"
    (table,) = tables(HEAD + parted + ROW)
    assert [len(row) for row in table] == [5, 5, 5]
    assert table[1][1].split() == ["产出", *gap.split()]


def test_text_that_begins_below_its_tab_line() -> None:
    parted = "\t\n\t\n\n\n\n产出指标\n(50 分)\n\t数量\n\t户数\n\t5\n\n"
    document = opened(HEAD + parted + ROW)
    table = table_of(document)
    cell = table.cells[6]
    assert cell.text == "产出指标\n(50 分)"
    assert cell.place.lines == (8, 9, 10, 11, 12, 13)


def test_a_row_parted_twice_is_rejoined() -> None:
    parted = "\t\n\t\n\n\n产出\n\t数量\n\n\t户数\n\t5\n\n"
    (table,) = tables(HEAD + parted + ROW)
    assert table[1] == ["", "产出", "数量", "户数", "5"]


def test_the_first_row_of_a_block_is_rejoined_by_the_rows_below() -> None:
    head = "\t总额\n\t1\n\n\t绩\n效\n\n\t一级\n\t二级\n\t三级\n\n"
    (table,) = tables(head + "\t\n\t产出\n\t数量\n\t户数\n\n")
    assert table[1] == ["绩\n效", "一级", "二级", "三级"]


def test_short_rows_of_their_own_stay_apart() -> None:
    text = "\t甲\n\t1\n\t2\n\t3\n\n\t单位\n\t某局\n\n\t保障措施\n\t无\n\n"
    assert [len(row) for row in tables(text)[0]] == [4, 2, 2]


def test_a_row_below_a_merge_is_not_joined_to_a_short_one() -> None:
    text = HEAD + "\t\n\t产出\n\n\t\n\t质量\n\t5\n\n"
    assert [len(row) for row in tables(text)[0]] == [5, 2, 3]


def test_enumerated_items_stay_in_their_cell() -> None:
    goals = "\t\n\t1.常态化开展；\n\n2.保障运行；\n\t1.有效开展；\n\n2.正常保障。\n\n"
    (table,) = tables("\t目标\n\t预期\n\t实际\n\n" + goals + "\t绩效\n\t分值\n")
    assert table[1] == [
        "",
        "1.常态化开展；\n\n2.保障运行；",
        "1.有效开展；\n\n2.正常保障。",
    ]


def test_an_annex_heading_right_after_the_last_cell_ends_the_table() -> None:
    text = (
        HEAD
        + ROW
        + "\t总分\n\t100\n\t100\n 附件 3\n2023 年度项目支出绩效自评表\n\t名称\n\t业务费\n"
    )
    document = opened(text)
    first, second = (block for block in document.blocks if isinstance(block, Table))
    assert rows(first)[-1] == ["总分", "100", "100"]
    assert rows(second) == [["名称", "业务费"]]
    assert texts(document) == ["附件 3", "2023 年度项目支出绩效自评表"]


@pytest.mark.parametrize(
    "footer",
    [
        "填表人：张三    联系电话：1",
        "说明：“项目支出”需要填报全部项目。",
        "备注： 每个项目一张表。",
        "单位负责人签字：     填表人：",
        "附件二",
        "附表2：自评表",
    ],
)
def test_footers_and_annex_headings_end_a_table(footer: str) -> None:
    for gap in ("\n", "\n\n"):
        document = opened(f"\t甲\n\t10{gap}{footer}\n附件2\n\t乙\n\t20\n")
        assert texts(document) == [footer, "附件2"]
        assert [len(rows(t)) for t in document.blocks if isinstance(t, Table)] == [1, 1]


def test_a_report_after_the_last_table_is_paragraphs() -> None:
    text = "\t总分\n\t100\n某单位自评报告如下\n一、概况\n正文。\n二、问题\n"
    assert texts(opened(text)) == [
        "某单位自评报告如下",
        "一、概况",
        "正文。",
        "二、问题",
    ]


def test_short_names_of_tables_inside_a_cell_end_nothing() -> None:
    (table,) = tables(
        "\t一级\n\t二级\n\t标准\n\n\t\n\t绩效\n自评表\n（20分）\n\t得5分\n\n"
    )
    assert table[1] == ["", "绩效\n自评表\n（20分）", "得5分"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str) -> None:
    text = f"附件1{end}{end}\t三公经费{end}\t１２\uff0e９{end}".encode(encoding)
    document = read(text, "表.txt")
    assert texts(document) == ["附件1"]
    assert rows(table_of(document)) == [["三公经费", "１２\uff0e９"]]
    assert document.notes == ()


def test_control_characters_are_dropped_with_a_note() -> None:
    document = opened("附件\x001\x07\n正文" + "长" * 100)
    assert texts(document)[0] == "附件1"
    assert "2 个" in document.notes[0].text


def test_broken_bytes_are_shown_and_named() -> None:
    document = read(
        "附件一，正文很长很长很长很长很长很长".encode() + b"\xff\n", "表.txt"
    )
    assert texts(document)[0].startswith("附件一")
    assert any("编码有误" in note.text for note in document.notes)


def test_ten_thousand_rows_are_read() -> None:
    table = table_of(opened("\t甲\n\t1\n\n" * 10_000))
    assert (table.rows, table.columns, len(table.cells)) == (10_000, 2, 20_000)


def test_rows_beyond_the_bound_are_named() -> None:
    document = opened("\t甲\n\n" * 20_001)
    assert table_of(document).rows == 20_000
    assert "超过 20000 行" in document.notes[0].text


def test_one_cell_of_very_many_lines_costs_no_more_than_its_lines() -> None:
    table = table_of(opened("\t甲\n" + "第一句话\n" * 200_000))
    assert len(table.cells) == 1


def test_blank_lines_inside_several_cells_of_the_first_row_of_a_block() -> None:
    head = "\t资金\n\n（万元）\n\t\n\t全年\n\n预算数\n\t全年\n\n执行数\n\t得分\n\n"
    (table,) = tables("\t主管部门\n\t某局\n\n" + head + "\t\n\t合计\n\t1\n\t2\n\t3\n\n")
    assert [len(row) for row in table] == [2, 5, 5]


def test_a_last_cell_goes_on_below_a_blank_line_where_its_table_goes_on() -> None:
    text = "\t甲\n\t偏差原因\n\n及措施\n\n\t\n\t无偏差\n\n"
    assert tables(text) == [[["甲", "偏差原因\n\n及措施"], ["", "无偏差"]]]


def test_a_line_of_units_above_a_table_is_no_cell() -> None:
    document = opened("\t甲\n\t1\n\n单位：万元\n\t乙\n\t2\n\n\t\n\t3\n")
    assert texts(document) == ["单位：万元"]
