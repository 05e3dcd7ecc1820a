"""A drawing as rows of cells for a template."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jiping.model.filing import Filing
from jiping.model.values import Ref
from jiping.web.publication import drawn
from jiping.web.publication.models import Edition
from jiping.web.publication.ties import query_of
from jiping.writers import filing_json
from jiping.writers.forms import Plan
from jiping.writers.forms.plan import Box, Grid, Page, Text

# So many editions stay drawn in each process; one takes about a megabyte.
DRAWN_AT_ONCE = 32
_HEADINGS = {"heading": "h3", "subheading": "h4", "report_title": "h2", "cover_title": "h2", "title": "h2"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One cell of a table: ``look`` are classes, ``query`` leads to what is behind it,
    ``anchor`` is its place in the page."""

    text: str
    look: str
    rows: int
    columns: int
    query: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bit:
    """A run of prose; ``query`` where it is a figure taken from a cell."""

    text: str
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph (``bits``) or a table (``rows`` and ``widths`` in per cent)."""

    tag: str = "p"
    role: str = ""
    bits: Sequence[Bit] = ()
    rows: Sequence[Sequence[Shown]] = ()
    widths: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A page of the filing."""

    anchor: str
    name: str
    kind: str
    blocks: Sequence[Block]


def leaves(plan: Plan, numbers: Callable[[Ref], bool]) -> tuple[Leaf, ...]:
    """The drawing page by page; ``numbers`` tells the cells that hold a figure."""
    return tuple(
        Leaf(
            anchor=f"p{number}",
            name=_name(page),
            kind=page.kind,
            blocks=tuple(_blocks(page, numbers)),
        )
        for number, page in enumerate(plan.pages, start=1)
    )


def _name(page: Page) -> str:
    return (
        f"{page.name} {page.key}" if page.kind == "project" and page.key else page.name
    )


def _blocks(page: Page, numbers: Callable[[Ref], bool]) -> Iterator[Block]:
    for block in page.blocks:
        if isinstance(block, Grid):
            whole = sum(block.widths)
            yield Block(
                rows=tuple(_rows(block, numbers)),
                widths=tuple(f"{100 * width / whole:.2f}%" for width in block.widths),
            )
        else:
            yield _paragraph(block)


def _paragraph(text: Text) -> Block:
    bits = (
        Bit(text=piece.text, query=query_of(piece.ref) if piece.ref else "")
        for piece in text.pieces
    )
    return Block(tag=_HEADINGS.get(text.role, "p"), role=text.role, bits=tuple(bits))


def _rows(grid: Grid, numbers: Callable[[Ref], bool]) -> Iterator[tuple[Shown, ...]]:
    lines: list[list[Box]] = [[] for _ in range(grid.rows)]
    for box in grid.boxes:
        lines[box.row - 1].append(box)
    for line in lines:
        ordered = sorted(line, key=lambda box: box.column)
        yield tuple(_shown(box, numbers) for box in ordered)


def _shown(box: Box, numbers: Callable[[Ref], bool]) -> Shown:
    query = query_of(box.ref) if box.ref and numbers(box.ref) else ""
    look = f"{box.role} {box.align}{' derived' if box.derived else ''}"
    return Shown(
        text=box.text,
        look=look,
        rows=box.row_span,
        columns=box.column_span,
        query=query,
    )


def holding_numbers(filing: Filing) -> Callable[[Ref], bool]:
    """Which addresses hold a figure."""
    held = {ref for ref, e in drawn.entries(filing).items() if e.number is not None}
    return held.__contains__


@lru_cache(maxsize=DRAWN_AT_ONCE)
def _drawn(pk: int, digest: str) -> tuple[Filing, tuple[Leaf, ...]]:
    filing = filing_json.parse(Edition.objects.get(pk=pk).filing)
    return filing, leaves(drawn.drawing(filing), holding_numbers(filing))


def edition_shown(edition: Edition) -> tuple[Filing, tuple[Leaf, ...]]:
    """The filing of an edition and its pages."""
    return _drawn(edition.pk, edition.digest)
