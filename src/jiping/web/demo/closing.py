"""How a year is graded: each item by what was proposed, told, objected to, final."""

from decimal import Decimal

from jiping.web.demo.stage import Stage
from jiping.web.grading.actions import (
    Accept,
    Decide,
    Finalize,
    Mark,
    Object,
    Propose,
    Recheck,
    Tell,
    grade_of,
)
from jiping.web.grading.models import DepartmentGrade, GradedItem

_REASON = "对照评分标准和报送材料评定。"


def kept(stage: Stage, slug: str) -> DepartmentGrade:
    """A department's grade as it stands."""
    return grade_of(stage.campaign, stage.units[slug])


def propose(stage: Stage, slug: str) -> None:
    """Compute what can be computed."""
    stage.do(Propose(stage.reviewer, stage.campaign, stage.units[slug]))


def decide(stage: Stage, slug: str) -> None:
    """Compute, give every judged item its points, decide, tell."""
    propose(stage, slug)
    for item in kept(stage, slug).items.all():
        if item.is_judged:
            band, points = _chosen(item)
            mark = Mark(
                stage.reviewer,
                kept(stage, slug),
                key=item.key,
                band=band,
                points=points,
                reason=_REASON,
            )
            stage.do(mark)
    stage.do(Decide(stage.reviewer, kept(stage, slug)))
    stage.do(Tell(stage.reviewer, kept(stage, slug)))


def _chosen(item: GradedItem) -> tuple[str, str]:
    """The band that was proposed, else the second best; the middle of it."""
    proposed = [band for band in item.bands if band.get("proposed")]
    band = proposed[0] if proposed else item.bands[min(1, len(item.bands) - 1)]
    low, high = Decimal(band["from"]), Decimal(band["to"])
    middle = ((low + high) / 2).quantize(Decimal("0.5"))
    return band["name"], f"{max(low, min(middle, high))}"


def agree(stage: Stage, slug: str) -> None:
    """The department has no objection."""
    stage.do(Accept(stage.officer(slug), kept(stage, slug)))


def object_to(stage: Stage, slug: str, key: str, reason: str) -> None:
    """The department objects to an item."""
    objection = Object(stage.officer(slug), kept(stage, slug), {key: reason})
    stage.do(objection)


def answer(stage: Stage, slug: str, key: str, points: str, said: str) -> None:
    """The bureau's head answers the objection."""
    grade = kept(stage, slug)
    stage.do(Recheck(stage.bureau_head, grade, {key: (points, said)}))


def finalize(stage: Stage, slug: str) -> None:
    """The grade is final."""
    stage.do(Finalize(stage.bureau_head, kept(stage, slug)))
