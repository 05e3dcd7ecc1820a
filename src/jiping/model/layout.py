"""How a form is printed: page, fonts, and for each table its columns, labels and merges.

Layouts are data (``print.toml`` beside a form's ``form.toml``); ``jiping.forms`` loads
them. Texts may hold ``{year}``, ``{prior}`` and ``{following}`` (the years around it),
``{unit}`` (the money unit), ``{subject}`` (the reporting unit's name) and ``{points}``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSetup:
    """Paper and margins in mm."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLayout:
    """A column: its head, how many grid columns it takes, and its alignment."""

    label: str
    span: int = 1
    align: str = "center"


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitLayout:
    """Income on the left and expenditure on the right, ``label：amount`` in one cell."""

    left_head: str
    right_head: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    left_span: int
    right_span: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLayout:
    """Rows of a table that are printed one way.

    ``kind``: ``names`` (label and value, several a line), ``rows`` (head row, then label
    and cells), ``single`` (head row and one row of cells), ``text`` (label and one cell),
    ``indicator`` (levels merged down), ``criterion`` (附件5), ``total``. ``rows`` are the
    keys in printed order, for ``indicator`` a level-2 key for each line of the blank
    form. ``side`` stands merged beside all of it, ``corner`` over the labels. ``order``
    names the columns, ``""`` is a grid column left empty. ``lines`` of ``names``: row
    key, grid columns of label and of value. ``preset`` and ``texts`` are what the blank
    form has printed in a cell (``row/column``), ``closed`` cells are not to be filled
    in. ``repeat`` repeats the head on every page; ``height`` is the least height of a
    row left blank, in mm, 0 for the usual one.
    """

    kind: str
    rows: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    columns: Mapping[str, ColumnLayout] = field(default_factory=dict)
    lines: tuple[tuple[tuple[str, int, int], ...], ...] = ()
    side: str = ""
    corner: str = ""
    label_span: int = 1
    points: str = ""
    height: float = 0
    preset: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    split: SplitLayout | None = None
    repeat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLayout:
    """A table of the form. ``widths`` in mm, one for each grid column; ``blocks`` in
    printed order; ``labels`` by row key. ``caption`` stands between title and table,
    ``note`` under it, ``nil`` where there is nothing to report; ``signed`` tables have
    a signature line."""

    annex: str = ""
    title: str = ""
    widths: tuple[float, ...] = ()
    blocks: Mapping[str, BlockLayout] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    caption: str = ""
    note: str = ""
    nil: str = ""
    signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterLayout:
    """A chapter of the report: what it is for, its heading, and role and heading of
    its sub-chapters."""

    role: str
    heading: str
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLayout:
    """The report (附件4) with its cover, where it has one."""

    annex: str = ""
    title: str = ""
    cover: bool = False
    cover_unit: str = ""
    cover_date: str = ""
    chapters: tuple[ChapterLayout, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the forms of one edition are printed.

    ``page`` is for prose, ``table_page`` for tables.
    ``fonts`` by role (``title heading subheading body table latin``), the first name is
    the one in use, the others stand in for it; ``sizes`` in points by role, ``line`` is
    the line height of prose. ``order`` lists the sheets of the package; ``signature``
    the fields of the signature line with their labels. ``attachments`` opens the list
    at the end of the report, ``item`` is one entry of it.
    """

    form: str
    page: PageSetup
    table_page: PageSetup
    fonts: Mapping[str, tuple[str, ...]]
    sizes: Mapping[str, float]
    order: tuple[str, ...]
    sheets: Mapping[str, SheetLayout]
    report: ReportLayout | None
    no_year: str
    signature: tuple[tuple[str, str], ...]
    attachments: str = ""
    item: str = ""
