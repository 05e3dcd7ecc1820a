"""How records look in the API."""

from datetime import date
from decimal import Decimal
from typing import Any

from ninja import Schema

from jiping.web.campaigns.models import Assignment
from jiping.web.grading.models import DepartmentGrade
from jiping.web.publication.models import Publication
from jiping.web.submissions.models import Submission


class CampaignOut(Schema):
    """A year's campaign."""

    id: int
    year: int
    title: str
    state: str
    form: str
    unit_due: date | None
    department_due: date | None
    review_due: date | None


class AssignmentOut(Schema):
    """A unit's part in a campaign: where it stands, and whose turn it is."""

    id: int
    campaign: int
    unit_code: str
    unit: str
    state: str
    state_label: str
    due: date
    turn: list[str]


class TaskOut(Schema):
    """Something that is the person's to do."""

    doing: str
    role: str
    unit: str
    year: int
    about: str
    due: date | None
    late: bool
    link: str


class SubmissionOut(Schema):
    """A version that was handed in, without the forms."""

    id: int
    assignment: int
    number: int
    digest: str
    rule_set: str
    late_days: int | None
    self_score: str | None
    facts: dict[str, Any]


class UnitOut(Schema):
    """A unit of the tree; ``parent`` is the code of the one above."""

    id: int
    code: str
    name: str
    kind: str
    parent: str
    ended_on: date | None

    @staticmethod
    def resolve_parent(unit: Any) -> str:
        """Its code, empty for the bureau."""
        return unit.parent.code if unit.parent else ""


class PersonOut(Schema):
    """An account; ``roles`` are ``id role unit``."""

    id: int
    username: str
    name: str
    is_active: bool
    roles: list[dict[str, Any]]


class WaiverOut(Schema):
    """An error that is asked to stand, or stands."""

    id: int
    assignment_id: int
    rule: str
    at_ref: str
    message: str
    reason: str
    policy_state: str
    until: date | None


class GradeOut(Schema):
    """A department's 附件5 grade; ``total`` in 分."""

    id: int
    department: str
    state: str
    total: Decimal | None

    @staticmethod
    def resolve_department(grade: Any) -> str:
        """Its name."""
        return str(grade.department)


class PublicationOut(Schema):
    """A filing's way to the public; ``masks`` are ``id where found kind decision``."""

    assignment: int
    state: str
    replied_on: date | None
    reason: str
    masks: list[dict[str, Any]]


def assignment_shown(assignment: Assignment) -> dict[str, Any]:
    """As ``AssignmentOut``."""
    return {
        "id": assignment.pk,
        "campaign": assignment.campaign_id,
        "unit_code": assignment.unit.code,
        "unit": assignment.unit.name,
        "state": assignment.state,
        "state_label": assignment.get_state_display(),
        "due": assignment.due,
        "turn": list(Assignment.TURN[Assignment.State(assignment.state)]),
    }


def submission_shown(each: Submission) -> dict[str, Any]:
    """As ``SubmissionOut``."""
    return {
        "id": each.pk,
        "assignment": each.assignment_id,
        "number": each.number,
        "digest": each.digest,
        "rule_set": each.rule_set,
        "late_days": each.late_days,
        "self_score": None if each.self_score is None else str(each.self_score),
        "facts": each.facts,
    }


def grade_shown(grade: DepartmentGrade) -> dict[str, Any]:
    """A grade with its items."""
    items = (
        "key", "stage", "name", "part", "clause", "points", "proof", "low", "high",
        "bands", "grounds", "awarded", "band", "reason",
    )  # fmt: skip
    return {
        "id": grade.pk,
        "department": str(grade.department),
        "state": grade.state,
        "total": grade.total,
        "objection_due": grade.objection_due,
        "items": list(grade.items.values(*items)),
    }


def publication_shown(publication: Publication) -> dict[str, Any]:
    """As ``PublicationOut``."""
    masks: list[dict[str, Any]] = []
    if publication.pk:
        names = ("id", "where", "found", "kind", "decision", "reason")
        masks = list(publication.masks.values(*names))
    return {
        "assignment": publication.assignment_id,
        "state": publication.policy_state,
        "replied_on": publication.replied_on,
        "reason": publication.reason,
        "masks": masks,
    }
