"""Places lead back to the bytes of the element that was read there."""

import io
import zipfile

import pytest
from readers.package import (
    DOWN,
    MORE,
    SPAN2,
    STRICT_WORD,
    document_xml,
    docx,
    p,
    tbl,
    tc,
    tr,
    zipped,
)
from shared_filings import SHARED, requires_shared

from jiping.model.document import Document, Place, Table
from jiping.model.markup import Markup
from jiping.readers import read
from jiping.readers.docx.locate import locate
from jiping.readers.notes import Unreadable

NAME = "表.docx"
BOXED = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
    "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
    "</w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>"
    "<w:r><w:t>框外</w:t></w:r></w:p>"
)


def shown(markup: Markup, place: Place) -> str:
    """The text of a place, taken from its bytes alone."""
    return "\n".join(each.text for each in markup.spots[place]).strip()


def every_place(document: Document) -> dict[Place, str]:
    found = {}
    for block in document.blocks:
        cells = block.cells if isinstance(block, Table) else (block,)
        found |= {cell.place: cell.text for cell in cells}
    return found


@pytest.mark.parametrize(
    "body",
    [
        p("附件1") + p() + p("标题"),
        "<w:p/>"
        + p("一")
        + tbl(tr("a", "b"), tr("c", "<w:tc><w:p/></w:tc>"))
        + p("二"),
        tbl(
            tr(tc("宽", SPAN2), "c"),
            tr(tc("高", DOWN), "e", "f"),
            tr(tc("", MORE), "h"),
        ),
        tbl(tr("外", f"<w:tc>{p('前')}{tbl(tr('内'))}{p('后')}</w:tc>"))
        + tbl(tr("次")),
        f"<w:ins>{p('加')}</w:ins>"
        + tbl(f"<w:sdt><w:sdtContent>{tr('控')}</w:sdtContent></w:sdt>"),
        p("a&amp;b &lt;c&gt;")
        + "<!-- 注 --><w:p w:x='a>b'><w:r><w:t>引号</w:t></w:r></w:p>",
    ],
)
def test_every_place_leads_to_its_own_text(body):
    data = docx(body)
    document, markup = read(data, NAME), locate(data, NAME)
    places = every_place(document)
    assert places
    assert {place: shown(markup, place) for place in places} == places


def test_spans_are_the_elements_as_they_stand():
    data = docx(
        "<w:p><w:pPr><w:jc w:val='center'/></w:pPr><w:r><w:t>文</w:t></w:r></w:p>"
    )
    markup = locate(data, NAME)
    (found,) = markup.spots[Place(file=NAME, paragraph=1)]
    source = markup.parts[markup.main]
    assert source[found.span.start : found.span.inside] == b"<w:p>"
    assert (
        source[found.content : found.span.close].decode() == "<w:r><w:t>文</w:t></w:r>"
    )
    assert source[found.span.close : found.span.end] == b"</w:p>"


def test_text_in_a_box_is_marked_at_the_paragraph_around_it():
    markup = locate(docx(BOXED), NAME)
    inside, outside = (
        markup.spots[Place(file=NAME, paragraph=number)] for number in (2, 1)
    )
    assert inside[0].span == outside[0].span


def test_strict_names_are_read_as_the_usual_ones():
    markup = locate(docx(tbl(tr("严")), word=STRICT_WORD), NAME)
    assert shown(markup, Place(file=NAME, table=1, row=1, column=1)) == "严"


def test_a_paragraph_of_more_than_text_is_not_plain():
    markup = locate(docx(p("字") + BOXED), NAME)
    plain = [markup.spots[Place(file=NAME, paragraph=n)][0].plain for n in (1, 2)]
    assert plain == [True, False]


@pytest.mark.parametrize(
    "main",
    [
        document_xml(p("文")).encode("utf-16"),
        b"<!DOCTYPE x><w:document/>",
        b"<w:document",
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
    ],
)
def test_what_cannot_be_written_in_is_refused(main):
    with pytest.raises(Unreadable) as refusal:
        locate(zipped({"word/document.xml": main}), NAME)
    assert NAME in refusal.value.sentence


@requires_shared
def test_every_place_of_the_real_filings():
    for path in sorted((SHARED / "filings" / "containers").glob("*.docx")):
        data = path.read_bytes()
        document, markup = read(data, path.name), locate(data, path.name)
        for place, text in every_place(document).items():
            assert text.endswith(shown(markup, place)), place
        assert (
            zipfile.ZipFile(io.BytesIO(data)).read(markup.main)
            == markup.parts[markup.main]
        )
