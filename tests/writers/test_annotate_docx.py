"""A filer's own file back: what is new is there, everything else is as it was."""

import io
import shutil
import subprocess
import zipfile

import docx as python_docx
import pytest
from readers.package import (
    STRICT_WORD,
    document_xml,
    docx,
    p,
    relations,
    tbl,
    tr,
    zipped,
)

from jiping.model.document import Place
from jiping.readers import read
from jiping.readers.docx.locate import locate
from jiping.writers.annotate_docx import Change, annotate
from jiping.writers.mending import AUTHOR, Remark

NAME = "表.docx"
WHEN = "2024-07-05T00:00:00Z"
BODY = (
    p("附件1") + tbl(tr("三公经费", "4.80", "<w:tc><w:p/></w:tc>")) + p("全年4.80万元")
)
CHANGED = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}


def cell(column: int, row: int = 1) -> Place:
    return Place(file=NAME, table=1, row=row, column=column)


def whole(data: bytes) -> bytes:
    """The package with the content types that a reader of Office files asks for."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        "</Types>"
    )
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name in parts:
        if name.endswith(".rels"):
            parts[name] = parts[name].replace(
                b'xmlns="x"',
                b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"',
            )
    main = parts["word/_rels/document.xml.rels"]
    empty = main.partition(b"<Relationship ")[0] + b"</Relationships>"
    return zipped(
        {**parts, "word/_rels/document.xml.rels": empty, "[Content_Types].xml": types}
    )


def marked(
    data: bytes, *remarks: Remark, changes: tuple[Change, ...] = (), date: str = ""
):
    return annotate(data, locate(data, NAME), remarks, changes, date)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


SAID = Remark(cell(2), ("【错误】ZJ101 不符", "5.00 < 6.00 & “引号”"))
EMPTY = Remark(cell(3), ("此处没有填",))
PROSE = Remark(Place(file=NAME, paragraph=2), ("与表不符",))


def test_comments_are_what_was_said_and_the_document_is_the_same():
    data = whole(docx(BODY))
    done = marked(data, SAID, EMPTY, PROSE, date=WHEN)
    assert done.written == 3
    assert read(done.data, NAME) == read(data, NAME)
    comments = list(python_docx.Document(io.BytesIO(done.data)).comments)
    assert [each.text for each in comments] == [
        "\n".join(r.lines) for r in (SAID, EMPTY, PROSE)
    ]
    assert {each.author for each in comments} == {AUTHOR}
    assert {each.timestamp.date().isoformat() for each in comments} == {"2024-07-05"}


def test_comments_stand_at_their_cells():
    body = members(marked(whole(docx(BODY)), SAID, EMPTY).data)[
        "word/document.xml"
    ].decode()
    reference = (
        '<w:commentRangeEnd w:id="{0}"/><w:r><w:commentReference w:id="{0}"/></w:r>'
    )
    assert (
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t xml:space="preserve">4.80</w:t></w:r>'
        f"{reference.format(0)}</w:p>"
    ) in body
    assert f'<w:p><w:commentRangeStart w:id="1"/>{reference.format(1)}</w:p>' in body


def test_every_other_byte_is_as_it_was():
    data = whole(docx(BODY, numbering="<w:x/>"))
    before, after = members(data), members(marked(data, SAID).data)
    assert set(after) - set(before) == {"word/comments.xml"}
    assert {name for name in before if before[name] != after[name]} == CHANGED
    raw = marked(data, SAID).data
    for info in zipfile.ZipFile(io.BytesIO(data)).infolist():
        if info.filename not in CHANGED:
            start = info.header_offset
            assert (
                data[start : start + 30 + len(info.filename) + info.compress_size]
                in raw
            )


def test_nothing_to_say_gives_the_same_file():
    data = whole(docx(BODY))
    assert marked(data).data == data


def test_earlier_comments_are_kept_and_ids_go_on():
    first = marked(whole(docx(BODY)), SAID).data
    second = marked(first, PROSE).data
    comments = list(python_docx.Document(io.BytesIO(second)).comments)
    assert [(each.comment_id, each.text.splitlines()[0]) for each in comments] == [
        (0, SAID.lines[0]),
        (1, PROSE.lines[0]),
    ]
    types = members(second)["[Content_Types].xml"]
    assert types.count(b"comments+xml") == 1


def test_several_remarks_at_one_empty_cell():
    done = marked(
        whole(docx(BODY)), EMPTY, EMPTY, changes=(Change(cell(3), "", "0.61"),)
    )
    assert done.written == 2
    assert read(done.data, NAME).blocks[1].cells[2].text == "0.61"
    assert len(list(python_docx.Document(io.BytesIO(done.data)).comments)) == 2


def test_a_remark_without_a_place_stands_at_the_first_paragraph():
    body = members(
        marked(whole(docx(BODY)), Remark(Place(file=NAME), ("缺附件2",))).data
    )
    assert b'<w:body><w:p><w:commentRangeStart w:id="0"/>' in body["word/document.xml"]


def test_a_change_is_a_revision_that_keeps_the_look():
    look = "<w:rPr><w:b/></w:rPr>"
    runs = f"<w:r>{look}<w:t>4.</w:t></w:r><w:r><w:t>80</w:t></w:r>"
    data = whole(docx(tbl(tr(f"<w:tc><w:p>{runs}</w:p></w:tc>"))))
    done = marked(data, changes=(Change(cell(1), "4.80", "4.10"),), date=WHEN)
    assert done.changed == (cell(1),)
    body = members(done.data)["word/document.xml"].decode()
    who = f'w:author="{AUTHOR}" w:date="{WHEN}"'
    assert (
        f'<w:ins w:id="0" {who}><w:r>{look}<w:t xml:space="preserve">4.10</w:t></w:r></w:ins>'
        in body
    )
    assert (
        f'<w:del w:id="1" {who}><w:r>{look}<w:delText>4.</w:delText></w:r></w:del>'
        in body
    )
    assert read(done.data, NAME).blocks[0].cells[0].text == "4.10"
    assert set(members(done.data)) == set(members(data))


@pytest.mark.parametrize(
    ("inside", "old"),
    [
        (p("其中：基本支出：893.35"), "893.35"),
        ("<w:p><w:ins><w:r><w:t>4.80</w:t></w:r></w:ins></w:p>", "4.80"),
        ("<w:p><w:r><w:t>4.80</w:t><w:br/></w:r></w:p>", "4.80"),
    ],
)
def test_a_cell_of_anything_else_is_not_changed(inside, old):
    data = docx(tbl(tr(f"<w:tc>{inside}</w:tc>")))
    done = marked(data, changes=(Change(cell(1), old, "4.10"),))
    assert done.changed == ()
    assert done.data == data


def test_other_prefixes_and_strict_names():
    strict = (
        document_xml(p("文"), STRICT_WORD)
        .replace("w:", "a:")
        .replace("xmlns:w", "xmlns:a")
    )
    parts = {
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": strict,
    }
    data = zipped(parts)
    done = marked(data, Remark(Place(file=NAME, paragraph=1), ("严格格式",)))
    after = members(done.data)
    assert STRICT_WORD.encode() in after["word/comments.xml"]
    assert (
        b"schemas.openxmlformats.org/officeDocument"
        not in after["word/_rels/document.xml.rels"]
    )
    assert [b.text for b in read(done.data, NAME).blocks] == ["文"]
    assert locate(done.data, NAME).comments == "word/comments.xml"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_libreoffice_opens_it(tmp_path):
    file = tmp_path / "a.docx"
    changes = (Change(cell(2), "4.80", "4.10"),)
    file.write_bytes(
        marked(whole(docx(BODY)), SAID, EMPTY, PROSE, changes=changes).data
    )
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{tmp_path}/profile"),
            *("--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path)),
            str(file),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert "4.10" in (tmp_path / "a.txt").read_text(encoding="utf-8-sig")
