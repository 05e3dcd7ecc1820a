"""What a rule yields, what the run makes of it, and what a reader of a report sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from jiping.model.document import Document, Note, Place
from jiping.model.filing import Filing
from jiping.model.values import Entry, Ref

# The address of the package as a whole.
WHOLE = Ref("package")


class Severity(Enum):
    """error: a contradiction provable from the filing, or something without which a
    figure cannot stand; warning: to be corrected, but about quality or dependent on a
    reading; info: rounding, wording, points to confirm."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One fault, as data. ``at`` is the cell to go to, ``involves`` the others.

    ``stated`` and ``expected`` are as a person would write them in the form's unit,
    ``difference`` and ``arithmetic`` where there is one (``139.88+19.79=159.67``).
    ``facts`` fill the rule's message. ``severity`` overrides the rule's own.
    """

    at: Ref
    stated: str = ""
    expected: str = ""
    difference: str = ""
    arithmetic: str = ""
    involves: tuple[Ref, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    severity: Severity | None = None
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A rule, or one application of it, that could not run, and why (Chinese)."""

    reason: str
    at: Ref = WHOLE
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An instrument, the place in it, and how sure we are: ``read`` (the text was at
    hand), ``quoted`` (seen quoted by another document), ``memory``, or ``house`` for a
    default of our own that no instrument sets."""

    instrument: str
    title: str
    number: str = ""
    article: str = ""
    date: str = ""
    certainty: str = "read"

    def __str__(self) -> str:
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.title}》{number}{self.article}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCard:
    """What a user may know about a rule: id, title, page, and where it rests.

    ``confirms`` marks a rule that asks whether something was read right: what rests on
    the same cell is to be looked at after it. ``explains`` marks one that finds a cell
    wrong by itself: what rests on the cell is its consequence.
    """

    id: str
    title: str
    severity: Severity
    message: str
    page: str
    cites: tuple[Citation, ...]
    family: str
    arithmetic: bool = False
    confirms: bool = False
    explains: bool = False
    needs: tuple[str, ...] = ()
    since: int = 2020
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A hit with its rule, its places and its group.

    ``group`` is shared by findings of one root cause; ``lead`` marks the root,
    the others are its consequences. ``row_label`` and ``column_label`` are as printed.
    """

    rule: str
    severity: Severity
    at: Ref
    place: Place
    places: tuple[Place, ...]
    form_name: str
    row_label: str
    column_label: str
    stated: str
    expected: str
    difference: str
    arithmetic: str
    message: str
    citation: str
    involves: tuple[Ref, ...] = ()
    group: str = ""
    lead: bool = True

    def lines(self, places: Mapping[Ref, Place]) -> tuple[int, ...]:
        """Every line of a text source that it involves, in order: its cells, and the
        labels of the rows they stand in. ``places`` are the filing's."""
        refs = (self.at, *self.involves)
        labels = (
            places.get(Ref(ref.form, ref.key, ref.row)) for ref in refs if ref.row
        )
        involved = (*self.places, *(place for place in labels if place))
        return tuple(sorted({line for place in involved for line in place.lines}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """A score worked out again. ``points`` in 分, or None with ``explanation`` saying
    why it cannot be scored; ``method`` as in ``law`` (按完成比例, 直接赋分, …)."""

    ref: Ref
    points: Decimal | None
    low: Decimal | None
    high: Decimal | None
    method: str
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number or table the law sets, in force at one date, with its citation."""

    id: str
    value: object
    cites: tuple[Citation, ...]
    since: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything a rule may look at. Pure data: no clock, no files, no settings."""

    filing: Filing
    parameters: Mapping[str, Parameter]
    computed: Mapping[Ref, Computed]
    prior: Filing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a check hands on for one package. ``skipped`` is never empty silently.

    ``documents`` are what was read, for who wants to draw the filing as it was sent.
    """

    package: str
    filing: Filing
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    computed: Mapping[Ref, Computed]
    cards: Mapping[str, RuleCard]
    notes: tuple[Note, ...] = ()
    documents: tuple[Document, ...] = ()
    version: str = ""


def cells(*entries: Entry) -> tuple[Ref, ...]:
    """The addresses of these entries, for ``Hit.involves``."""
    return tuple(entry.ref for entry in entries)
