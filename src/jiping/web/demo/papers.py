"""What the people of the county hand in: filings, and stamped sheets."""

from collections.abc import Sequence
from datetime import date
from importlib.resources import files

from jiping.web.core.uploads import File


def day_words(day: date) -> str:
    """``2025年3月5日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def filing(
    folder: str, slug: str, name: str, year: int, filled: date, public: date
) -> File:
    """A unit's filing of a year, as its filer would send it. ``folder`` is ``last`` or
    ``this``; ``filled`` and ``public`` are the days written on it."""
    text = (files(__package__) / "filings" / folder / f"{slug}.txt").read_text("utf-8")
    words = {
        "{上年}": str(year - 1),
        "{本年}": str(year),
        "{次年}": str(year + 1),
        "{填报日期}": day_words(filled),
        "{公开日期}": day_words(public),
    }
    for word, said in words.items():
        text = text.replace(word, said)
    return File(f"{name}{year}年度绩效自评材料.txt", text.encode())


def stamped(title: str, lines: Sequence[str], issuer: str, day: date) -> bytes:
    """One page of PDF with these lines, in the Song type that every reader has."""
    rows = [(title, 17, 700), *((t, 12, 640 - 24 * n) for n, t in enumerate(lines))]
    below = 600 - 24 * len(lines)
    rows += [(issuer, 12, below), (day_words(day), 12, below - 22)]
    content = "".join(_shown(*row) for row in rows).encode("ascii")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
        b"/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 7 0 R>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000"
        b" 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    ]
    return _written(objects)


def _shown(text: str, size: int, height: int) -> str:
    left = max(60, 297 - len(text) * size // 2) if size > 12 else 72
    return (
        f"BT /F {size} Tf {left} {height} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
    )


def _written(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
    )
    return bytes(out)
