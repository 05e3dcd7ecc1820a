"""Pieces of scanned pages for the person who is asked."""

import io

import pytest

from jiping.model.document import Place, Table
from jiping.readers import read

pytest.importorskip("cv2", reason="needs the extra ocr")
Image = pytest.importorskip("PIL.Image", reason="needs the extra ocr")
cutting = pytest.importorskip("jiping.readers.scan.cutting")


@pytest.mark.parametrize("format_", ["PDF", "PNG"])
def test_a_piece_shows_the_place_and_some_paper_around_it(format_: str) -> None:
    page = Image.new("RGB", (1654, 2339), "white")
    page.paste((0, 0, 0), (800, 1000, 860, 1040))
    out = io.BytesIO()
    page.save(out, format_, resolution=200)
    point = 72 / 200
    box = (800 * point, 1000 * point, 860 * point, 1040 * point)
    place = Place(file="a", page=1, box=box, confidence=0.3)
    elsewhere = Place(file="a", page=7, box=box, confidence=0.3)
    found = cutting.cut(out.getvalue(), "a", [place, elsewhere])
    assert list(found) == [place]
    piece = Image.open(io.BytesIO(found[place]))
    assert 200 < piece.width < 900 and 60 < piece.height < 400
    dark = sum(piece.convert("L").histogram()[:40])
    assert dark > 1000


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\n"])
def test_a_broken_file_gives_no_piece(data: bytes) -> None:
    place = Place(file="a", page=1, box=(0, 0, 9, 9), confidence=0.3)
    assert cutting.cut(data, "a", [place]) == {}


@pytest.mark.parametrize("quarters", [1, 2])
def test_a_turned_page_is_shown_as_it_was_read(quarters: int) -> None:
    pytest.importorskip("rapidocr", reason="needs the extra ocr")
    np = pytest.importorskip("numpy")
    drawn = pytest.importorskip("readers.scan.drawn")
    rows = [("2022", "2023", "2024"), ("3.08", "169.38", "0.61"), ("8", "9", "8888888")]
    page = np.ascontiguousarray(np.rot90(drawn.table(rows), quarters))
    data = drawn.file_of(page)
    (table,) = [b for b in read(data, "a.png").blocks if isinstance(b, Table)]
    wide, narrow = (
        next(cell.place for cell in table.cells if cell.text == text)
        for text in ("8888888", "8")
    )
    found = cutting.cut(data, "a.png", [wide, narrow])
    inks = {
        place: sum(Image.open(io.BytesIO(found[place])).convert("L").histogram()[:40])
        for place in (wide, narrow)
    }
    assert inks[wide] > 1.1 * inks[narrow]
