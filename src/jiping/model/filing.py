"""A filing: one unit's package for one year, with every part addressed by key.

Four kinds of table (附件1, 2, 3, 5) and the fund tables share one shape, ``Sheet``:
rows with keys, cells with column keys. Which rows and columns there are is the form's
business (``jiping.forms``); the keys are listed in ``docs/glossary.md``. The report
(附件4) is ``Report``: sections, and every amount, count and ratio its prose states.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jiping.model.document import Note, Place
from jiping.model.values import Entry, Gap, Ref


def _index(record: object, name: str, found: Mapping[Any, object]) -> None:
    """Fill the index of a frozen record: a large table is looked up row by row."""
    object.__setattr__(record, name, found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a sheet.

    ``kind`` says which block it stands in: ``header staff expense building text fund
    split income expenditure objective class indicator total criterion signature``. ``label``
    is the label as printed, line breaks joined. ``parent`` is the key of the row that
    this one is a part of. ``template`` is False for a row that the unit added itself.
    """

    key: str
    kind: str
    label: str = ""
    parent: str = ""
    cells: Mapping[str, Entry] = field(default_factory=dict)
    template: bool = True

    def __getitem__(self, column: str) -> Entry:
        """The cell; an Entry holding ``Gap.NOT_ON_FORM`` where there is none."""
        return self.cells.get(column) or _not_on_form(self.key, column)

    def __contains__(self, column: str) -> bool:
        return column in self.cells


@lru_cache(maxsize=4096)
def _not_on_form(row: str, column: str) -> Entry:
    """What stands in a cell that is not there; rules ask for such often."""
    return Entry(ref=Ref("", "", row, column), raw="", value=Gap.NOT_ON_FORM)


@lru_cache(maxsize=4096)
def _no_row(key: str) -> Row:
    """What a table shows under a key that it does not have."""
    return Row(key=key, kind="")


@dataclass(frozen=True, slots=True, weakref_slot=True, kw_only=True)
class Sheet:
    """A table of the package: 附件1 (``base``), 2 (``overall``), 3 (``project``), 5
    (``rubric``) or a fund table (``funds``).

    ``key`` tells the project tables and fund tables apart. ``annex`` and ``title`` are
    as printed (``附件一``). ``unit`` is the money unit. ``remarks`` are the paragraphs
    that belong to it outside its grid (notes, signature line).
    """

    form: str
    key: str = ""
    name: str = ""
    annex: str = ""
    title: str = ""
    unit: str = "万元"
    year: int | None = None
    rows: tuple[Row, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Entry, ...] = ()
    _row_of: Mapping[str, Row] = field(init=False, repr=False, compare=False)
    _rows_of: Mapping[str, tuple[Row, ...]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        # Of two rows with one key the first counts.
        _index(self, "_row_of", {row.key: row for row in reversed(self.rows)})
        kinds: dict[str, list[Row]] = {}
        for row in self.rows:
            kinds.setdefault(row.kind, []).append(row)
        _index(self, "_rows_of", {kind: tuple(rows) for kind, rows in kinds.items()})

    @property
    def ref(self) -> Ref:
        """The address of the sheet as a whole."""
        return Ref(self.form, self.key)

    def __getitem__(self, key: str) -> Row:
        """The row with this key; an empty row of kind ``""`` where there is none."""
        return self._row_of.get(key) or _no_row(key)

    def __contains__(self, key: str) -> bool:
        return key in self._row_of

    def of_kind(self, *kinds: str) -> tuple[Row, ...]:
        """Rows of these kinds, in the order of the table."""
        if len(kinds) == 1:
            return self._rows_of.get(kinds[0], ())
        return tuple(row for row in self.rows if row.kind in kinds)

    def entries(self) -> Iterator[Entry]:
        """Every cell, row by row, then the remarks."""
        for row in self.rows:
            yield from row.cells.values()
        yield from self.remarks


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An amount, count or ratio that the prose states.

    ``topic`` and ``aspect`` are what it speaks about, as keys that the identities use
    (``basic`` / ``executed``), or ``""`` where the words are not known; ``subject`` is
    the words themselves. ``part_of`` is the topic whose 其中 it stands under.
    ``negative`` marks a stated absence (无, 未发生), whose value is 0.
    """

    entry: Entry
    topic: str
    aspect: str
    subject: str
    section: str
    sentence: str
    part_of: str = ""
    negative: bool = False


@dataclass(frozen=True, slots=True, weakref_slot=True, kw_only=True)
class Section:
    """A chapter (``level`` 1) or sub-chapter (2) of the report.

    ``role`` is what the chapter is for (``profile general_budget basic project
    government_fund state_capital social_insurance performance problems improvement
    use other`` …, ``""`` where unknown), ``number`` as printed, ``heading`` without
    the number. ``paragraphs`` are its own, without those of sub-chapters.
    """

    key: str
    role: str
    number: str
    heading: Entry
    level: int
    paragraphs: tuple[Entry, ...] = ()
    parent: str = ""

    @property
    def text(self) -> str:
        """Its own paragraphs, one a line."""
        return "\n".join(paragraph.raw for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """附件4. ``cover`` are the paragraphs before the first chapter; ``attachments`` the
    list of promised attachments at the end, ``closing`` what else stands there."""

    annex: str = ""
    title: str = ""
    cover: tuple[Entry, ...] = ()
    sections: tuple[Section, ...] = ()
    statements: tuple[Statement, ...] = ()
    attachments: tuple[Entry, ...] = ()
    closing: tuple[Entry, ...] = ()
    _said_of: Mapping[tuple[str, str], tuple[Statement, ...]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        found: dict[tuple[str, str], list[Statement]] = {}
        for each in self.statements:
            found.setdefault((each.topic, each.aspect), []).append(each)
        _index(self, "_said_of", {key: tuple(said) for key, said in found.items()})

    @property
    def ref(self) -> Ref:
        """The address of the report as a whole."""
        return Ref("report")

    def of_role(self, *roles: str) -> tuple[Section, ...]:
        """Sections of these roles, in the order of the report."""
        return tuple(section for section in self.sections if section.role in roles)

    def within(self, section: Section) -> tuple[Section, ...]:
        """The section and its sub-chapters."""
        return (
            section,
            *(other for other in self.sections if other.parent == section.key),
        )

    def stating(self, topic: str, *aspects: str) -> tuple[Statement, ...]:
        """Statements about a topic, of these aspects or of any."""
        if len(aspects) == 1:
            return self._said_of.get((topic, *aspects), ())
        return tuple(
            statement
            for statement in self.statements
            if statement.topic == topic and (not aspects or statement.aspect in aspects)
        )

    def entries(self) -> Iterator[Entry]:
        """Every paragraph, heading and statement."""
        yield from self.cover
        for section in self.sections:
            yield section.heading
            yield from section.paragraphs
        yield from (statement.entry for statement in self.statements)
        yield from self.attachments
        yield from self.closing


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """One unit's package for one year. A bad filing is still a filing.

    ``layout`` is the id of the form that was recognised (``""`` when it was read by
    labels alone); ``places`` tells for each address where it stands; ``notes`` what
    intake had to decide and what it could not place.
    """

    unit: str
    year: int | None
    layout: str
    sheets: tuple[Sheet, ...]
    report: Report | None
    places: Mapping[Ref, Place]
    files: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    _sheet_of: Mapping[tuple[str, str], Sheet] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        found = {(sheet.form, sheet.key): sheet for sheet in reversed(self.sheets)}
        found |= {(sheet.form, ""): sheet for sheet in reversed(self.sheets)}
        _index(self, "_sheet_of", found)

    def of_form(self, form: str) -> tuple[Sheet, ...]:
        """The sheets of one form, in the order of the package."""
        return tuple(sheet for sheet in self.sheets if sheet.form == form)

    def sheet(self, form: str, key: str = "") -> Sheet | None:
        """The first sheet of this form (and key, when given)."""
        return self._sheet_of.get((form, key))

    @property
    def base(self) -> Sheet | None:
        """附件1 基础数据表."""
        return self.sheet("base")

    @property
    def overall(self) -> Sheet | None:
        """附件2 整体支出绩效自评表."""
        return self.sheet("overall")

    @property
    def projects(self) -> tuple[Sheet, ...]:
        """附件3 项目支出绩效自评表, one for each project."""
        return self.of_form("project")

    @property
    def evaluations(self) -> tuple[Sheet, ...]:
        """The tables with indicators: 附件2 and 附件3."""
        return tuple(s for s in self.sheets if s.form in ("overall", "project"))


def spends_on_projects(filing: Filing) -> bool:
    """Whether 附件1 or 附件2 shows money spent on projects."""
    return any(
        sheet[row][column].number
        for sheet, row, column in (
            (filing.base, "project_total", "actual"),
            (filing.overall, "project_spending", "executed"),
        )
        if sheet is not None
    )
