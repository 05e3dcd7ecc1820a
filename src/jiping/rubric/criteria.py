"""The parameter ``rubric.self_evaluation`` as the items that are graded one by one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from jiping.model.finding import Parameter
from jiping.model.grade import Deduction, Evidence, GradeItem
from jiping.model.values import ZERO, half_up

PARAMETER = "rubric.self_evaluation"

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What one item, or one part of it, is marked by.

    ``blank`` is the item before anything is known of it; ``each`` and ``most`` are
    points off for one thing missing and at most; ``material`` what the unit must give.
    ``pieces``, ``aspects`` and ``bands`` are as in the parameter.
    """

    blank: GradeItem
    each: Decimal
    most: Decimal
    material: str
    pieces: tuple[Data, ...]
    aspects: tuple[Data, ...]
    bands: Mapping[str, tuple[Decimal, Decimal]]

    @property
    def key(self) -> str:
        """``completeness.body``."""
        return self.blank.key

    @property
    def points(self) -> Decimal:
        """Full points."""
        return self.blank.points

    def decided(
        self, deductions: tuple[Deduction, ...], evidence: tuple[Evidence, ...] = ()
    ) -> GradeItem:
        """Full points but for the deductions."""
        left = self.points - off(deductions)
        return replace(
            self.blank,
            awarded=left,
            low=left,
            high=left,
            deductions=deductions,
            evidence=evidence,
        )

    def proposed(
        self,
        low: Decimal,
        high: Decimal,
        evidence: tuple[Evidence, ...],
        deductions: tuple[Deduction, ...] = (),
    ) -> GradeItem:
        """A range for a person to choose from."""
        return replace(
            self.blank, low=low, high=high, deductions=deductions, evidence=evidence
        )

    def open(self, reason: str, evidence: tuple[Evidence, ...] = ()) -> GradeItem:
        """Nothing that the package shows; ``reason`` says what is needed."""
        return replace(self.blank, open_reason=reason, evidence=evidence)


def off(deductions: Iterable[Deduction]) -> Decimal:
    """The points of these deductions together."""
    return sum((each.points for each in deductions), ZERO)


def shares(points: Decimal, counts: Sequence[int], total: int) -> tuple[Decimal, ...]:
    """What falls to each count of ``total`` things, to 0.01; together never more than
    ``points``, since it is the running sum that is rounded."""
    sums = [
        half_up(points * sum(counts[:end]) / total) for end in range(len(counts) + 1)
    ]
    return tuple((after - before).normalize() for before, after in pairwise(sums))


def criteria(parameters: Mapping[str, Parameter]) -> tuple[Criterion, ...]:
    """Every item or part in the order of the form; none where no rubric is in force."""
    parameter = parameters.get(PARAMETER)
    if parameter is None:
        return ()
    assert isinstance(parameter.value, list)
    return tuple(found for entry in parameter.value for found in _parts(entry))


def _parts(entry: Data) -> Iterator[Criterion]:
    if "parts" not in entry:
        yield _criterion(entry, entry)
    for part in entry.get("parts", ()):
        yield _criterion(entry, part)


def _criterion(entry: Data, part: Data) -> Criterion:
    whole = part is entry
    takes = [
        deduction
        for deduction in entry.get("deductions", ())
        if whole or deduction.get("part") == part["key"]
    ]
    return Criterion(
        blank=GradeItem(
            key=entry["key"] if whole else f"{entry['key']}.{part['key']}",
            stage=entry["stage"],
            name=entry["item"],
            part="" if whole else part["name"],
            points=Decimal(part["points"]),
            awarded=None,
            low=None,
            high=None,
            clause=part["clause"],
        ),
        each=sum((Decimal(each["points"]) for each in takes), ZERO),
        most=sum((Decimal(each["most"]) for each in takes), ZERO),
        material=entry["evidence"],
        pieces=tuple(part.get("pieces", ())),
        aspects=tuple(entry.get("aspects", ())),
        bands={
            band["name"]: (Decimal(band["from"]), Decimal(band["to"]))
            for band in entry.get("bands", ())
        },
    )
