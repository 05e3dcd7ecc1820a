"""What is to stand on paper, in no file format: pages of paragraphs and ruled tables.

Every renderer (Word, workbook, PDF) draws the same plan. All lengths are mm.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from jiping.model.equation import Equation
from jiping.model.layout import Layout
from jiping.model.values import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text; ``ref`` where it is a figure taken from that cell."""

    text: str
    ref: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph. ``role`` is ``annex title caption note signature cover_title cover
    report_title addressee heading subheading body attachment`` or ``closing``;
    ``drafted`` where the words are ours and not the unit's. ``at`` is its own address
    where the filing has it."""

    role: str
    pieces: tuple[Piece, ...]
    drafted: bool = False
    at: Ref | None = None

    @property
    def text(self) -> str:
        """The paragraph without its bindings."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True, kw_only=True)
class Box:
    """One cell of a ruled table, once, however many grid positions it covers.

    ``row`` and ``column`` are 1-based and set when the grid is laid out. ``role`` is ``head`` (of a column), ``side``
    (merged beside a block), ``label`` (of a row), ``value`` or ``void`` (not to be filled
    in). ``align`` is ``left``, ``center`` or ``right``; ``indent`` counts the levels that
    a label stands under its group. A value that a unit fills in has a ``ref``, ``kind``
    (``money text measure`` or a unit: ``人 % 分 ㎡``) and money ``unit``; ``derived`` values
    follow from others by identity. Where ``text`` says more than the value (label and
    amount in one cell), ``value`` is the part of it that stands at ``ref``, at its end.
    """

    row: int = 0
    column: int = 0
    row_span: int = 1
    column_span: int = 1
    text: str = ""
    role: str = "value"
    align: str = "center"
    indent: int = 0
    ref: Ref | None = None
    kind: str = "text"
    unit: str = ""
    derived: bool = False
    value: str | None = None
    free: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A ruled table. ``boxes`` cover it without gap or overlap, in reading order.
    ``heads`` is how many leading rows are repeated on every page; ``titles`` the row of
    heads, wherever it stands, that the longest block needs on further pages, 0 for none;
    ``heights`` the least height of rows that are not of the usual height, by row number."""

    widths: tuple[float, ...]
    rows: int
    boxes: tuple[Box, ...]
    heads: int = 0
    titles: int = 0
    heights: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What begins on a new page: a sheet, the cover, the report. ``kind`` is the form
    (``base overall project report funds rubric``) or ``cover``, ``key`` as in addresses,
    ``name`` a short Chinese name, different for each. Covers carry no page number."""

    kind: str
    key: str
    name: str
    blocks: tuple[Text | Grid, ...]

    @property
    def numbered(self) -> bool:
        """Whether its pages carry a number."""
        return self.kind != "cover"

    @property
    def ruled(self) -> bool:
        """Whether it is a table, which has margins of its own."""
        return self.kind not in ("cover", "report")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole package. ``figures`` are the cells that prose quotes, with the text
    quoted; ``notes`` what was decided or could not be carried, one sentence each; ``day``
    what stands as the date in a file that must have one, the same for the same data."""

    layout: Layout
    title: str
    pages: tuple[Page, ...]
    figures: Mapping[Ref, str] = field(default_factory=dict)
    equations: tuple[Equation, ...] = ()
    notes: tuple[str, ...] = ()
    day: date | None = None
