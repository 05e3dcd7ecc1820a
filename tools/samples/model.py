"""What a sample filing is made of, before any layout: one unit's year, stated once.

Totals, rates and scores are never typed: they are worked out here, so that a package
that can be built is one whose figures agree. ``verify`` refuses the rest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
CENT = Decimal("0.01")
CLASS_POINTS = {"output": 50, "benefit": 30, "satisfaction": 10}
LEVEL2 = {
    "quantity": "output",
    "quality": "output",
    "timeliness": "output",
    "cost": "output",
    "economic": "benefit",
    "social": "benefit",
    "ecological": "benefit",
    "sustainable": "benefit",
    "service": "satisfaction",
}
_TARGET = re.compile(r"^([≥≤=＝])\s*([\d,]+(?:\.\d+)?)")
_ACTUAL = re.compile(r"^([\d,]+(?:\.\d+)?)")


def to_cents(value: Decimal) -> Decimal:
    """Two decimals, half up."""
    return value.quantize(CENT, ROUND_HALF_UP)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """``part`` of ``whole`` in percent, two decimals; 0 where there is no whole."""
    return to_cents(part / whole * 100) if whole else ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Spend:
    """A row of 附件1: last year's outturn, this year's budget and outturn."""

    prior: Decimal = ZERO
    budget: Decimal = ZERO
    actual: Decimal = ZERO

    def __add__(self, other: "Spend") -> "Spend":
        return Spend(
            prior=self.prior + other.prior,
            budget=self.budget + other.budget,
            actual=self.actual + other.actual,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """A row of the fund block: opening budget, full-year budget, outturn."""

    initial: Decimal = ZERO
    revised: Decimal = ZERO
    executed: Decimal = ZERO

    def __add__(self, other: "Money") -> "Money":
        return Money(
            initial=self.initial + other.initial,
            revised=self.revised + other.revised,
            executed=self.executed + other.executed,
        )

    def __sub__(self, other: "Money") -> "Money":
        return Money(
            initial=self.initial - other.initial,
            revised=self.revised - other.revised,
            executed=self.executed - other.executed,
        )

    @property
    def rate(self) -> Decimal:
        """Outturn in percent of the full-year budget."""
        return percent(self.executed, self.revised)

    @property
    def score(self) -> Decimal:
        """Points of 10."""
        return to_cents(self.executed / self.revised * 10) if self.revised else ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A level-3 row. ``score`` is what completing ``actual`` of ``target`` earns."""

    level2: str
    name: str
    target: str
    actual: str
    weight: Decimal
    note: str = ""

    @property
    def level1(self) -> str:
        """The class it belongs to."""
        return LEVEL2[self.level2]

    @property
    def ratio(self) -> Decimal:
        """How much of the target is reached, at most 1; 1 for dates."""
        wanted = _TARGET.match(self.target)
        reached = _ACTUAL.match(self.actual)
        if not wanted or not reached:
            return Decimal(1)
        target, actual = (
            Decimal(text.replace(",", "")) for text in (wanted[2], reached[1])
        )
        if actual <= target if wanted[1] == "≤" else actual >= target:
            return Decimal(1)
        return target / actual if wanted[1] == "≤" else actual / target

    @property
    def score(self) -> Decimal:
        """Points, two decimals."""
        return to_cents(self.weight * self.ratio)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What 附件2 and 附件3 have in common: money, objective, indicators."""

    money: Money
    expected: str
    actual: str
    indicators: tuple[Indicator, ...]

    @property
    def score(self) -> Decimal:
        """Execution points and indicator points together, of 100."""
        return self.money.score + sum((i.score for i in self.indicators), ZERO)

    def of_class(self, level1: str) -> tuple[Indicator, ...]:
        """The indicators of one level-1 class."""
        return tuple(i for i in self.indicators if i.level1 == level1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A first-level project: a row of 附件1 and a table of its own.

    ``line`` says which row of 附件1: ``business operation transfer added``.
    ``source`` is ``general`` (一般公共预算) or ``government`` (政府性基金).
    """

    name: str
    line: str
    prior: Decimal
    evaluation: Evaluation
    carried_over: Money = Money()
    other_funds: Money = Money()
    source: str = "general"

    @property
    def money(self) -> Money:
        """Its fund total."""
        return self.evaluation.money

    @property
    def spend(self) -> Spend:
        """Its row of 附件1."""
        return Spend(
            prior=self.prior, budget=self.money.initial, actual=self.money.executed
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    """Completed building works: ㎡ and money, approved and actual."""

    approved_area: Decimal
    actual_area: Decimal
    approved_investment: Decimal
    actual_investment: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One unit's self-evaluation of one year, without its layout's wording.

    ``chapters`` maps a section role to its paragraphs, whose ``{…}`` are bound to the
    figures of the tables. ``grading`` is None for no 附件5, empty for a blank one,
    else evidence and score for each criterion. ``overall_target`` holds objective and
    indicators of 附件2.
    """

    slug: str
    layout: str
    year: int
    unit: str
    authority: str
    date: str
    money_unit: str
    authorised: int
    in_post: int
    base: dict[str, Spend]
    basic: Money
    projects: tuple[Project, ...]
    overall: Evaluation
    economy: str
    chapters: dict[str, tuple[str, ...]]
    government_subject: str = ""
    other_income: Decimal = ZERO
    building: Building | None = None
    grading: tuple[tuple[str, str], ...] | None = None

    @property
    def vehicle(self) -> Spend:
        """公务用车购置和维护经费."""
        return self.base["vehicle_purchase"] + self.base["vehicle_running"]

    @property
    def three_public(self) -> Spend:
        """三公经费."""
        return self.vehicle + self.base["abroad"] + self.base["reception"]

    @property
    def project_spend(self) -> Spend:
        """项目支出, as 附件1 shows it."""
        return sum((p.spend for p in self.projects), Spend())

    @property
    def project_money(self) -> Money:
        """项目支出, as budget and outturn."""
        return sum((p.money for p in self.projects), Money())

    @property
    def money(self) -> Money:
        """The unit's whole spending."""
        return self.basic + self.project_money

    @property
    def government_fund(self) -> Money:
        """What is paid from 政府性基金."""
        return sum((p.money for p in self.projects if p.source != "general"), Money())

    @property
    def general_project(self) -> Money:
        """项目支出 paid from 一般公共预算."""
        others = sum((p.other_funds for p in self.projects), Money())
        return self.project_money - self.government_fund - others

    @property
    def personnel(self) -> Decimal:
        """人员经费: basic outturn without 公用经费."""
        return self.basic.executed - self.base["public_total"].actual

    @property
    def general_budget(self) -> Decimal:
        """Outturn paid from 一般公共预算."""
        return self.money.executed - self.government_fund.executed - self.other_income

    @property
    def evaluations(self) -> tuple[Evaluation, ...]:
        """附件2 and every 附件3."""
        return (self.overall, *(p.evaluation for p in self.projects))


def verify(package: Package) -> Package:
    """The package itself. Raises ValueError, naming every fault, where it is not clean."""
    faults = tuple(_faults(package))
    if faults:
        raise ValueError(f"{package.slug}: " + "; ".join(faults))
    return package


def _faults(package: Package) -> Iterator[str]:
    base = package.base
    for key in ("vehicle_running", "reception", "public_total", "procurement"):
        if base[key].actual > base[key].budget:
            yield f"{key} is over budget"
    shown = base["public_office"] + base["public_utilities_travel"]
    shown += base["public_meeting_training"]
    for column in ("prior", "budget", "actual"):
        if getattr(shown, column) > getattr(base["public_total"], column):
            yield f"parts of 公用经费 exceed it ({column})"
    if package.in_post > package.authorised:
        yield "more staff than posts"
    if package.basic.revised != package.basic.executed:
        yield "basic spending must be fully executed"
    others = sum((p.other_funds.executed for p in package.projects), ZERO)
    if others != package.other_income:
        yield "other income is not the projects' other funds"
    if package.overall.money != package.money:
        yield "附件2 is not basic and projects together"
    for place, evaluation in enumerate(package.evaluations):
        yield from (f"table {place}: {fault}" for fault in _table_faults(evaluation))


def _table_faults(evaluation: Evaluation) -> Iterator[str]:
    money = evaluation.money
    if money.executed > money.revised:
        yield "more spent than budgeted"
    if abs(money.score * 10 - money.rate) > Decimal("0.055"):
        yield "rate and score round apart"
    for level1, points in CLASS_POINTS.items():
        weight = sum((i.weight for i in evaluation.of_class(level1)), ZERO)
        if weight != points:
            yield f"{level1} weighs {weight}"
    names = [(i.level2, i.name) for i in evaluation.indicators]
    if len(names) != len(set(names)):
        yield "an indicator stands twice"
    for row in evaluation.indicators:
        if (row.score < row.weight) != bool(row.note):
            yield f"{row.name}: {row.score} of {row.weight}, note {row.note!r}"
