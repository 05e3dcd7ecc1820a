"""PDF files made by hand: text where it is wanted, rules, turned pages.

Coordinates are points from the upper left corner of an A4 page.
"""

import zlib
from collections.abc import Iterable, Sequence

WIDE, HIGH = 595.0, 842.0
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
    b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4"
    b"/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120"
    b"/CapHeight 880/StemV 90>>>>]>>"
)


def text(x: float, top: float, words: str, size: float = 10) -> str:
    """Words whose first character has its upper left corner there."""
    codes = words.encode("utf-16-be").hex()
    return f"BT /F {size} Tf {x} {HIGH - top - 0.88 * size} Td <{codes}> Tj ET\n"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """A stroked line."""
    return f"0.5 w {x0} {HIGH - y0} m {x1} {HIGH - y1} l S\n"


def bar(x0: float, y0: float, x1: float, y1: float) -> str:
    """A filled rectangle, as Word draws rules."""
    return f"{x0} {HIGH - y1} {x1 - x0} {y1 - y0} re f\n"


def frame(x0: float, y0: float, x1: float, y1: float) -> str:
    """A stroked rectangle."""
    return f"0.5 w {x0} {HIGH - y1} {x1 - x0} {y1 - y0} re S\n"


def ruled(
    xs: Sequence[float], ys: Sequence[float], words: Iterable[Iterable[str]] = ()
) -> str:
    """A full grid of stroked lines with words in its cells."""
    drawn = [rule(xs[0], y, xs[-1], y) for y in ys]
    drawn += [rule(x, ys[0], x, ys[-1]) for x in xs]
    for y, row in zip(ys, words, strict=False):
        drawn += [
            text(x + 4, y + 4, word) for x, word in zip(xs, row, strict=False) if word
        ]
    return "".join(drawn)


def pdf(
    *pages: str, rotate: int = 0, box: str = f"0 0 {WIDE} {HIGH}", more: str = ""
) -> bytes:
    """A file of these page contents; ``more`` goes into every page's dictionary."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", _FONT]
    kids = []
    for content in pages:
        packed = zlib.compress(content.encode())
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Rotate {rotate}{more}"
            f"/Resources<</Font<</F 3 0 R>>>>/Contents {number + 1} 0 R>>".encode()
        )
        objects.append(
            b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream"
            % (len(packed), packed)
        )
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    data = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF\n"
    )
    return data + end.encode()
