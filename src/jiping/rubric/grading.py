"""The grade of a package, item by item, from its filing and the findings on it, and of
the work around it from what happened in the campaign."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from jiping.model.finding import Outcome, Parameter
from jiping.model.grade import Evidence, Grade, GradeItem
from jiping.model.values import Entry
from jiping.rubric.completeness import grade_attachments, grade_body
from jiping.rubric.criteria import PARAMETER, Criterion, criteria
from jiping.rubric.events import Events, decided_by
from jiping.rubric.evidence import places
from jiping.rubric.judgement import grade_advice, grade_problems
from jiping.rubric.tables import (
    grade_level_three,
    grade_measurable,
    hint_core,
    hint_relevant,
)
from jiping.rubric.weights import grade_weights

Parameters = Mapping[str, Parameter]
NOTHING_READ = "没有读出自评资料，请先提供能读出来的文件。"

_GRADERS = {
    "completeness.body": grade_body,
    "completeness.attachments": grade_attachments,
    "tables.level_three": grade_level_three,
    "tables.measurable": grade_measurable,
    "tables.core": hint_core,
    "tables.relevant": hint_relevant,
    "problems": grade_problems,
}


def grade(
    outcome: Outcome | None, parameters: Parameters, events: Events | None = None
) -> Grade:
    """Every item of 附件5, decided, proposed or open.

    ``events`` decide what no package shows (notice, working group, unit check, hand-in);
    without them these items are open, without an ``outcome`` all others. The outcome
    must come from a run of all rules: an item is as good as its findings.
    ``parameters`` are those of the filing's year; without a rubric among them there are
    no items.
    """
    found = criteria(parameters)
    if not found:
        return Grade(items=())
    items = tuple(
        (events and decided_by(each, events))
        or _graded(each, outcome, parameters, found)
        for each in found
    )
    return Grade(
        items=tuple(_claimed(items, outcome)) if outcome else items,
        citation="；".join(str(cite) for cite in parameters[PARAMETER].cites),
    )


def _graded(
    criterion: Criterion,
    outcome: Outcome | None,
    parameters: Parameters,
    every: tuple[Criterion, ...],
) -> GradeItem:
    if outcome is None or not (outcome.filing.sheets or outcome.filing.report):
        return criterion.open(NOTHING_READ)
    if criterion.key == "tables.weights":
        return grade_weights(criterion, outcome, parameters)
    if criterion.key == "advice":
        aspects = next(each.aspects for each in every if each.aspects)
        return grade_advice(criterion, outcome, aspects)
    grader = _GRADERS.get(criterion.key)
    if grader is None:
        return criterion.open(f"资料本身看不出来，需要{criterion.material}。")
    return grader(criterion, outcome)


def _claimed(items: tuple[GradeItem, ...], outcome: Outcome) -> Iterator[GradeItem]:
    """With the score that the package's own 附件5 claims, said at an item's first part."""
    sheet = outcome.filing.sheet("rubric")
    said: set[str] = set()
    for item in items:
        row = item.key.partition(".")[0]
        cell = sheet[row]["score"] if sheet and row not in said else None
        said.add(row)
        if cell is None or cell.number is None:
            yield item
        else:
            yield _with_claim(item, cell, outcome)


def _with_claim(item: GradeItem, claimed: Entry, outcome: Outcome) -> GradeItem:
    claim = Evidence(
        text=f"资料中的附件5给“{item.name}”整项自评{claimed.raw.removesuffix('分')}分。",
        refs=(claimed.ref,),
        places=places(outcome.filing, (claimed.ref,)),
    )
    return replace(item, evidence=(*item.evidence, claim))
