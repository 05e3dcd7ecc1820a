"""The figures of a campaign's board. Reads the database, changes nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet

from jiping.model.values import half_up
from jiping.rules import cards
from jiping.web.accounts.models import Membership, Role, User
from jiping.web.campaigns.calendar import calendar, days_late
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.core.policy import within
from jiping.web.submissions.models import Submission
from jiping.web.units.models import Unit

_BANDS = (
    (90, "优（90分以上）"),
    (80, "良（80–90分）"),
    (60, "中（60–80分）"),
    (0, "差（60分以下）"),
)
_TOP_RULES = 12


@dataclass(slots=True, kw_only=True)
class Standing:
    """One department: how many of its packages stand in each state."""

    department: str
    states: Counter[str] = field(default_factory=Counter)
    late: int = 0

    @property
    def whole(self) -> int:
        """All its packages."""
        return sum(self.states.values())

    @property
    def row(self) -> list[int]:
        """The counts in the order of the states."""
        return [self.states[state] for state in Assignment.LIVE]


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A package that is not in after its date: how many working days, None where the
    calendar does not know them, and who is to act."""

    assignment: Assignment
    days: int | None
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A package's self-score (分) and execution (percent), with its lights."""

    assignment: Assignment
    version: Submission
    score: Decimal
    execution: Decimal | None
    errors: int
    warnings: int
    lights: tuple[Mapping[str, str], ...]

    @property
    def colour(self) -> str:
        """``red``, ``yellow`` or ``""``."""
        colours = {light["colour"] for light in self.lights}
        return "red" if "red" in colours else "yellow" if colours else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything that the board shows."""

    standings: tuple[Standing, ...]
    totals: Standing
    late: tuple[Late, ...]
    rules: tuple[tuple[str, str, str, int, int], ...]
    scored: tuple[Scored, ...]
    bands: tuple[tuple[str, int], ...]


def seen_by(user: User, campaign: Campaign) -> "QuerySet[Assignment]":
    """The assignments of the campaign that the board shows this person; what was
    withdrawn is none."""
    live = campaign.assignments.filter(state__in=Assignment.LIVE)
    every = live.select_related("unit__parent__parent", "campaign")
    return every.filter(within(user, "board.view"))


def board(assignments: "QuerySet[Assignment]", today: date) -> Board:
    """The board over these assignments on that day."""
    listed = list(assignments)
    standings: dict[str, Standing] = {}
    totals = Standing(department="合计")
    for assignment in listed:
        name = _department(assignment.unit)
        standing = standings.setdefault(name, Standing(department=name))
        for each in (standing, totals):
            each.states[assignment.state] += 1
            each.late += assignment.is_late(today)
    last = _last_submissions(listed)
    scored = tuple(_scored(each) for each in last if each.self_score is not None)
    return Board(
        standings=tuple(standings.values()),
        totals=totals,
        late=_late(listed, today),
        rules=_by_rule(last),
        scored=scored,
        bands=_bands(scored),
    )


def _department(unit: Unit) -> str:
    found = unit.department
    return found.name if found else unit.name


def _late(assignments: Iterable[Assignment], today: date) -> tuple[Late, ...]:
    late, known = [a for a in assignments if a.is_late(today)], calendar()
    held: dict[tuple[int, str], list[str]] = defaultdict(list)
    members = Membership.objects.filter(
        unit__in={a.unit_id for a in late}, ended_on=None, user__is_active=True
    ).select_related("user")
    for member in members:
        held[member.unit_id, member.role].append(member.user.name)
    found = [
        Late(
            assignment=each,
            days=days_late(known, each.due, today),
            people=tuple(
                f"{name}（{Role(role).label}）"
                for role in Assignment.TURN[Assignment.State(each.state)]
                for name in held[each.unit_id, role]
            ),
        )
        for each in late
    ]
    return tuple(sorted(found, key=lambda each: each.assignment.due))


def _last_submissions(assignments: Iterable[Assignment]) -> list[Submission]:
    """The last version of each, without the forms themselves."""
    found: dict[int, Submission] = {}
    rows = (
        Submission.objects.filter(assignment__in=[a.pk for a in assignments])
        .select_related("assignment__unit", "assignment__campaign")
        .annotate(total=F("filing__sheets"))
        .only("assignment", "number", "self_score", "facts", "findings")
        .order_by("assignment", "number")
    )
    for row in rows:
        found[row.assignment_id] = row
    return list(found.values())


def _scored(submission: Submission) -> Scored:
    facts: Mapping[str, Any] = submission.facts
    assert submission.self_score is not None
    return Scored(
        assignment=submission.assignment,
        version=submission,
        score=submission.self_score,
        execution=_execution(submission.total),  # type: ignore[attr-defined]
        errors=facts.get("errors", 0),
        warnings=facts.get("warnings", 0),
        lights=tuple(facts.get("lights", ())),
    )


def _execution(sheets: Iterable[Mapping[str, Any]] | None) -> Decimal | None:
    """Executed as percent of the full-year budget of the first evaluation table."""
    for sheet in sheets or ():
        if sheet["form"] not in ("overall", "project"):
            continue
        rows = (row["cells"] for row in sheet["rows"] if row["key"] == "total")
        total: Mapping[str, Any] = next(rows, {})
        revised, executed = (_number(total.get(key)) for key in ("revised", "executed"))
        if revised and executed is not None:
            return half_up(executed / revised * 100)
        return None
    return None


def _number(cell: Mapping[str, Any] | None) -> Decimal | None:
    stated = cell is not None and cell["type"] == "number"
    return Decimal(cell["value"]) if stated and cell is not None else None


def _by_rule(
    submissions: Iterable[Submission],
) -> tuple[tuple[str, str, str, int, int], ...]:
    """Rule, title, severity, how many findings, in how many packages; the most first."""
    findings: Counter[str] = Counter()
    packages: Counter[str] = Counter()
    for submission in submissions:
        rules = [f["rule"] for f in submission.findings if f["severity"] != "info"]
        findings.update(rules)
        packages.update(set(rules))
    known = cards()
    return tuple(
        (rule, known[rule].title, known[rule].severity.value, count, packages[rule])
        for rule, count in findings.most_common()
        if rule in known
    )[:_TOP_RULES]


def _bands(scored: Iterable[Scored]) -> tuple[tuple[str, int], ...]:
    counts = Counter(
        next(name for least, name in _BANDS if each.score >= least) for each in scored
    )
    return tuple((name, counts[name]) for _, name in _BANDS)
