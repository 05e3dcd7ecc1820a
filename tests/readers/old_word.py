"""Small Word 97–2003 files written by hand, structure by structure."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from jiping.model.document import Document
from jiping.readers import read
from jiping.readers.compound import packed

IN_TABLE = struct.pack("<HB", 0x2416, 1)
ROW_END = IN_TABLE + struct.pack("<HB", 0x2417, 1)
DELETED = struct.pack("<HB", 0x0800, 1)
HIDDEN = struct.pack("<HB", 0x083C, 1)
_FIRST = 2048
_PAGE = 512
_PAIRS = 93


@dataclass
class Run:
    """A stretch of text with packed modifiers; ``narrow`` stores one byte a sign."""

    text: str
    packed: bytes = b""
    narrow: str = ""

    def stored(self) -> bytes:
        return self.text.encode(self.narrow or "utf-16-le")

    def length(self) -> int:
        """Positions that the run takes."""
        return len(self.stored()) // (1 if self.narrow else 2)


@dataclass
class Para:
    """Runs, the last of which ends with the paragraph's mark."""

    runs: Sequence[Run]
    packed: bytes = b""
    style: int = 0


@dataclass
class File:
    """Paragraphs, and what else the file states.

    ``pieces`` are modifiers of single runs, by their number from the front.
    """

    paragraphs: Sequence[Para]
    backwards: bool = False
    pieces: dict[int, int] = field(default_factory=dict)
    flags: int = 0x0200
    ident: int = 0xA5EC
    data: bytes = b""

    def bytes(self) -> bytes:
        runs = [run for para in self.paragraphs for run in para.runs]
        order = runs[::-1] if self.backwards else runs
        places, body = {}, b""
        for run in order:
            places[id(run)] = _FIRST + len(body)
            body += run.stored()
        body += b"\0" * (-len(body) % _PAGE)
        pages = (_FIRST + len(body)) // _PAGE
        paragraphs, characters, page_bytes = [], [], b""
        for para in self.paragraphs:
            mark = para.runs[-1]
            end = places[id(mark)] + len(mark.stored())
            start = min(places[id(run)] for run in para.runs)
            start = places[id(mark)] if self.backwards else start
            paragraphs.append(start)
            page_bytes += paragraph_page(start, end, para)
        for run in order:
            start = places[id(run)]
            characters.append(start)
            page_bytes += character_page(start, start + len(run.stored()), run)
        table, parts = b"", [(0, 0)] * _PAIRS
        count = len(paragraphs)
        for index, starts, first in ((13, paragraphs, 0), (12, characters, count)):
            numbers = range(pages + first, pages + first + len(starts))
            parts[index], table = listed(starts, numbers, table)
        clx = self._pieces(runs, places)
        parts[33] = len(table), len(clx)
        table += clx
        head = fib(sum(run.length() for run in runs), parts, self.flags, self.ident)
        main = head.ljust(_FIRST, b"\0") + body + page_bytes
        streams = {"WordDocument": main, "1Table": table}
        return packed(streams | ({"Data": self.data} if self.data else {}))

    def _pieces(self, runs: Sequence[Run], places: dict[int, int]) -> bytes:
        bounds, pieces = [0], b""
        for number, run in enumerate(runs):
            bounds.append(bounds[-1] + run.length())
            place = places[id(run)]
            place = place * 2 | 0x40000000 if run.narrow else place
            pieces += struct.pack("<HIH", 0, place, self.pieces.get(number, 0))
        plex = struct.pack(f"<{len(bounds)}I", *bounds) + pieces
        return b"\x02" + struct.pack("<I", len(plex)) + plex

    def read(self) -> Document:
        return read(self.bytes(), "表.doc")


def listed(
    starts: Sequence[int], numbers: Sequence[int], table: bytes
) -> tuple[tuple[int, int], bytes]:
    """A list of pages appended to the table stream, and where it stands."""
    stored = struct.pack(f"<{len(starts) + 1}I", *starts, starts[-1] + 1)
    stored += struct.pack(f"<{len(starts)}I", *numbers)
    return (len(table), len(stored)), table + stored


def paragraph_page(start: int, end: int, para: Para) -> bytes:
    """A formatting page with one paragraph."""
    stated = struct.pack("<H", para.style) + para.packed
    stated += b"" if len(stated) % 2 else b"\0"
    entry = bytes((len(stated) // 2 + 1,)) + stated
    at = (_PAGE - 2 - len(entry)) // 2 * 2
    page = struct.pack("<2IB12x", start, end, at // 2).ljust(at, b"\0") + entry
    return page.ljust(_PAGE - 1, b"\0") + b"\1"


def character_page(start: int, end: int, run: Run) -> bytes:
    """A formatting page with one run."""
    entry = bytes((len(run.packed),)) + run.packed
    at = (_PAGE - 2 - len(entry)) // 2 * 2
    page = struct.pack("<2IB", start, end, at // 2).ljust(at, b"\0") + entry
    return page.ljust(_PAGE - 1, b"\0") + b"\1"


def fib(length: int, parts: Sequence[tuple[int, int]], flags: int, ident: int) -> bytes:
    """The head of the main stream."""
    lengths = [0, 0, 0, length, *[0] * 18]
    flat = [number for pair in parts for number in pair]
    return (
        struct.pack("<6H", ident, 0xC1, 0, 0x0804, 0, flags).ljust(32, b"\0")
        + struct.pack("<H28x", 14)
        + struct.pack("<H22I", 22, *lengths)
        + struct.pack(f"<H{len(flat)}I", len(parts), *flat)
    )


def para(*runs: Run | str, end: str = "\r", packed: bytes = b"") -> Para:
    """A paragraph of runs; a run may be given as its text."""
    made = [Run(run) if isinstance(run, str) else run for run in runs]
    return Para([*made, Run(end)], packed)


def row(*texts: str, edges: Sequence[int], flags: Sequence[int] = ()) -> list[Para]:
    """The paragraphs of a row: its cells, and the end that states it."""
    cells = [para(text, end="\x07", packed=IN_TABLE) for text in texts]
    return [*cells, para(end="\x07", packed=ROW_END + defined(edges, flags))]


def defined(edges: Sequence[int], flags: Sequence[int] = ()) -> bytes:
    """The definition of a row of cells between these edges."""
    count = len(edges) - 1
    body = struct.pack(f"<B{count + 1}h", count, *edges)
    body += b"".join(struct.pack("<H18x", flag) for flag in flags)
    return struct.pack("<HH", 0xD608, len(body) + 1) + body
