"""Scanned tables give their figures, their places, and how surely they were read."""

import struct
import zlib

import pytest

pytest.importorskip("rapidocr", reason="附加组件 ocr（rapidocr）没有安装")
pytest.importorskip("onnxruntime", reason="附加组件 ocr（onnxruntime）没有安装")

import cv2
import numpy as np
from readers.pdf_file import pdf, text
from readers.scan import drawn

from jiping.model.document import Document, Place, Table
from jiping.readers import limits, read
from jiping.readers.scan.engine import NOTHING
from jiping.readers.scan.regions import Region
from jiping.readers.scan.ruling import ruling
from jiping.readers.scan.setting import measured

ROWS = (
    ("2022", "2023", "2024"),
    ("3.08", "0.00", "0.61"),
    ("169.38", "111.00", "1,112.26"),
    ("100%", "", "98.6%"),
)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def shown(table: Table) -> list[list[str]]:
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row - 1][cell.column - 1] = cell.text
    return rows


def test_a_turned_and_grainy_page_with_a_seal() -> None:
    page = drawn.under_seal(drawn.table(ROWS), 640, 540)
    document = read(drawn.file_of(drawn.aged(page), "JPEG"), "扫描.jpg")
    (table,) = tables(document)
    assert shown(table) == [list(row) for row in ROWS]
    assert "识别" in document.notes[0].text
    for cell in table.cells:
        assert cell.place.page == 1
        left, top, right, bottom = cell.place.box or (0, 0, 0, 0)
        assert 0 < left < right < 596
        assert 0 < top < bottom < 842
        assert (cell.place.confidence is None) == (cell.text == "")
    sure = [c for c in table.cells if c.text and not c.place.doubtful]
    assert len(sure) >= 9


@pytest.mark.slow
@pytest.mark.parametrize("turn", [cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180])
def test_a_page_fed_the_wrong_way_round(turn: int) -> None:
    page = cv2.rotate(drawn.table(ROWS, "Annex 2, the figures of the year"), turn)
    (table,) = tables(read(drawn.file_of(page), "a.png"))
    assert shown(table) == [list(row) for row in ROWS]


def test_pages_with_text_and_pages_of_pictures_in_one_file() -> None:
    data = drawn.pdf_of(
        pdf(text(60, 60, "附件1")), drawn.aged(drawn.table(ROWS[:2])), pdf("")
    )
    document = read(data, "a.pdf")
    assert document.blocks[0].place.page == 1
    assert document.blocks[0].place.confidence is None
    (table,) = tables(document)
    assert table.place.page == 2
    assert shown(table) == [list(row) for row in ROWS[:2]]
    (note,) = document.notes
    assert "第 2 页是扫描图像" in note.text


def test_large_letters_are_no_tables() -> None:
    """Bars that cross like those of bold characters, beside a table that stays."""
    dark = np.zeros((900, 1400), np.uint8)
    for left in (100, 180, 260):
        for y in (100, 122, 144):
            dark[y : y + 5, left : left + 56] = 1
        for x in (left, left + 50):
            dark[100:149, x : x + 5] = 1
    assert ruling(dark).level == ()
    for y in (400, 440, 480):
        dark[y : y + 3, 100:1100] = 1
    for x in (100, 600, 1097):
        dark[400:483, x : x + 3] = 1
    found = ruling(dark)
    assert len(found.level) >= 3
    assert min(y for _, y, _, _ in found.level) > 390


def test_what_reaches_in_from_the_next_line_does_not_enlarge() -> None:
    dark = np.zeros((44, 90), np.uint8)
    dark[8:33, 10:80] = 1
    alone = measured(Region((0, 0, 90, 44)), NOTHING, dark).size
    dark[41:44, 10:80] = 1
    assert measured(Region((0, 0, 90, 44)), NOTHING, dark).size == alone


def test_ink_that_says_nothing_is_not_taken_for_a_blank() -> None:
    page = drawn.table(ROWS)
    cv2.ellipse(page, (720, 720), (60, 18), 20, 0, 300, (0, 0, 0), 4)
    (table,) = tables(read(drawn.file_of(page), "a.png"))
    cell = next(c for c in table.cells if (c.row, c.column) == (4, 2))
    assert cell.place.doubtful


@pytest.mark.slow
def test_a_page_without_text() -> None:
    page = np.full((2339, 1654, 3), 250, np.uint8)
    document = read(drawn.file_of(page), "a.png")
    assert document.blocks == ()
    assert "没有认出文字" in document.notes[0].text
    scan = read(drawn.pdf_of(page), "a.pdf")
    assert "没有认出文字" in scan.notes[0].text


def png(width: int, height: int) -> bytes:
    """A picture that says it is of this size; its data are a few bytes."""
    parts = (
        (b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0" * 100)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (png(20_000, 20_000), "百万点的上限"),
        (png(40, 2000), "太小"),
        (png(1654, 2339), "损坏"),
        (drawn.file_of(drawn.table(ROWS))[:3000], "损坏"),
    ],
)
def test_pictures_that_are_refused(data: bytes, says: str) -> None:
    document = read(data, "a.png")
    assert document.blocks == ()
    (note,) = document.notes
    assert note.level == "error"
    assert says in note.text


def test_a_vast_picture_in_a_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "IMAGE_PIXELS", 1_000_000)
    document = read(drawn.pdf_of(drawn.table(ROWS)), "a.pdf")
    assert document.blocks == ()
    assert "扫描件" in document.notes[0].text


def test_scanned_pages_beyond_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SCAN_PAGES", 1)
    page = drawn.table(ROWS[:2])
    document = read(drawn.pdf_of(page, page), "a.pdf")
    assert [table.place.page for table in tables(document)] == [1]
    assert any(
        "第 2 页" in note.text and "至多识别" in note.text for note in document.notes
    )


def test_what_is_in_doubt() -> None:
    assert Place(file="a", confidence=0.2).doubtful
    assert not Place(file="a", confidence=0.95).doubtful
    assert not Place(file="a").doubtful


@pytest.mark.filterwarnings("error")
def test_a_large_picture_is_read_without_remarks_of_the_library(monkeypatch) -> None:
    monkeypatch.setattr("PIL.Image.MAX_IMAGE_PIXELS", 1654 * 2339 - 1)
    (table,) = tables(read(drawn.file_of(drawn.table(ROWS)), "a.png"))
    assert shown(table)[0] == list(ROWS[0])
