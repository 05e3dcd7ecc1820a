"""Items of 附件5 as rows: computed, or proposed with bands for a person to choose."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from jiping import __version__, law, rubric
from jiping.model.finding import Outcome
from jiping.model.grade import Deduction, Evidence, Grade, GradeItem
from jiping.model.values import ZERO, Ref
from jiping.pipeline.checking import judged
from jiping.rubric.criteria import Criterion, criteria
from jiping.rules.labels import Labels
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.grading.happened import events_of
from jiping.web.grading.models import DepartmentGrade, GradedItem
from jiping.web.submissions.models import Submission
from jiping.web.submissions.reading import filing_in
from jiping.web.units.models import Unit

OTHERWISE = "其他情况（酌情）"
SUGGESTED = "建议范围"
MOST_PLACES = 4


def is_asked(campaign: Campaign, department: Unit) -> bool:
    """Whether it is a department that is asked to file in the campaign."""
    kind = department.kind == Unit.Kind.DEPARTMENT
    return kind and _live(campaign, department)


def _live(campaign: Campaign, department: Unit) -> bool:
    live = campaign.assignments.filter(state__in=Assignment.LIVE)
    return live.filter(unit=department).exists()


def basis_of(campaign: Campaign, department: Unit) -> Submission | None:
    """The department's latest submission: the accepted one, where one was."""
    return (
        Submission.objects.filter(
            assignment__campaign=campaign, assignment__unit=department
        )
        .order_by("-number")
        .first()
    )


def basis_words(basis: Submission | None) -> str:
    """What the grade of the package rests on."""
    if basis is None:
        return "部门还没有提交自评材料，报告和附表各项无从计算。"
    accepted = basis.assignment.state == Assignment.State.ACCEPTED
    tail = "复核已通过" if accepted else "复核尚未通过，通过后请重新计算"
    return f"按部门第{basis.number}次提交的材料计算（{tail}）。"


def outcome_of(submission: Submission) -> Outcome:
    """The submission's filing, checked by every rule as it stands today."""
    filing = filing_in(submission)
    return judged(str(submission), filing, ())


def graded(
    campaign: Campaign, department: Unit, basis: Submission | None, as_of: date
) -> tuple[Grade, Outcome | None]:
    """The grade as rules and events see it, with the outcome it was read from."""
    outcome = outcome_of(basis) if basis else None
    parameters = law.parameters(campaign.year, campaign.form)
    events = events_of(campaign, department, as_of)
    return rubric.grade(outcome, parameters, events), outcome


def rows(
    grade: DepartmentGrade, computed: Grade, outcome: Outcome | None
) -> Iterator[GradedItem]:
    """A row for each item, not saved. What a person had decided is kept where it still
    lies within its band."""
    parameters = law.parameters(grade.campaign.year, grade.campaign.form)
    known = {each.key: each for each in criteria(parameters)}
    kept = {item.key: item for item in grade.items.all()} if grade.pk else {}
    labels = Labels(outcome.filing) if outcome else None
    for place, item in enumerate(computed.items, start=1):
        row = GradedItem(
            grade=grade,
            place=place,
            key=item.key,
            stage=item.stage,
            name=item.name,
            part=item.part,
            clause=item.clause,
            points=item.points,
            proof=item.state,
            low=item.low,
            high=item.high,
            bands=bands(item, known[item.key]),
            grounds=_grounds(item, labels),
            awarded=item.awarded,
        )
        _carry(row, kept.get(item.key))
        yield row


def rule_set() -> str:
    """The version whose rules judged."""
    return __version__


def bands(item: GradeItem, criterion: Criterion) -> list[dict[str, Any]]:
    """What a person may choose: the clause's bands, those proposed marked; else the
    range proposed. The clause leaves other cases to discretion."""
    if item.state == "decided":
        return []
    found = [
        _band(name, low, high, _within(item, low, high))
        for name, (low, high) in criterion.bands.items()
    ]
    if not found and item.low is not None and item.high is not None:
        found = [_band(SUGGESTED, item.low, item.high, True)]
    return [*found, _band(OTHERWISE, ZERO, item.points, False)]


def _band(name: str, low: Decimal, high: Decimal, proposed: bool) -> dict[str, Any]:
    return {"name": name, "from": f"{low:f}", "to": f"{high:f}", "proposed": proposed}


def _within(item: GradeItem, low: Decimal, high: Decimal) -> bool:
    if item.low is None or item.high is None:
        return False
    return item.low <= low and high <= item.high


def _carry(row: GradedItem, before: GradedItem | None) -> None:
    if before is None or not row.is_judged or before.awarded is None:
        return
    band = row.band_named(before.band)
    if band and Decimal(band["from"]) <= before.awarded <= Decimal(band["to"]):
        row.awarded, row.band, row.reason = before.awarded, before.band, before.reason
        row.by, row.at = before.by, before.at


def _grounds(item: GradeItem, labels: Labels | None) -> dict[str, Any]:
    return {
        "open": item.open_reason,
        "deductions": [
            {"points": f"{each.points:f}", "text": each.reason, **_shown(each, labels)}
            for each in item.deductions
        ],
        "evidence": [
            {"text": each.text, **_shown(each, labels)} for each in item.evidence
        ],
    }


def _shown(each: Deduction | Evidence, labels: Labels | None) -> dict[str, Any]:
    return {"rules": list(each.rules), "cells": _cells(each.refs, labels)}


def _cells(refs: Sequence[Ref], labels: Labels | None) -> str:
    """``附件2 “档案数字化”分值、…等7处``."""
    if labels is None or not refs:
        return ""
    words = list(dict.fromkeys(_cell(ref, labels) for ref in refs))
    words = [each for each in words if each]
    more = f"等{len(words)}处" if len(words) > MOST_PLACES else ""
    return "、".join(words[:MOST_PLACES]) + more


def _cell(ref: Ref, labels: Labels) -> str:
    form, row, column = labels.of(ref)
    return f"{form}{f'“{row}”' if row else ''}{column}"
