"""Every bad input gets one sentence: what is wrong, where, what to do."""

import struct
import tracemalloc
from pathlib import Path

import pytest
from readers.package import document_xml, docx, opened, p, tbl, tc, texts, tr, zipped

from jiping.model.document import Document
from jiping.readers import dispatch, limits, read, read_path
from jiping.readers.compound import packed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
WORD_6 = b"\xdc\xa5" + b"\0" * 4000
BOOK = struct.pack("<4H", 0x0809, 4, 0x0600, 5)
LOCKED = BOOK + struct.pack("<3H", 0x002F, 2, 1)
GOOD = docx(p("正文") * 50)
ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "{}">]>'


def package(xml: bytes | str) -> bytes:
    return zipped({"word/document.xml": xml})


FILES: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.docx", b"", "空文件"),
    "blank text": ("a.txt", b" \n\t\n\r\n", "空文件"),
    "truncated docx": ("a.docx", GOOD[: len(GOOD) // 2], "不完整"),
    "docx without its end": ("a.docx", GOOD[:-10], "不完整"),
    "text named docx": ("a.docx", "正文".encode(), "不是它的后缀"),
    "password": ("a.docx", packed({"EncryptedPackage": b"x"}), "密码"),
    "xlsx with a password": ("a.xlsx", packed({"EncryptedPackage": b"x"}), "密码"),
    "xls with a password": ("a.xls", packed({"Workbook": LOCKED}), "密码"),
    "broken compound file": ("a.doc", OLE, "文件结构读不通"),
    "doc of nothing": ("a.doc", packed({"WordDocument": b""}), "文件头已损坏"),
    "doc of Word 95": ("a.doc", packed({"WordDocument": WORD_6}), "Word 6.0/95"),
    "doc named docx": ("a.docx", packed({"WordDocument": WORD_6}), "另存为 .docx"),
    "xls of nothing": ("a.xls", packed({"Workbook": BOOK}), "没有文字"),
    "wps of Works": ("a.wps", packed({"MatOST": b"x"}), "另存为 .docx"),
    "slides": ("a.dps", packed({"PowerPoint Document": b"x"}), "演示"),
    "ole of unknown kind": ("a", packed({"a": b"x"}), "另存为"),
    "text named doc": ("a.doc", "正文".encode(), "不是它的后缀"),
    "text named xlsx": ("a.xlsx", "正文".encode(), "不是它的后缀"),
    "xlsb": ("a.xlsb", zipped({"[Content_Types].xml": "<a/>", "xl/a": ""}), "二进制"),
    "xlsx without sheets": ("a.xlsx", zipped({"xl/workbook.xml": "<a/>"}), "工作簿"),
    "pptx": ("a.pptx", zipped({"[Content_Types].xml": "<a/>", "ppt/a": ""}), "演示"),
    "odt": ("a.odt", zipped({"content.xml": "<a/>"}), "OpenDocument"),
    "ofd": ("a.ofd", zipped({"OFD.xml": "<a/>"}), "OFD"),
    "zip named docx": ("a.docx", zipped({"a.txt": "x"}), "压缩包"),
    "pdf": ("a.pdf", b"%PDF-1.7 ...", "PDF"),
    "pdf named docx": ("a.docx", b"%PDF-1.7 ...", "PDF"),
    "image": ("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 20, "图片"),
    "bitmap": ("a", b"BM" + b"\0" * 20, "图片"),
    "rtf": ("a.doc", b"{\\rtf1 x}", "RTF"),
    "html": ("a.doc", b"<!DOCTYPE html><html></html>", "没有文字的网页"),
    "mht": ("a.doc", b"MIME-Version: 1.0\nContent-Type: multipart/related", "mht"),
    "xml": ("a.doc", b"<?xml version='1.0'?><a/>", "XML"),
    "rar": ("a.rar", b"Rar!\x1a\x07\x00", "RAR"),
    "7z": ("a.7z", b"7z\xbc\xaf\x27\x1c", "7z"),
    "noise": ("a.txt", bytes(range(256)) * 40, "不是可以识别的文字"),
    "no main part": ("a.docx", zipped({"[Content_Types].xml": "<a/>"}), "document.xml"),
    "no body": ("a.docx", package("<w:document xmlns:w='x'/>"), "正文结构"),
    "broken XML": ("a.docx", package(document_xml(p("甲"))[:-9]), "XML 读不通"),
    "not XML": ("a.docx", package("正文"), "XML 读不通"),
    "entity": ("a.docx", package(ENTITY.format("c") + "<a>&b;</a>"), "DOCTYPE"),
    "external entity": (
        "a.docx",
        package('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
        "DOCTYPE",
    ),
    "entity in UTF-16": (
        "a.docx",
        package((ENTITY.format("c") + "<a>&b;</a>").encode("utf-16")),
        "DOCTYPE",
    ),
    "entity in another encoding": (
        "a.docx",
        package(
            b'<?xml version="1.0" encoding="cp037"?>'
            + "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".encode("cp037")
        ),
        "XML 读不通",
    ),
    "bomb": ("a.docx", package(b" " * 20_000_000), "压缩比"),
}


@pytest.mark.parametrize(("name", "data", "says"), FILES.values(), ids=FILES.keys())
def test_unreadable_files_say_why(name: str, data: bytes, says: str) -> None:
    document = read(data, name)
    assert document.blocks == ()
    (note,) = document.notes
    assert note.level == ("warning" if says == "没有文字" else "error")
    assert says in note.text
    assert note.text.endswith("。")
    assert name in note.text
    assert note.place.file == name


def test_a_member_that_lies_about_its_size() -> None:
    data = bytearray(package(document_xml(p("甲" * 1000))))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    document = read(bytes(data), "a.docx")
    assert document.blocks == ()
    assert document.notes[0].level == "error"


def test_bounds_on_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    for bound, value in (
        ("PART_BYTES", 100),
        ("PART_TAGS", 10),
        ("PACKAGE_MEMBERS", 1),
        ("PACKAGE_UNPACKED", 100),
        ("DIRECTORY_BYTES", 10),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(limits, bound, value)
            document = read(GOOD, "a.docx")
        assert document.blocks == (), bound
        assert "限制" in document.notes[0].text


def test_bounds_on_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TABLE_ROWS", 3)
    monkeypatch.setattr(limits, "CHARACTERS", 10)
    document = opened(tbl(*[tr("a")] * 5) + p("长" * 20))
    assert document.blocks[0].rows == 3
    assert {note.level for note in document.notes} == {"warning"}
    assert len(document.notes) == 2


def test_deep_nesting_is_bounded() -> None:
    body = p("底")
    for _ in range(300):
        body = tbl(tr(f"<w:tc>{body}{p()}</w:tc>"))
    assert "嵌套过深" in opened(body).notes[0].text
    for opening, closing in (
        ("<w:ins>", "</w:ins>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    ):
        within = opening * 5000 + "<w:r><w:t>底</w:t></w:r>" + closing * 5000
        assert isinstance(opened(f"<w:p>{within}</w:p>{p('后')}"), Document)
        assert isinstance(opened(opening * 5000 + p("底") + closing * 5000), Document)


def test_ten_thousand_rows_of_word() -> None:
    document = opened(tbl(*[tr("甲", tc("1"))] * 10_000))
    assert document.blocks[0].rows == 10_000


def test_a_file_beyond_the_bound_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.truncate(200 * limits.MB)
    tracemalloc.start()
    document = read_path(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "200 MB" in document.notes[0].text
    assert peak < limits.MB


def test_bytes_beyond_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 10)
    assert "上限" in read(GOOD, "a.docx").notes[0].text


def test_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "不存在" in read_path(tmp_path / "无.docx").notes[0].text
    assert "不存在" in read_path(tmp_path / "无" / "无.docx").notes[0].text
    assert "是文件夹" in read_path(tmp_path, "夹").notes[0].text
    assert "打不开" in read_path(tmp_path / ("长" * 300)).notes[0].text
    assert "打不开" in read_path(Path("a\0b")).notes[0].text
    path = tmp_path / "a.txt"
    path.write_text("正文", encoding="utf-8")
    assert texts(read_path(path, "名")) == ["正文"]
    assert read_path(path, "名").name == "名"

    def refuse(*_: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "open", refuse)
    assert "权限" in read_path(path).notes[0].text


def test_a_fault_of_ours_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    for fault in (KeyError("x"), RecursionError()):

        def fail(data: bytes, name: str, fault: Exception = fault) -> Document:
            raise fault

        monkeypatch.setattr(dispatch, "read_text", fail)
        document = read("正文".encode(), "a.txt")
        assert document.notes[0].level == "error"


@pytest.mark.parametrize("name", ["WordDocument", "Workbook", "nothing"])
def test_a_compound_file_whose_sectors_run_in_circles(name: str) -> None:
    data = packed({name: b"\x01" * 40_000})
    table, first = 4096, 3
    for target in (first, first + 2, 0, 1):
        circle = bytearray(data)
        for entry in range(1, first + 5):
            struct.pack_into("<I", circle, table + 4 * entry, target)
        (note,) = read(bytes(circle), "a").notes
        assert note.level == "error"
        assert "程序出错" not in note.text


def test_what_the_system_says_is_said_in_chinese(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for number in (5, 24, 28, 36, 99):

        def refuse(*_: object, number: int = number) -> None:
            raise OSError(number, "No such thing")

        monkeypatch.setattr(Path, "open", refuse)
        (note,) = read_path(tmp_path / "a.docx").notes
        assert "打不开" in note.text
        assert "No such" not in note.text
