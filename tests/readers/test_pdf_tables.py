"""Tables of a PDF: by rules, by alignment, and over page breaks."""

from itertools import pairwise

from readers.package import layout
from readers.pdf_file import bar, frame, pdf, rule, ruled, text

from jiping.model.document import Document, Paragraph, Table
from jiping.readers import read

XS, YS = (60, 200, 300, 400), (100, 130, 160, 190)
WORDS = (
    ("指标", "年度指标值", "得分"),
    ("培训人数", "1,200人", "10"),
    ("合格率", "≥95%", "9.5"),
)
FULL = [
    (row, column, 1, 1, word)
    for row, words in enumerate(WORDS, 1)
    for column, word in enumerate(words, 1)
]


def opened(*pages: str) -> Document:
    document = read(pdf(*pages), "a.pdf")
    assert document.notes == ()
    return document


def tables(*pages: str) -> list[Table]:
    return [block for block in opened(*pages).blocks if isinstance(block, Table)]


def texts(*pages: str) -> list[str]:
    return [b.text for b in opened(*pages).blocks if isinstance(b, Paragraph)]


def words_only() -> str:
    return "".join(
        text(x + 4, y + 10, word)
        for y, row in zip(YS, WORDS, strict=False)
        for x, word in zip(XS, row, strict=False)
    )


def test_a_full_grid() -> None:
    (table,) = tables(text(60, 60, "附件2") + ruled(XS, YS, WORDS))
    assert layout(table) == FULL
    assert (table.rows, table.columns) == (3, 3)
    assert table.place.page == 1
    assert table.cells[4].place.box == (200.0, 130.0, 300.0, 160.0)


def test_rules_in_every_manner_of_drawing() -> None:
    bars = [bar(XS[0], y, XS[-1], y + 0.5) for y in YS]
    bars += [bar(x, YS[0], x + 0.5, YS[-1]) for x in XS]
    frames = [
        frame(x0, y0, x1, y1) for x0, x1 in pairwise(XS) for y0, y1 in pairwise(YS)
    ]
    double = [rule(XS[0], y + d, XS[-1], y + d) for y in YS for d in (0, 1.5)]
    double += [rule(x + d, YS[0], x + d, YS[-1]) for x in XS for d in (0, 1.5)]
    pieces = [rule(x0 + 1, y, x1 - 1, y) for y in YS for x0, x1 in pairwise(XS)]
    pieces += [rule(x, YS[0], x, YS[-1]) for x in XS]
    thick = [bar(XS[0], y, XS[-1], y + 3) for y in YS] + pieces[-4:]
    one_path = ruled(XS, YS).replace(" S", "") + "S\n"
    for drawn in (bars, frames, double, pieces, thick, [one_path]):
        (table,) = tables("".join(drawn) + words_only())
        assert layout(table) == FULL


def test_merged_cells() -> None:
    drawn = [rule(60, y, 400, y) for y in (100, 190)]
    drawn += [rule(200, 130, 400, 130), rule(200, 160, 300, 160)]
    drawn += [rule(x, 100, x, 190) for x in (60, 200, 400)] + [rule(300, 130, 300, 190)]
    drawn += [text(64, 140, "绩效指标"), text(220, 110, "年度总体目标")]
    (table,) = tables("".join(drawn))
    assert layout(table) == [
        (1, 1, 3, 1, "绩效指标"),
        (1, 2, 1, 2, "年度总体目标"),
        (2, 2, 1, 1, ""),
        (2, 3, 2, 1, ""),
        (3, 2, 1, 1, ""),
    ]


def test_a_table_open_at_its_sides() -> None:
    drawn = [rule(60, y, 400, y) for y in YS] + [
        rule(x, 100, x, 190) for x in (200, 300)
    ]
    (table,) = tables("".join(drawn) + words_only())
    assert layout(table) == FULL


def test_an_underline_parts_no_cell() -> None:
    (table,) = tables(ruled(XS, YS, WORDS) + rule(206, 148, 260, 148))
    assert layout(table) == FULL


def test_a_table_in_a_cell() -> None:
    inner = ruled((220, 250, 280), (110, 120, 130))
    (table,) = tables(
        ruled((60, 200, 300), (100, 140, 160)) + inner + text(64, 104, "外")
    )
    assert layout(table)[0] == (1, 1, 1, 1, "外")
    assert [(t.rows, t.columns) for t in table.cells[1].tables] == [(2, 2)]


def test_a_frame_around_text_is_no_table() -> None:
    assert texts(frame(50, 50, 300, 90) + text(60, 60, "此页为封面")) == ["此页为封面"]


def test_what_wraps_in_a_cell_is_joined_and_items_are_kept() -> None:
    lines = ("1.完成培训和考", "核工作。", "2.全年投入资金", "12.5万元。")
    words = "".join(text(64, 104 + 12 * at, line) for at, line in enumerate(lines))
    (table,) = tables(ruled((60, 150, 300), (100, 160, 180)) + words)
    assert table.cells[0].text == "1.完成培训和考核工作。\n2.全年投入资金12.5万元。"


def test_a_line_ended_on_purpose_stays_ended() -> None:
    lines = ("是", "其中财政拨款", "否")
    words = "".join(text(64, 104 + 12 * at, line) for at, line in enumerate(lines))
    (table,) = tables(ruled((60, 136, 300), (100, 160, 180)) + words)
    assert table.cells[0].text == "是\n其中财政拨款否"


def test_a_table_goes_on_below_its_repeated_header() -> None:
    first = ruled(XS, (700, 730, 760), WORDS[:2])
    second = ruled(XS, (60, 90, 120), (WORDS[0], WORDS[2]))
    feet = [text(290, 800, f"— {number} —") for number in (1, 2)]
    (table,) = tables(first + feet[0], second + feet[1])
    assert layout(table) == FULL
    assert [cell.place.page for cell in table.cells] == [1] * 6 + [2] * 3


def test_a_merged_cell_goes_on_on_the_next_page() -> None:
    def half(top: float, label: str, words: tuple[str, str]) -> str:
        ys = (top, top + 30, top + 60)
        drawn = [rule(60, ys[0], 300, ys[0]), rule(60, ys[2], 300, ys[2])]
        drawn += [rule(200, ys[1], 300, ys[1])]
        drawn += [rule(x, ys[0], x, ys[2]) for x in (60, 200, 300)]
        drawn += [text(204, y + 8, w) for y, w in zip(ys, words, strict=False)]
        return "".join(drawn) + (text(64, top + 20, label) if label else "")

    (table,) = tables(half(700, "产出指标", ("甲", "乙")), half(60, "", ("丙", "丁")))
    assert layout(table) == [
        (1, 1, 4, 1, "产出指标"),
        (1, 2, 1, 1, "甲"),
        (2, 2, 1, 1, "乙"),
        (3, 2, 1, 1, "丙"),
        (4, 2, 1, 1, "丁"),
    ]


def test_a_row_cut_by_the_page_is_mended() -> None:
    first = ruled(
        (60, 120, 300, 350),
        (740, 770),
        [("培训", "全年开展业务培训十二场参加人员达到", "10")],
    )
    second = ruled(
        (60, 120, 300, 350),
        (60, 90, 120),
        [("", "一千二百人次。", ""), ("宣传", "三场", "5")],
    )
    (table,) = tables(first, second)
    assert layout(table) == [
        (1, 1, 1, 1, "培训"),
        (1, 2, 1, 1, "全年开展业务培训十二场参加人员达到一千二百人次。"),
        (1, 3, 1, 1, "10"),
        (2, 1, 1, 1, "宣传"),
        (2, 2, 1, 1, "三场"),
        (2, 3, 1, 1, "5"),
    ]


def test_a_row_whose_cells_were_pushed_over_the_break_is_mended() -> None:
    xs = (60, 130, 200, 300, 400)
    upper = ruled(xs, (740, 770), [("", "", "1,200人", "10")])
    lower = ruled(xs, (60, 90), [("数量指标", "培训人数", "", "")])
    (table,) = tables(upper, lower)
    assert [cell.text for cell in table.cells] == [
        "数量指标",
        "培训人数",
        "1,200人",
        "10",
    ]


def test_a_whole_row_after_the_break_stays_a_row() -> None:
    first = ruled(XS, (740, 770), [("年度资金总额", "109.77", "10")])
    second = ruled(XS, (60, 90), [("其中：财政拨款", "109.77", "")])
    (table,) = tables(first, second)
    assert table.rows == 2
    blank = ruled(XS, (60, 90), [("其中：财政拨款", "", "")])
    (table,) = tables(first, blank)
    assert table.rows == 2


def test_another_table_after_the_break_stays_apart() -> None:
    first, second = ruled(XS, (740, 770), [WORDS[0]]), ruled(XS, (100, 130), [WORDS[1]])
    assert len(tables(first, text(60, 60, "附件3") + second)) == 2
    assert len(tables(first, ruled((60, 200, 350), (60, 90), [WORDS[1]]))) == 2


def test_columns_are_a_table_without_rules() -> None:
    document = opened(text(60, 60, "部门支出情况") + words_only())
    (table,) = [b for b in document.blocks if isinstance(b, Table)]
    assert layout(table) == FULL


def test_a_signature_line_is_no_table() -> None:
    words = ("填表人：", "填报日期：", "联系电话：")
    line = "".join(text(60 + 120 * at, 100, word) for at, word in enumerate(words))
    assert texts(line) == ["填表人： 填报日期： 联系电话："]


def test_more_rules_than_a_table_has_are_not_looked_at() -> None:
    rules = "".join(
        rule(10, 10 + 1.2 * at, 12 + at % 7 * 80, 10 + 1.2 * at) for at in range(650)
    )
    assert texts(rules + text(60, 60, "甲")) == ["甲"]


def test_a_wrapped_line_that_looks_like_an_item_is_none() -> None:
    for lines, read_as in (
        (("食堂菜品单", "一、供水时", "段短。"), "食堂菜品单一、供水时段短。"),
        (("1.维护系统", "2.维护网络"), "1.维护系统\n2.维护网络"),
        (("全部完成。", "（一）培训"), "全部完成。\n（一）培训"),
    ):
        words = "".join(text(64, 104 + 12 * at, line) for at, line in enumerate(lines))
        (table,) = tables(ruled((60, 136, 300), (100, 160, 180)) + words)
        assert table.cells[0].text == read_as
