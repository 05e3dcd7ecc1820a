"""Web pages: what is shown, on the grid on which it is shown."""

import time

import pytest
from readers.package import layout, table_of, texts

from jiping.model.document import Document, Table
from jiping.readers import limits, read


def page(body: str) -> Document:
    return read(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "页.html")


def test_spans_fill_the_grid_as_in_a_browser() -> None:
    table = table_of(
        page(
            "<table><tr><td rowspan=2>甲<td colspan='2'>乙<tr><td>丙<td>丁</tr>"
            "<tr><td>戊</td><td rowspan=0>己</td><td>庚</td></tr><tr><td>辛</table>"
        )
    )
    assert layout(table) == [
        (1, 1, 2, 1, "甲"),
        (1, 2, 1, 2, "乙"),
        (2, 2, 1, 1, "丙"),
        (2, 3, 1, 1, "丁"),
        (3, 1, 1, 1, "戊"),
        (3, 2, 2, 1, "己"),
        (3, 3, 1, 1, "庚"),
        (4, 1, 1, 1, "辛"),
    ]


def test_paragraphs_and_breaks() -> None:
    document = page(
        "<h1>标题</h1><p>第一<br>行</p>散<div>块<span>内  </span> 文</div>"
        "<pre>甲\n乙</pre>a\nb&nbsp;&lt;c&gt;&#x4e2d;"
    )
    assert texts(document) == [
        "标题",
        "第一\n行",
        "散",
        "块内 文",
        "甲\n乙",
        "a b <c>中",
    ]


def test_a_line_of_the_source_may_end_inside_a_word() -> None:
    assert texts(page("<p>绩效\n\t<b>自</b>\n评</p>")) == ["绩效自评"]


def test_cells_hold_paragraphs_and_tables() -> None:
    (cell,) = table_of(
        page("<table><tr><td><p>上</p><p>下</p><table><tr><td>内</table>尾</table>")
    ).cells
    assert cell.text == "上\n下\n尾"
    assert layout(cell.tables[0]) == [(1, 1, 1, 1, "内")]


def test_what_is_not_shown_is_left_out() -> None:
    document = page(
        "<script>var a='<p>脚本</p>';</script><style>p{}</style><!-- 注 <p>释 -->"
        "<div style='display: none'>藏<div>深</div></div><p hidden>隐</p><p>显</p>"
    )
    assert texts(document) == ["显"]
    assert "隐藏" in document.notes[0].text


def test_list_items_have_their_numbers() -> None:
    document = page(
        "<ol><li><p>甲</p><li>乙</ol><ol start=3 type=a><li>丙</li></ol><ul><li>丁</ul>"
        "<ol style='list-style-type:cjk-ideographic'><li>戊</ol>"
    )
    assert texts(document) == ["1. 甲", "2. 乙", "c. 丙", "丁", "一、戊"]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("gb18030", "<meta charset=gb2312>"),
        ("gbk", "<meta http-equiv=Content-Type content='text/html; charset=GBK'>"),
        ("utf-8", "<meta charset='utf-8'>"),
        ("utf-8-sig", "<meta charset=gbk>"),
        ("utf-16", ""),
        ("gb18030", ""),
        ("utf-8", "<meta charset=gb2312>"),
        ("utf-8", "<meta charset=nonsense>"),
    ],
)
def test_encodings(encoding: str, head: str) -> None:
    text = f"<html><head>{head}</head><body><p>部门整体支出绩效自评报告</p></body>"
    document = read(text.encode(encoding), "页.htm")
    assert texts(document) == ["部门整体支出绩效自评报告"]


def test_a_page_under_another_suffix_is_still_a_page() -> None:
    data = "<table><tr><td>甲</td><td>乙</td></tr></table>".encode()
    for name in ("表.xls", "表.doc", "表"):
        document = read(data, name)
        assert document.format == "html"
        assert len(table_of(document).cells) == 2


def test_deleted_text_is_left_out_and_said() -> None:
    document = page("<p>甲<del>删</del><ins>增</ins></p>")
    assert texts(document) == ["甲增"]
    assert "修订" in document.notes[0].text


def test_huge_spans_and_deep_nesting_are_bounded() -> None:
    table = table_of(
        page("<table><tr><td rowspan=99999999 colspan=99999999>甲</table>")
    )
    assert (table.rows, table.columns) == (1, limits.TABLE_COLUMNS)
    document = page("<table><tr><td>" * 5000 + "底")
    assert "嵌套过深" in document.notes[0].text
    assert page("<ol><li>" * 5000 + "<div>" * 5000 + "底").blocks


@pytest.mark.parametrize(
    "unit",
    ["<a ", "<!--", '<a b="', "<!x", "<?", "</a ", "<td>", "<table>", "<script>"],
)
def test_unfinished_markup_takes_no_time(unit: str) -> None:
    start = time.perf_counter()
    page(unit * 100_000)
    assert time.perf_counter() - start < 5


def test_rows_beyond_the_bound_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TABLE_ROWS", 3)
    document = page("<table>" + "<tr><td>甲" * 9 + "</table>")
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert table.rows == 3
    assert "超过" in document.notes[0].text
