"""A version as a reviewer examines it: the forms, each finding with all that was said to
it, and what the rules of now say. Shared by department and bureau."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from jiping.model.values import Ref
from jiping.web.campaigns.models import Assignment
from jiping.web.core.actions import Refused
from jiping.web.submissions import findings
from jiping.web.submissions.changes import changes
from jiping.web.submissions.drawing import drawn, marks_of, places
from jiping.web.submissions.models import Judgement, Submission, Waiver
from jiping.web.submissions.reading import Rerun, cells_in, look_again
from jiping.web.units.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One finding. ``answer`` is the unit's reason at hand-in, ``judgement`` what this
    office said, ``others`` what the other office did; ``new`` where only the rules of
    now find it."""

    number: int
    said: findings.Record
    word: str
    answer: str
    waiver: Waiver | None
    judgement: Judgement | None
    others: tuple[Judgement, ...]
    new: bool


def examined(submission: Submission, office: Unit) -> dict[str, Any]:
    """What the page of examining shows."""
    rerun = Rerun(submission)
    kept = list(submission.judgements.select_related("by", "by_unit"))
    items = _items(submission, rerun, kept, office)
    added = [
        each
        for each in kept
        if each.rule == findings.BY_HAND and each.by_unit_id == office.pk
    ]
    numbered = [(item.number, item.said) for item in items]
    numbered += [(len(items) + n, each.record) for n, each in enumerate(added, start=1)]
    before = submission.assignment.submissions.filter(
        number__lt=submission.number
    ).last()
    changed = _changed(before, submission) if before else frozenset()
    look = look_again(submission)
    return {
        "submission": submission,
        "assignment": submission.assignment,
        "office": office,
        "items": items,
        "added": list(enumerate(added, start=len(items) + 1)),
        "open": sum(
            1
            for each in items
            if each.judgement is None and each.said["severity"] != "info"
        ),
        "notes": sum(1 for each in items if each.said["severity"] == "info"),
        "agreed": sum(
            1
            for each in kept
            if each.by_unit_id == office.pk and each.verdict == Judgement.Verdict.AGREED
        ),
        "rerun": rerun,
        "pages": drawn(look.plan, marks_of(numbered), changed),
        "places": places(look),
        "before": before,
        "changed": len(changed),
        "decisions": submission.decisions.select_related("by", "by_unit"),
        "evidence": _evidence(submission.assignment),
    }


def _evidence(assignment: Assignment) -> Any:
    return assignment.draft.evidence.filter(withdrawn_at=None)


def _changed(before: Submission, after: Submission) -> frozenset[Ref]:
    return frozenset(ref for ref, _, _ in changes(cells_in(before), cells_in(after)))


def _items(
    submission: Submission, rerun: Rerun, kept: list[Judgement], office: Unit
) -> list[Examined]:
    answers = {tuple(a[:3]): a[3] for a in submission.facts.get("answered", ())}
    granted = Waiver.objects.filter(pk__in=submission.facts.get("waivers", ()))
    waivers = {(w.rule, w.at_ref): w for w in granted.select_related("approved_by")}
    new = {findings.key_of(each) for each in rerun.new}
    order = [findings.ERROR, findings.WARNING, findings.INFO]
    ordered = sorted(rerun.records, key=lambda each: order.index(each["severity"]))
    found = []
    for number, said in enumerate(ordered, start=1):
        key = findings.key_of(said)
        same = [j for j in kept if (j.rule, j.at_ref, j.stated) == key]
        found.append(
            Examined(
                number=number,
                said=said,
                word=findings.WORDS[said["severity"]],
                answer=answers.get(key, ""),
                waiver=waivers.get(key[:2]),
                judgement=next((j for j in same if j.by_unit_id == office.pk), None),
                others=tuple(j for j in same if j.by_unit_id != office.pk),
                new=key in new,
            )
        )
    return found


def posted_key(request: HttpRequest) -> findings.Key:
    """The finding that a form names."""
    posted = request.POST
    return posted.get("rule", ""), posted.get("at", ""), posted.get("stated", "")


def posted_place(
    request: HttpRequest, submission: Submission
) -> tuple[Ref | None, tuple[str, str, str]]:
    """The cell at which a point is added, with its names as printed; None for the package
    as a whole. Raises Refused for a cell that is not there."""
    at = request.POST.get("place", "")
    if not at:
        return None, ("整份材料", "", "")
    listed = places(look_again(submission)).values()
    known = {each.at: each.names for page in listed for each in page}
    if at not in known:
        raise Refused("这个位置不在这个版本里，请重新选择。")
    form, key, row, column = at.split("|")
    return Ref(form, key, row, column), known[at]
