"""Hostile files in every container: one Chinese sentence each, and the others go on.

Every file is checked in a process of its own with narrow bounds of time and memory: one
that needed more would be given up, which is another sentence than the one wanted.
"""

import io
import socket
import struct
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from readers.archives import tgz
from readers.old_word import File, para
from readers.package import docx, p, relations, tbl, tr, zipped
from readers.pdf_file import pdf, text
from readers.test_sheets import number, old_workbook, record

from jiping.pipeline import check_paths, workers
from jiping.readers.compound import packed

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "zhiquan-investment.docx"
WORDS = "本单位年度绩效自评材料正文"
SECONDS, BYTES = 25, 2 * 1024**3


@dataclass(frozen=True)
class Hostile:
    """A file's name, what makes it, what is said of it, and how bad that is."""

    name: str
    make: Callable[[], bytes]
    says: str
    level: str = "error"


def word(**more: str | bytes) -> bytes:
    """A Word package with further parts, their ``/`` written as ``__``."""
    return with_parts(docx(p(WORDS)), **more)


def with_parts(data: bytes, **more: str | bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts: dict[str, str | bytes] = {
            name: package.read(name) for name in package.namelist()
        }
    return zipped(
        parts | {name.replace("__", "/"): part for name, part in more.items()}
    )


def rels(kind: str, target: str) -> str:
    stated = relations((kind, target))
    return stated.replace("/></Rel", ' TargetMode="External"/></Rel')


def workbook(**more: str | bytes) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["项目", "金额"])
    book.active.append([WORDS, 1])
    file = io.BytesIO()
    book.save(file)
    return with_parts(file.getvalue(), **more)


def outside() -> bytes:
    """A workbook with a formula on a web address, its last result saved."""
    data = workbook(**{"xl__externalLinks__externalLink1.xml": "<x/>"})
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    formula = b"<c r=\"C1\"><f>'http://10.0.0.1/[a.xlsx]S'!A1</f><v>7</v></c></row>"
    sheet = sheet.replace(b"</row>", formula, 1)
    return with_parts(data, **{"xl__worksheets__sheet1.xml": sheet})


def old_book(*records: bytes) -> bytes:
    cells = (number(0, 0, 1.0), number(0, 1, 2.0))
    return old_workbook(*records, *cells)


def linked_book() -> bytes:
    """An .xls that names another workbook among its links."""
    data = bytearray(old_book())
    link = record(0x01AE, struct.pack("<HH", 1, 5) + b"\x00http\x03")
    at = data.index(struct.pack("<2H", 0x041E, 10))
    sheet = data.index(struct.pack("<2H", 0x0085, 10))
    (start,) = struct.unpack_from("<I", data, sheet + 4)
    struct.pack_into("<I", data, sheet + 4, start + len(link))
    stop = bytes(data).rindex(struct.pack("<2H", 0x000A, 0)) + 4
    data[at:stop] = link + data[at:stop]
    del data[stop + len(link) : stop + 2 * len(link)]
    return bytes(data)


def encrypted_zip() -> bytes:
    data = bytearray(zipped({"附件1.docx": docx(p(WORDS))}))
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def many_entries() -> bytes:
    """A table of contents of 10⁶ entries, of which the first stands there."""
    entry = (
        struct.pack(
            "<4s4B4HL2L5H2L",
            b"PK\1\2",
            *(20, 0, 20, 0),
            *[0] * 4,
            *[0] * 3,
            1,
            *[0] * 4,
            0,
            0,
        )
        + b"a"
    )
    body = b"PK\x03\x04" + b"\0" * 26
    table = entry * 1_000_000
    return (
        body
        + table
        + struct.pack(
            "<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, len(table), len(body), 0
        )
    )


def bomb_in_bomb() -> bytes:
    level = zipped({f"{n}.txt": b"0" * 20_000_000 for n in range(3)})
    return zipped({f"{n}.zip": level for n in range(3)})


def pages(count: int) -> bytes:
    return pdf(*[text(50, 50, f"{WORDS}第{n}页") for n in range(count)])


def scripted() -> bytes:
    """A PDF with a script in the tree of names, which pdfium counts."""
    data = pdf(text(50, 50, WORDS))
    names = b"<</Type/Catalog/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.alert(1))>>]>>>>/Pages 2 0 R>>"
    return _shifted(data, b"<</Type/Catalog/Pages 2 0 R>>", names)


def carrying() -> bytes:
    """A PDF with a file inside."""
    data = pdf(text(50, 50, WORDS))
    names = b"<</Type/Catalog/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a.exe)>>]>>>>/Pages 2 0 R>>"
    return _shifted(data, b"<</Type/Catalog/Pages 2 0 R>>", names)


def _shifted(data: bytes, old: bytes, new: bytes) -> bytes:
    """The PDF with one object exchanged; without its table, which is then rebuilt."""
    changed = data.replace(old, new)
    return changed[: changed.rindex(b"xref\n0")] + b"trailer<</Root 1 0 R>>\n%%EOF\n"


def locked_pdf() -> bytes:
    data = pdf(text(50, 50, WORDS))
    lock = (
        b"trailer<</Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>/ID[(a)(a)]"
        % (b"a" * 32, b"b" * 32)
    )
    return data.replace(b"trailer<<", lock)


def page(inner: str) -> bytes:
    return f"<html><body><p>{WORDS}</p>{inner}</body></html>".encode()


FILES: Mapping[str, Hostile] = {
    "docx with a password": Hostile("a.docx", lambda: packed({"EncryptedPackage": b"x"}), "密码"),
    "docx truncated": Hostile("a.docx", lambda: docx(p(WORDS) * 99)[:-200], "不完整"),
    "docx with macros": Hostile("a.docm", lambda: word(**{"word__vbaProject.bin": b"x"}), "不运行宏", "info"),
    "docx with an object": Hostile("a.docx", lambda: docx(p(WORDS) + '<w:p><w:r><w:object><o:OLEObject xmlns:o="x"/></w:object></w:r></w:p>'), "嵌有其他程序", "warning"),
    "docx with outside content": Hostile("a.docx", lambda: docx(p(WORDS) + '<w:altChunk/>'), "外部文件的内容", "warning"),
    "docx with a linked picture": Hostile("a.docx", lambda: word(**{"word___rels__document.xml.rels": rels("image", "http://10.0.0.1/a.png")}), "链接了外部", "info"),
    "docx of an XML bomb": Hostile("a.docx", lambda: zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "DOCTYPE"),
    "docx of a bomb": Hostile("a.docx", lambda: zipped({"word/document.xml": b" " * 60_000_000}), "压缩比"),
    "docx of very many rows": Hostile("a.docx", lambda: docx(p(WORDS) + tbl(*[tr("甲", "1")] * 25_000)), "20000 行", "warning"),
    "doc with a password": Hostile("a.doc", lambda: File([para(WORDS)], flags=0x0300).bytes(), "密码"),
    "doc truncated": Hostile("a.doc", lambda: File([para(WORDS * 50)]).bytes()[:6000], "损坏"),
    "xlsx with a password": Hostile("a.xlsx", lambda: packed({"EncryptedPackage": b"x"}), "密码"),
    "xlsx truncated": Hostile("a.xlsx", lambda: workbook()[:-300], "不完整"),
    "xlsx with macros": Hostile("a.xlsm", lambda: workbook(**{"xl__vbaProject.bin": b"x"}), "不运行宏", "info"),
    "xlsx with an object": Hostile("a.xlsx", lambda: workbook(**{"xl__embeddings__oleObject1.bin": b"x"}), "嵌有其他程序", "warning"),
    "xlsx with formulas on other files": Hostile("a.xlsx", outside, "引用其他文件", "info"),
    "xlsx with a cell far out": Hostile("a.xlsx", lambda: workbook(**{"xl__worksheets__sheet1.xml": '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'}), "大得不正常", "warning"),
    "xls with a password": Hostile("a.xls", lambda: packed({"Workbook": record(0x0809, struct.pack("<4H", 0x0600, 5, 0, 0)) + record(0x002F, b"\0" * 6)}), "密码"),
    "xls truncated": Hostile("a.xls", lambda: old_book()[:9000], "损坏"),
    "xls that lies about its size": Hostile("a.xls", lambda: old_workbook(number(65535, 65535, 1.0)), "多得不正常"),
    "xls on another file": Hostile("a.xls", linked_book, "引用其他文件", "info"),
    "html with scripts and frames": Hostile("a.html", lambda: page('<script>fetch("http://10.0.0.1")</script><iframe src="http://10.0.0.1"></iframe>'), "嵌有其他程序", "warning"),
    "html of nothing but a script": Hostile("a.html", lambda: b"<html><script>document.write(1)</script></html>", "没有文字的网页"),
    "html nested very deep": Hostile("a.html", lambda: page("<div>" * 200_000 + "底"), "", "none"),
    "html of very many rows": Hostile("a.html", lambda: page("<table>" + "<tr><td>甲<td>1" * 30_000 + "</table>"), "20000 行", "warning"),
    "pdf with a password": Hostile("a.pdf", locked_pdf, "密码"),
    "pdf truncated": Hostile("a.pdf", lambda: pages(3)[:200], "损坏"),
    "pdf of 800 pages": Hostile("a.pdf", lambda: pages(800), "有 800 页，只读取了前 400 页", "warning"),
    "pdf with a script": Hostile("a.pdf", scripted, "不运行", "info"),
    "pdf with a file inside": Hostile("a.pdf", carrying, "夹带", "warning"),
    "zip with a password": Hostile("a.zip", encrypted_zip, "密码"),
    "zip truncated": Hostile("a.zip", lambda: zipped({"a.docx": docx(p(WORDS))})[:-40], "不完整"),
    "zip of a million entries": Hostile("a.zip", many_entries, "文件太多"),
    "zip of bombs in zips": Hostile("a.zip", bomb_in_bomb, "压缩比"),
    "zip in zip in zip": Hostile("a.zip", lambda: zipped({"b.zip": zipped({"c.zip": zipped({"d.docx": docx(p(WORDS))})})}), "套了 2 层"),
    "tgz truncated": Hostile("a.tgz", lambda: tgz({"a.txt": WORDS.encode() * 50})[:-30], "损坏"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Narrow bounds, no network, no program."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("nothing is fetched and nothing is run")

    monkeypatch.setattr(workers, "SECONDS", SECONDS)
    monkeypatch.setattr(workers, "BYTES", BYTES)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(subprocess, "Popen", refuse)


@pytest.mark.parametrize("hostile", FILES.values(), ids=FILES.keys())
def test_one_sentence_and_the_good_file_is_checked(
    tmp_path: Path, hostile: Hostile
) -> None:
    bad, good = tmp_path / hostile.name, tmp_path / "好.docx"
    bad.write_bytes(hostile.make())
    good.write_bytes(SAMPLE.read_bytes())
    outcomes = list(check_paths([str(bad), str(good)], jobs=1))
    assert outcomes[-1].package == str(good)
    assert outcomes[-1].findings
    notes = [note for outcome in outcomes[:-1] for note in outcome.notes]
    texts = [note.text for note in notes]
    assert not any("没有查完" in text or "程序出错" in text for text in texts)
    if hostile.level == "none":
        return
    said = [note for note in notes if hostile.says in note.text]
    assert {note.level for note in said} == {hostile.level}, texts
    assert all(note.text.endswith("。") and note.text.count("。") == 1 for note in said)
    assert all(hostile.name in note.text for note in said)
    if hostile.level == "error":
        assert {note.level for note in notes} == {"error"}, texts
