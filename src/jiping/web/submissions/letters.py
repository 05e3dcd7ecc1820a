"""退回修改意见书 written from the findings that a reviewer agreed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.timezone import localdate

from jiping.pipeline.drafting import NAME
from jiping.web.submissions import findings
from jiping.web.submissions.models import Judgement, Submission
from jiping.web.submissions.reading import look_again
from jiping.writers.forms import render
from jiping.writers.forms.paper import on_paper
from jiping.writers.letter import Letter, letter_plan

# What these ask of a file, when it came in and when it was published, the workbench
# knows by itself: whether it was late stands with the submission.
_ANSWERED_HERE = frozenset({"BD108", "GK201"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """Who writes, on which day, and until when to mend."""

    issuer: str
    day: date
    deadline: date | None


def letter_of(
    submission: Submission, agreed: Iterable[Judgement], addressed: Addressed
) -> bytes:
    """The letter on a version as Word."""
    look = look_again(submission)
    paper = on_paper(look.plan, NAME)
    told = tuple(
        findings.explained(
            findings.finding_of(judgement.record, paper.places, NAME), judgement.reason
        )
        for judgement in agreed
    )
    # A point added by hand is told in its own words.
    told = tuple(
        replace(each, rule="") if each.rule == findings.BY_HAND else each
        for each in told
    )
    skipped = tuple(s for s in look.outcome.skipped if s.rule not in _ANSWERED_HERE)
    outcome = replace(look.outcome, findings=told, skipped=skipped)
    at = localdate(submission.at)
    letter = Letter(
        issuer=addressed.issuer,
        day=addressed.day,
        deadline=addressed.deadline,
        version=f"{at.year}年{at.month}月{at.day}日提交的第{submission.number}版材料",
    )
    return render(letter_plan(outcome, letter), ".docx")
