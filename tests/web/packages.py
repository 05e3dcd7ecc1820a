"""Drafts filled from the shipped samples, and packages brought to a state."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jiping.model.filing import Filing
from jiping.pipeline.checking import read_paths
from jiping.web.campaigns.models import Assignment
from jiping.web.drafts.models import Cell, Draft
from jiping.web.drafts.shape import taken_apart
from jiping.web.submissions.actions import HandOver, Submit
from jiping.web.submissions.models import Submission
from jiping.web.submissions.statements import statements

SAMPLES = Path(__file__).parents[2] / "samples"
CLEAN, WARNED, FAULTY = "lanshi-street", "yanhu-petition", "zhiquan-investment"
STATEMENTS = [each.id for each in statements(2023)]


@cache
def sample(name: str) -> Filing:
    """The filing of a shipped sample."""
    (outcome,) = read_paths([str(SAMPLES / f"{name}.docx")])
    return outcome.filing


def fill(assignment: Assignment, name: str = CLEAN) -> Draft:
    """Write a sample into the draft, as if it had been typed."""
    draft = Draft.objects.get(assignment=assignment)
    draft.shape, texts = taken_apart(sample(name))
    draft.revision += 1
    draft.save()
    draft.cells.all().delete()
    Cell.objects.bulk_create(
        Cell(
            draft=draft,
            form=ref.form,
            key=ref.key,
            row=ref.row,
            column=ref.column,
            raw=raw,
            revision=draft.revision,
        )
        for ref, raw in texts.items()
    )
    return draft


def type_in(draft: Draft, address: tuple[str, str, str, str], raw: str) -> None:
    """Change one cell."""
    form, key, row, column = address
    draft.revision += 1
    draft.cells.update_or_create(
        form=form,
        key=key,
        row=row,
        column=column,
        defaults={"raw": raw, "revision": draft.revision},
    )
    draft.save()


def submitted(county: Any, short: str, name: str = CLEAN) -> Submission:
    """Fill, hand over, sign: the unit's first or next version of a clean package."""
    assignment = county.assignments[short]
    if not Draft.objects.get(assignment=assignment).shape:
        fill(assignment, name)
    assignment.refresh_from_db()
    HandOver(county.people[f"filer@{short}"], assignment).perform()
    draft = Draft.objects.get(assignment=assignment)
    head = county.people[f"head@{short}"]
    return Submit(head, assignment, draft.revision, STATEMENTS).perform()


LATER = date(2099, 12, 31)
