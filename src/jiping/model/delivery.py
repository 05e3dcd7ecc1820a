"""What the units of a bureau have sent in, matched to units, years and annexes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jiping.model.document import Place

# The columns of the matching table, in order; a fund table has its key behind a colon.
COLUMNS = (
    "base",
    "overall",
    "project",
    "report",
    "rubric",
    "funds:government_fund",
    "funds:state_capital",
    "funds:social_insurance",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One table, or one report, as it was found in a file; also one that is there twice.

    ``form`` and ``key`` as in ``Sheet`` (a report on a project has the key
    ``"project"``), ``name`` is the project's or the fund's, ``unit`` and ``year`` those
    that it names itself. Equal ``digest`` means equal content.
    """

    form: str
    key: str = ""
    name: str = ""
    unit: str = ""
    year: int | None = None
    place: Place
    digest: str = ""

    @property
    def column(self) -> str:
        """Which of ``COLUMNS`` it belongs to; empty for a report on a project."""
        if self.form == "funds":
            return f"funds:{self.key}"
        return "" if self.form == "report" and self.key else self.form


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What one package holds of one unit for one year.

    ``unit`` is as the tables name it, ``""`` where none does. ``needed`` says for a
    column why it must be there (one Chinese clause). ``files`` are all of the package,
    ``unread`` those of which nothing could be read, with the sentence why.
    """

    package: str
    unit: str
    year: int | None
    pieces: tuple[Piece, ...]
    files: tuple[str, ...]
    needed: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """The same table several times. ``alike`` where the contents are equal, too."""

    column: str
    name: str
    places: tuple[Place, ...]
    alike: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A row of the matching table: one unit, one year.

    ``pieces`` by column; ``missing`` are the columns that ought to be there with the
    reason; ``sets`` the packages that each hold a set of their own where there are
    several. ``remarks`` are Chinese sentences. ``listed`` is None without a list of
    expected units.
    """

    unit: str
    year: int | None
    pieces: Mapping[str, tuple[Piece, ...]]
    missing: Mapping[str, str] = field(default_factory=dict)
    doubles: tuple[Double, ...] = ()
    sets: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    listed: bool | None = None

    @property
    def complete(self) -> bool:
        """Nothing is missing, nothing double, nothing to remark."""
        return not (self.missing or self.doubles or self.remarks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixed:
    """A package, or one file, in which several units stand."""

    name: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """A file that could not be placed, with the reason; ``unread`` where it could not
    be read at all."""

    file: str
    reason: str
    unread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A bureau's whole intake. ``silent`` are the expected units that sent nothing,
    ``expected`` how many were expected (None without a list)."""

    standings: tuple[Standing, ...]
    mixed: tuple[Mixed, ...]
    strays: tuple[Stray, ...]
    silent: tuple[str, ...] = ()
    expected: int | None = None
    files: int = 0
