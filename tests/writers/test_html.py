"""The HTML report: drawn as sent, marked, jumping, and safe."""

import io
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from writers.outcomes import (
    DOCUMENT,
    FILE,
    GRID,
    LEAD,
    OUTCOME,
    SCRIPT,
    UNREADABLE,
    cell,
    moved_to_lines,
    spot,
)

from jiping.model.document import Cell, Document, Paragraph, Place, Table
from jiping.writers import Options, load

VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """Every element with its attributes and its own text; elements must nest."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "text": "", **dict(attrs)}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open.pop()["tag"] == tag

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def all(self, tag, word=""):
        return [
            e
            for e in self.elements
            if e["tag"] == tag and word in [*(e.get("class") or "").split(), ""]
        ]

    def by_id(self, name):
        (found,) = [e for e in self.elements if e.get("id") == name]
        return found


def written(*outcomes):
    stream = io.StringIO()
    load("html").write(outcomes, stream, Options())
    return stream.getvalue()


@pytest.fixture(scope="module")
def page():
    return Page(written(OUTCOME))


def test_the_page_fetches_nothing_and_runs_nothing(page):
    (policy,) = [e for e in page.all("meta") if e.get("http-equiv")]
    assert policy["content"].startswith("default-src 'none'")
    assert not {e["tag"] for e in page.elements} & {"script", "img", "link", "iframe"}
    for element in page.elements:
        assert not [name for name in element if name.startswith("on")]
        assert element.get("href", "#").startswith("#")


def test_tables_are_drawn_with_their_spans(page):
    (tall,) = [e for e in page.all("td") if e["text"].startswith("经费控制情况")]
    (wide,) = [e for e in page.all("td") if e["text"] == "2023年"]
    assert (tall["rowspan"], wide["colspan"]) == ("2", "3")
    assert len(page.all("td", "void")) == 3


def test_every_grid_row_is_full():
    covered = 0
    for element in Page(
        written(
            replace(
                OUTCOME, documents=(Document(name=FILE, format="docx", blocks=(GRID,)),)
            )
        )
    ).all("td"):
        covered += int(element.get("colspan", 1)) * int(element.get("rowspan", 1))
    assert covered == GRID.rows * GRID.columns


def test_a_finding_jumps_to_its_cell_and_the_cell_shows_it(page):
    item = page.by_id("p1-f1")
    assert "三公经费与各项之和不符" in item["text"]
    (link,) = [e for e in page.all("a", "spot") if "第3行第3列" in e["text"]]
    target = page.by_id(link["href"][1:])
    assert target["class"] == "mark error"
    assert target["tabindex"] == "0"
    for fact in ("4.80", "4.10", "0.70", "4.10+0.00=4.10"):
        assert fact in target["text"]
    assert page.by_id(target["aria-describedby"])["class"].startswith("tip")


def test_cells_that_take_part_are_marked_as_such(page):
    (other,) = page.all("td", "related")
    assert other["text"].startswith("4.10")
    assert "参与这项核对" in other["text"]


def test_every_link_has_its_target(page):
    ids = {e["id"] for e in page.elements if "id" in e}
    assert {e["href"][1:] for e in page.all("a")} <= ids
    assert len(ids) == sum("id" in e for e in page.elements)


def test_what_a_filing_says_stays_text(page):
    assert not page.all("script")
    assert any(SCRIPT in e["text"] for e in page.all("td"))


def test_text_filings_are_marked_by_line():
    place = Place(file=FILE, lines=(12, 13))
    block = Paragraph(text="三公经费 4.80", place=place)
    document = Document(name=FILE, format="text", blocks=(block,))
    outcome = replace(moved_to_lines(OUTCOME), documents=(document,))
    (marked,) = Page(written(outcome)).all("p", "mark")
    assert marked["text"].startswith("三公经费 4.80")


def test_a_finding_about_the_whole_package_has_no_cell():
    whole = replace(LEAD, place=Place(file=FILE), places=(Place(file=FILE),), group="")
    page = Page(written(replace(OUTCOME, findings=(whole,))))
    assert not page.all("a", "spot")
    assert not page.all("td", "mark")


def test_nested_tables_are_drawn_inside_their_cell():
    inner = Table(
        rows=1,
        columns=1,
        cells=(replace(cell(1, 1, 1, "里层"), place=spot(9, 1, 1)),),
        place=Place(file=FILE, table=9),
    )
    outer = replace(
        GRID, cells=(*GRID.cells[:-1], replace(GRID.cells[-1], tables=(inner,)))
    )
    document = replace(DOCUMENT, blocks=(outer,))
    page = Page(written(replace(OUTCOME, documents=(document,))))
    assert len(page.all("table", "form")) == 2


def test_many_packages_have_an_index_and_the_unreadable_are_in_it():
    page = Page(written(OUTCOME, UNREADABLE))
    (index,) = page.all("section", "index")
    assert "坏.docx" in index["text"]
    assert len(page.all("section", "package")) == 2
    assert any("不是完整的 Word 文件" in e["text"] for e in page.all("p", "notice"))


def test_of_a_file_that_cannot_be_read_all_is_unchecked():
    unread = written(OUTCOME, UNREADABLE)
    assert '<td class="count">全部</td>' in unread
    assert "全部</td>" not in written(OUTCOME, OUTCOME)


def test_what_was_not_checked_is_said(page):
    (skipped,) = page.all("details", "skipped")
    assert "ZJ301" in skipped["text"]
    assert "资料中没有附件2" in skipped["text"]


@settings(max_examples=60, deadline=None)
@given(st.text(), st.integers(1, 3), st.integers(1, 3))
def test_no_text_and_no_span_breaks_the_page(text, rows, columns):
    place = Place(file=text, table=1, row=1, column=1)
    odd = Cell(
        row=1, column=1, row_span=rows, column_span=columns, text=text, place=place
    )
    table = Table(rows=2, columns=2, cells=(odd,), place=Place(file=text, table=1))
    document = Document(name=text, format="docx", blocks=(table,))
    finding = replace(LEAD, place=place, places=(place,), message=text, row_label=text)
    page = Page(written(replace(OUTCOME, documents=(document,), findings=(finding,))))
    assert len(page.all("td", "mark")) == 1


def test_worksheets_are_marked_by_their_own_rows():
    place = Place(file=FILE, sheet="附件1", row=3, column=2)
    sheet = Table(
        rows=1,
        columns=1,
        cells=(Cell(row=1, column=1, text="4.80", place=place),),
        place=Place(file=FILE, sheet="附件1"),
    )
    whole = place._replace(row=None, column=None)
    findings = (
        replace(LEAD, place=place, places=(place,), group=""),
        replace(LEAD, place=whole, places=(whole,), group=""),
    )
    document = Document(name=FILE, format="xlsx", blocks=(sheet,))
    page = Page(written(replace(OUTCOME, documents=(document,), findings=findings)))
    assert len(page.all("td", "error")) == 1
    assert len(page.all("a", "spot")) == 2
