"""What pages about packages ask."""

from collections.abc import Mapping
from typing import Any

from django import template

from jiping.model.values import Ref
from jiping.web.campaigns.models import Assignment
from jiping.web.drafts import naming
from jiping.web.submissions import findings
from jiping.web.submissions.drawing import anchor_of
from jiping.web.submissions.models import Submission
from jiping.web.units.models import Unit

register = template.Library()

_WHO = {
    "filling": "单位填报人",
    "returned": "单位填报人",
    "signing": "单位负责人",
    "submitted": "主管部门经办人",
    "approved": "财政审核人",
    "accepted": "",
}
_TONES = {"returned": "warning", "accepted": "good", "filling": "", "signing": "info"}


@register.filter
def anchor(said: Mapping[str, Any]) -> str:
    """The id of the cell that a stored finding speaks of."""
    refs = said["refs"]
    return anchor_of(Ref(*refs[0])) if refs else "main"


@register.filter
def cell(said: Mapping[str, Any]) -> str:
    """Where in 填报 the cell of a stored finding is, under the draft's address."""
    if not said["refs"]:
        return ""
    ref = Ref(*said["refs"][0])
    return f"{naming.slug_of(ref)}/#{naming.anchor(ref)}"


@register.filter
def key(said: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What a form must send back to name a finding."""
    rule, at, stated = findings.key_of(said)
    return ("rule", rule), ("at", at), ("stated", stated)


@register.filter
def turn(assignment: Assignment) -> str:
    """Whose turn it is, in words."""
    return _WHO.get(assignment.state, "") or "已办结"


@register.filter
def tone(assignment: Assignment) -> str:
    """The colour of a state."""
    return _TONES.get(assignment.state, "info")


@register.filter
def steps(assignment: Assignment) -> list[tuple[str, str]]:
    """The way of a package: label, and whether it is behind, here or ahead."""
    way = [
        (("filling", "returned"), "填报"),
        (("signing",), "签署"),
        (("submitted",), "主管部门审核"),
        (("approved",), "财政复核"),
        (("accepted",), "复核通过"),
    ]
    if assignment.unit.kind == Unit.Kind.DEPARTMENT:
        way.pop(2)
    here = next((n for n, (s, _) in enumerate(way) if assignment.state in s), 1)
    words = []
    for number, (_, label) in enumerate(way):
        if assignment.state == "returned" and number == 0:
            label = "退回修改"
        words.append(
            (label, "done" if number < here else "now" if number == here else "")
        )
    return words


@register.filter
def latest(assignment: Assignment) -> Submission | None:
    """The last version of a package whose versions are loaded."""
    versions = list(assignment.submissions.all())
    return versions[-1] if versions else None
