"""No input makes a reader raise, and what it gives holds together."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readers.old_word import File, para, row
from readers.package import (
    DOWN,
    MORE,
    SPAN2,
    document_xml,
    docx,
    p,
    tbl,
    tc,
    tr,
    zipped,
)
from readers.test_sheets import form, number, old_workbook, workbook

from jiping.model.document import Document, Table
from jiping.readers import group, read
from jiping.readers.compound import packed

BOUNDED = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
VALID = docx(
    p("附件1") + tbl(tr(tc("类", DOWN), tc("宽", SPAN2)), tr(tc("", MORE), "1", "2")),
    numbering='<w:abstractNum w:abstractNumId="0"/>',
)
OLD = File(
    [para("附件1"), *row("类", "宽", edges=(0, 9, 99), flags=(0x60, 0)), para("后")]
).bytes()
OLD_BOOK = old_workbook(number(0, 0, 0.5, 1), number(0, 1, 2.0), number(1, 1, 3.0))
BOOK = workbook(form)
PAGE = (
    "<html><meta charset=utf-8><table><tr><td rowspan=2>甲<td>乙<tr><td>丙</table>"
    "<ol><li>一</ol><p hidden>隐</p>".encode()
)
XML = document_xml(p("附件1") + tbl(tr("甲", "1"))).encode()
TEXT = "附件1\n\t绩效\n\t一级\n\n\t\n\t产出\n\n（50分）\n\t数量\n填表人：\n附件2\n".encode()
TAGS = (
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "tcPr",
    "trPr",
    "gridSpan",
    "vMerge",
    "hMerge",
    "gridBefore",
    "sdt",
    "sdtContent",
    "ins",
    "del",
    "pPr",
    "rPr",
    "numPr",
    "numId",
    "ilvl",
    "vanish",
    "fldChar",
    "drawing",
    "txbxContent",
    "tab",
    "br",
    "sym",
    "altChunk",
    "tblGrid",
    "gridCol",
    "pStyle",
    "cellMerge",
    "cellDel",
    "ruby",
    "rubyBase",
    "object",
    "hyperlink",
)
PIECES_OF_PAGES = [
    *("<table>", "</table>", "<tr>", "</tr>", "<td>", "<td rowspan=3>", "</td>"),
    *("<td colspan=2 rowspan=0>", "<p>", "</p>", "<br>", "<ol>", "<li>", "</ol>"),
    *("文", "<div hidden>", "</div>", "<pre>", "</pre>", "<", "<!--", "-->", '"', ">"),
]
VALUES = st.sampled_from(
    ["", "1", "2", "-1", "restart", "cont", "begin", "end", "x" * 9]
)


def elements(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, value, inner: (
            f'<w:{tag} w:val="{value}" w:char="{value}" w:fldCharType="{value}">'
            f"{''.join(inner)}</w:{tag}>"
        ),
        st.sampled_from(TAGS),
        VALUES,
        st.lists(children, max_size=5),
    )


TREES = st.recursive(st.sampled_from(["文", "", "１２"]), elements, max_leaves=40)


def holds_together(document: Document) -> None:
    """Every cell lies within its table, every place names the file."""
    assert document.blocks or document.notes
    assert not any("程序出错" in note.text for note in document.notes)
    for block in document.blocks:
        assert block.place.file == document.name
        if isinstance(block, Table):
            assert len(block.by_row()) == block.rows
            for cell in block.cells:
                assert 1 <= cell.row <= cell.row + cell.row_span - 1 <= block.rows
                assert cell.column >= 1
                assert cell.column + cell.column_span - 1 <= block.columns
                assert cell.text == cell.text.strip()
        else:
            assert block.text.strip() == block.text != ""


@BOUNDED
@given(st.binary(max_size=400), st.sampled_from(["a.docx", "a.txt", "a.zip", "a", ""]))
def test_any_bytes(data: bytes, name: str) -> None:
    holds_together(read(data, name))


@BOUNDED
@given(st.sampled_from([VALID, TEXT, OLD, OLD_BOOK, BOOK, PAGE]), st.data())
def test_any_truncation_and_mutation(data: bytes, draw: st.DataObject) -> None:
    changed = bytearray(data[: draw.draw(st.integers(0, len(data)))])
    for _ in range(draw.draw(st.integers(0, 6)) if changed else 0):
        at = draw.draw(st.integers(0, len(changed) - 1))
        changed[at] = draw.draw(st.integers(0, 255))
    holds_together(read(bytes(changed), "a"))


@BOUNDED
@given(
    st.sampled_from([b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"<html>"]),
    st.binary(max_size=2000),
)
def test_any_bytes_after_a_magic(magic: bytes, data: bytes) -> None:
    holds_together(read(magic + data, "a"))


@BOUNDED
@given(
    st.sampled_from(["WordDocument", "Workbook", "Book"]),
    st.binary(max_size=3000),
    st.binary(max_size=3000),
)
def test_any_bytes_in_a_stream(name: str, data: bytes, table: bytes) -> None:
    head = OLD[OLD.index(b"\xec\xa5") :][:900] if name == "WordDocument" else b""
    holds_together(read(packed({name: head + data, "1Table": table}), "a"))


@BOUNDED
@given(st.sampled_from([OLD, OLD_BOOK]), st.data())
def test_any_change_inside_a_stream(data: bytes, draw: st.DataObject) -> None:
    written = [at for at, byte in enumerate(data) if byte and at > 4096 * 3]
    changed = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 6))):
        at = draw.draw(st.sampled_from(written))
        changed[at : at + 4] = draw.draw(st.binary(min_size=4, max_size=4))
    holds_together(read(bytes(changed), "a"))


@BOUNDED
@given(st.lists(st.sampled_from(PIECES_OF_PAGES), max_size=40))
def test_any_page(pieces: list[str]) -> None:
    holds_together(read(("<html>文" + "".join(pieces)).encode(), "a.html"))


@BOUNDED
@given(st.data())
def test_any_mutation_of_the_xml(draw: st.DataObject) -> None:
    at = draw.draw(st.integers(0, len(XML)))
    end = draw.draw(st.integers(at, min(len(XML), at + 40)))
    xml = XML[:at] + draw.draw(st.binary(max_size=20)) + XML[end:]
    holds_together(read(zipped({"word/document.xml": xml}), "a.docx"))


@BOUNDED
@given(st.lists(TREES, max_size=6), TREES, TREES)
def test_any_tree(body: list[str], numbering: str, styles: str) -> None:
    data = docx("".join(body), numbering=numbering, styles=styles)
    holds_together(read(data, "a.docx"))


@BOUNDED
@given(st.text(alphabet="\t\n 　甲附件1表：。（一）", max_size=200))
def test_any_layout_keeps_every_character(text: str) -> None:
    document = read(("正文\n" + text).encode(), "a.txt")
    holds_together(document)
    shown = [
        found.text
        for block in document.blocks
        for found in (block.cells if isinstance(block, Table) else (block,))
    ]
    assert "".join("".join(shown).split()) == "".join(("正文" + text).split())


@BOUNDED
@given(st.text(alphabet="\t\n甲1（", max_size=120))
def test_any_layout_places_every_line_once(text: str) -> None:
    document = read(("正文\n" + text).encode(), "a.txt")
    lines = [
        line
        for block in document.blocks
        for found in (block.cells if isinstance(block, Table) else (block,))
        for line in found.place.lines
    ]
    assert lines == sorted(set(lines))


@BOUNDED
@given(st.lists(st.text(alphabet="附件12一甲乙局表.-", max_size=12), unique=True))
def test_grouping_keeps_every_name(names: list[str]) -> None:
    packages = group(names)
    assert sorted(name for package in packages for name in package) == sorted(names)
