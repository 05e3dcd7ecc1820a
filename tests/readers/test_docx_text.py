"""The text of paragraphs: runs, revisions, fields, text boxes, what is left out."""

import itertools
import xml.etree.ElementTree as ET

import pytest
from readers.package import (
    STRICT_WORD,
    document_xml,
    docx,
    opened,
    p,
    relations,
    table_of,
    tbl,
    texts,
    tr,
    zipped,
)

from jiping.readers import read
from jiping.readers.docx.inline import Inline, plain
from jiping.readers.docx.names import W


def run(inner: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def said(inner: str) -> list[str]:
    """The paragraphs of a document whose first holds ``inner``."""
    return texts(opened(f"<w:p>{inner}</w:p>"))


def test_split_runs_are_one_text() -> None:
    assert said("".join(run(f"<w:t>{part}</w:t>") for part in "12.50")) == ["12.50"]


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("<w:tab/>", "甲\t乙"),
        ("<w:br/>", "甲\n乙"),
        ("<w:cr/>", "甲\n乙"),
        ("<w:noBreakHyphen/>", "甲-乙"),
        ("<w:softHyphen/>", "甲乙"),
        ('<w:sym w:font="Symbol" w:char="F0B3"/>', "甲≥乙"),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "甲☑乙"),
        ('<w:sym w:font="x" w:char="zz"/>', "甲乙"),
        ('<w:footnoteReference w:id="1"/>', "甲乙"),
        ('<w:commentReference w:id="1"/>', "甲乙"),
        ("<w:lastRenderedPageBreak/>", "甲乙"),
    ],
)
def test_signs_inside_a_run(element: str, text: str) -> None:
    assert said(run(f"<w:t>甲</w:t>{element}<w:t>乙</w:t>")) == [text]


def test_full_width_characters_stay() -> None:
    assert said(run("<w:t>１２３，０\uff0e９％</w:t>")) == ["１２３，０\uff0e９％"]


def test_blanks_at_the_edge_of_a_run_count_only_when_preserved() -> None:
    kept = run('<w:t xml:space="preserve">甲 </w:t>')
    assert said(kept + run("<w:t> 乙</w:t>")) == ["甲 乙"]


def test_wrappers_inside_a_paragraph_are_looked_through() -> None:
    body = (
        f"<w:hyperlink>{run('<w:t>甲</w:t>')}</w:hyperlink>"
        f"<w:sdt><w:sdtPr>{run('<w:t>不</w:t>')}</w:sdtPr>"
        f"<w:sdtContent>{run('<w:t>乙</w:t>')}</w:sdtContent></w:sdt>"
        f"<w:smartTag>{run('<w:t>丙</w:t>')}</w:smartTag>"
        "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
        "<w:r><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt>"
        f"<w:rubyBase>{run('<w:t>音</w:t>')}</w:rubyBase></w:ruby></w:r>"
    )
    assert said(body) == ["甲乙丙x=1音"]


def test_content_controls_hold_whole_paragraphs() -> None:
    body = f"<w:sdt><w:sdtContent>{p('甲')}{tbl(tr('a'))}</w:sdtContent></w:sdt>"
    document = opened(body)
    assert texts(document) == ["甲"]
    assert table_of(document).rows == 1


def test_one_branch_of_alternate_content_is_read() -> None:
    body = (
        '<mc:AlternateContent><mc:Choice Requires="wps">{}</mc:Choice>'
        "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    )
    block = body.format(p("甲"), p("乙"))
    inline = body.format(run("<w:t>丙</w:t>"), run("<w:t>丁</w:t>"))
    within = run(body.format("<w:t>戊</w:t>", "<w:t>己</w:t>"))
    assert texts(opened(block + f"<w:p>{inline}{within}</w:p>")) == ["甲", "丙戊"]


def test_the_fallback_is_read_where_there_is_no_choice() -> None:
    block = f"<mc:AlternateContent><mc:Fallback>{p('乙')}</mc:Fallback></mc:AlternateContent>"
    assert texts(opened(block)) == ["乙"]


def test_tracked_changes_are_taken_as_accepted() -> None:
    gone = "<w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r>"
    document = opened(
        f"<w:p><w:del>{gone}</w:del><w:moveFrom>{gone}</w:moveFrom>"
        f"<w:ins>{run('<w:t>新</w:t>')}</w:ins>"
        f"<w:moveTo>{run('<w:t>来</w:t>')}</w:moveTo></w:p>"
    )
    assert texts(document) == ["新来"]
    assert [(note.level, "修订" in note.text) for note in document.notes] == [
        ("info", True)
    ]


def test_a_deleted_paragraph_mark_joins_the_next_paragraph() -> None:
    deleted = '<w:rPr><w:del w:id="1"/></w:rPr>'
    assert texts(opened(p("甲", deleted) + p("乙") + p("丙"))) == ["甲乙", "丙"]
    assert texts(opened(p("甲", deleted) + tbl(tr("a")) + p("丙"))) == ["甲", "丙"]


def test_text_boxes_follow_the_paragraph_that_holds_them_once() -> None:
    box = f"<w:txbxContent>{p('盒')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(opened(f"<w:p>{run('<w:t>甲</w:t>')}{drawing}</w:p>{p('乙')}")) == [
        "甲",
        "盒",
        "乙",
    ]
    cell = f"<w:tc><w:p>{run('<w:t>甲</w:t>')}{drawing}</w:p></w:tc>"
    assert table_of(opened(tbl(tr(cell)))).cells[0].text == "甲\n盒"


def test_a_legacy_text_box_is_read() -> None:
    box = f"<w:pict><v:textbox><w:txbxContent>{p('盒')}</w:txbxContent></v:textbox></w:pict>"
    assert said(run(box)) == ["盒"]


def test_field_instructions_are_dropped_and_results_kept() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = (
        mark.format("begin")
        + "<w:r><w:instrText> PAGE </w:instrText><w:t>不</w:t></w:r>"
        + mark.format("separate")
        + run("<w:t>3</w:t>")
        + mark.format("end")
        + run("<w:t>页</w:t>")
    )
    assert said(body) == ["3页"]
    assert said(
        f'<w:fldSimple w:instr="DATE">{run("<w:t>2024年</w:t>")}</w:fldSimple>'
    ) == ["2024年"]


def test_hidden_text_is_left_out_with_a_note() -> None:
    body = run("<w:t>甲</w:t>") + run("<w:t>密</w:t>", "<w:vanish/>")
    shown = run("<w:t>乙</w:t>", '<w:vanish w:val="0"/>')
    document = opened(f"<w:p>{body}{shown}</w:p>")
    assert texts(document) == ["甲乙"]
    assert "隐藏文字" in document.notes[0].text


def test_what_is_embedded_is_named() -> None:
    document = opened(
        p("甲") + '<w:altChunk r="x"/>' + f"<w:p>{run('<w:object/>')}</w:p>"
    )
    assert [note.level for note in document.notes] == ["warning", "warning"]


def test_strict_packages_are_read() -> None:
    assert texts(opened(p("甲"), word=STRICT_WORD)) == ["甲"]


def test_the_main_part_is_found_by_relationship() -> None:
    assert texts(opened(p("甲"), main="word/正文2.xml")) == ["甲"]


def test_the_main_part_is_found_by_content_type() -> None:
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    types = (
        f'<Types xmlns="x"><Override PartName="/w/d.xml" ContentType="{kind}"/></Types>'
    )
    data = zipped(
        {
            "[Content_Types].xml": types,
            "w/d.xml": document_xml(p("甲")),
            "word/vbaProject.bin": b"\0" * 9,
        }
    )
    assert texts(read(data, "宏.docm")) == ["甲"]


def test_part_names_may_be_absolute_backslashed_and_in_any_case() -> None:
    data = zipped(
        {
            "_rels/.rels": relations(("officeDocument", "/Word/Document.xml")),
            "word\\document.xml": document_xml(p("甲")),
        }
    )
    assert texts(read(data, "a.docx")) == ["甲"]


def test_utf16_parts_are_read() -> None:
    xml = document_xml(p("甲")).replace("UTF-8", "UTF-16").encode("utf-16")
    assert texts(read(zipped({"word/document.xml": xml}), "a.docx")) == ["甲"]


def test_cdata_is_text_whatever_it_looks_like() -> None:
    assert said("<w:r><w:t><![CDATA[甲<w:b/>乙]]></w:t></w:r>") == ["甲<w:b/>乙"]


def test_a_scan_inside_word_is_named() -> None:
    document = opened(f"<w:p>{run('<w:drawing/>')}</w:p>")
    assert document.blocks == ()
    assert "图片" in document.notes[0].text


def test_a_docx_is_recognised_without_its_suffix() -> None:
    assert texts(read(docx(p("甲")), "没有后缀")) == ["甲"]


_RUNS = (
    "<w:t> 甲 </w:t>",
    '<w:t xml:space="preserve"> 乙 </w:t>',
    "<w:br/>",
    "<w:tab/>",
    "<w:t/>",
)


@pytest.mark.parametrize("inside", list(itertools.product(_RUNS, repeat=2)))
def test_a_plain_paragraph_reads_as_any_other(inside):
    runs = "".join(f"<w:r>{each}</w:r>" for each in (*inside, "".join(inside)))
    paragraph = ET.fromstring(f'<w:p xmlns:w="{W[1:-1]}"><w:pPr/>{runs}</w:p>')
    assert plain(paragraph) == Inline(paragraph, set()).text


@pytest.mark.parametrize(
    "other", ["r><w:rPr/></w:r", "bookmarkStart/", "ins/", "hyperlink/"]
)
def test_a_paragraph_with_anything_else_is_not_plain(other):
    source = f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:t>甲</w:t></w:r><w:{other}></w:p>'
    assert plain(ET.fromstring(source)) is None
