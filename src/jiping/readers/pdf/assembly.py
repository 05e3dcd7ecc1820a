"""Pages taken apart to paragraphs and tables, in the order of reading."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jiping.model.document import Paragraph, Place, Table
from jiping.readers.pdf.aligned import aligned
from jiping.readers.pdf.breaks import append, continues
from jiping.readers.pdf.furniture import without_furniture
from jiping.readers.pdf.lines import lines
from jiping.readers.pdf.prose import Margins, Piece, margins, paragraphs
from jiping.readers.pdf.ruled import grids
from jiping.readers.pdf.shapes import Line, Sheet, around
from jiping.readers.pdf.tables import PageTable, filled, least_sure, placed, rounded

_SHORT = 60
_FIGURES = frozenset("0123456789.,%％〇一二三四五六七八九十百千")

Flow = list[PageTable | tuple[Line, Margins]]


@dataclass(frozen=True, slots=True)
class _Page:
    sheet: Sheet
    tables: list[PageTable]
    lines: list[Line]


def blocks(sheets: Iterable[Sheet], name: str) -> tuple[Paragraph | Table, ...]:
    """What stands on the pages of the file ``name``, mended where pages broke it."""
    return tuple(_blocks(_flow([_page(sheet) for sheet in sheets]), name))


def _page(sheet: Sheet) -> _Page:
    ruled, rest = filled(grids(sheet.across, sheet.down), sheet.glyphs, sheet.number)
    return _Page(sheet, ruled, lines(rest, sheet.number))


def _flow(pages: Sequence[_Page]) -> Flow:
    """Lines and tables of all pages in the order of reading, tables put together."""
    kept = without_furniture([(page.sheet, page.lines) for page in pages])
    every = [line for page in kept for line in page]
    flow: Flow = []
    for page, own in zip(pages, kept, strict=True):
        bounds = margins(page.sheet, own, every)
        columned, rest = aligned(own)
        parts: Flow = [*page.tables, *columned, *((line, bounds) for line in rest)]
        parts.sort(key=_top)
        last = flow[-1] if flow else None
        if parts and isinstance(last, PageTable):
            first = parts[0]
            if isinstance(first, PageTable) and continues(last, first):
                append(last, first)
                parts = parts[1:]
        flow.extend(parts)
    return flow


def _top(part: PageTable | tuple[Line, Margins]) -> float:
    return part.box[1] if isinstance(part, PageTable) else part[0].box[1]


def _blocks(flow: Flow, name: str) -> Iterator[Paragraph | Table]:
    tables = texts = 0
    waiting: list[tuple[Line, Margins]] = []
    for part in [*flow, None]:
        if isinstance(part, tuple):
            waiting.append(part)
            continue
        for piece in paragraphs(waiting):
            texts += 1
            yield _paragraph(piece, texts, name)
        waiting = []
        if part is not None:
            tables += 1
            yield placed(part, tables, name)


def _paragraph(piece: Piece, number: int, name: str) -> Paragraph:
    page = piece.lines[0].page
    box = around([line.box for line in piece.lines if line.page == page])
    place = Place(
        file=name,
        paragraph=number,
        page=page,
        box=rounded(box),
        confidence=_confidence(piece),
    )
    return Paragraph(text=piece.text.strip(), place=place)


def _confidence(piece: Piece) -> float | None:
    """How sure the text is where values stand: in prose, the figures."""
    prose = len(piece.text) > _SHORT
    return least_sure(piece.lines, of=_FIGURES if prose else None)
