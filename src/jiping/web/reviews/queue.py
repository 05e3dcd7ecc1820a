"""The bureau's queue: what waits for re-check, the most pressing and risky first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q

from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.submissions.models import Decision, Submission

# Points of risk; what each counts is said on the page.
WEIGHTS = {
    "waived": 5,
    "red": 4,
    "returned": 3,
    "yellow": 2,
    "late": 2,
    "warnings": 1,
}
NAMES = {
    "waived": "豁免的错误",
    "red": "红灯",
    "returned": "被退回次数",
    "yellow": "黄灯",
    "late": "迟交",
    "warnings": "警告",
}
BRIEF = ("pk", "number", "at", "late_days", "self_score", "facts", "assignment_id", "rule_set")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One package with its last version. ``counts`` are what the risk is made of."""

    part: Assignment
    submission: Submission
    due: date | None
    counts: dict[str, int]

    @property
    def risk(self) -> int:
        """Points of risk: each count times its weight."""
        return sum(WEIGHTS[name] * count for name, count in self.counts.items())

    @property
    def why(self) -> list[tuple[str, int, int]]:
        """What the risk is made of: name, count, points; the most first."""
        found = [
            (NAMES[name], count, WEIGHTS[name] * count)
            for name, count in self.counts.items()
            if count
        ]
        return sorted(found, key=lambda each: -each[2])


def risk_counts(submission: Submission, returned: int) -> dict[str, int]:
    """What the risk of a version is made of; ``returned`` is how often its package was
    returned."""
    lights = [light["colour"] for light in submission.facts.get("lights", ())]
    return {
        "waived": int(submission.facts.get("waived", 0)),
        "red": lights.count("red"),
        "returned": returned,
        "yellow": lights.count("yellow"),
        "late": int(submission.is_late),
        "warnings": int(submission.facts.get("warnings", 0)),
    }


def queue(campaign: Campaign, state: str = Assignment.State.APPROVED) -> list[Waiting]:
    """The packages of a campaign in a state, by date, then by risk, then by code."""
    returns = Count(
        "submissions__decisions",
        filter=Q(submissions__decisions__kind=Decision.Kind.RETURNED),
    )
    parts = (
        campaign.assignments.filter(state=state, submissions__isnull=False)
        .annotate(returned=returns)
        .select_related("campaign", "unit__parent__parent")
        .prefetch_related(Prefetch("submissions", Submission.objects.only(*BRIEF)))
    )
    return ordered(
        Waiting(
            part=part,
            submission=list(part.submissions.all())[-1],
            due=part.turn_due,
            counts=risk_counts(list(part.submissions.all())[-1], part.returned),
        )
        for part in parts
    )


def ordered(waiting: Iterable[Waiting]) -> list[Waiting]:
    """By date, then the riskiest first, then by code."""
    return sorted(
        waiting,
        key=lambda each: (each.due or date.max, -each.risk, each.part.unit.code),
    )
