"""A draft made ready to be a submission: looked at, written as a document, sealed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jiping import law, scoring
from jiping.model.filing import Filing
from jiping.model.values import half_up
from jiping.pipeline.drafting import Look
from jiping.web.drafts.models import Draft
from jiping.web.drafts.reading import cells_of, look_at
from jiping.web.submissions import findings
from jiping.web.submissions.lights import as_data
from jiping.web.submissions.models import Submission
from jiping.web.submissions.rule_set import current
from jiping.writers import filing_json
from jiping.writers.forms import Plan, render
from jiping.writers.records import ref_json

# The formats to keep a package in, the best first.
SUFFIXES = (".pdf", ".docx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A draft at one revision, ready to be handed in. ``content`` are the fields of the
    submission that follow from the draft alone."""

    revision: int
    look: Look
    records: list[findings.Record]
    content: dict[str, Any]
    self_score: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A package as a file; ``note`` says why it is not the format wished for."""

    data: bytes
    suffix: str
    note: str = ""


def package_of(draft: Draft) -> Package:
    """The draft as it stands in the database. Changes nothing."""
    look = look_at(draft)
    found = findings.records(look)
    cells = [[*ref_json(ref), raw] for ref, raw in sorted(cells_of(draft).items())]
    content = {
        "filing": filing_json.dump(look.filing),
        "shape": draft.shape,
        "cells": cells,
        "findings": found,
        "rule_set": current(),
        "facts": facts(look, found),
    }
    return Package(
        revision=draft.revision,
        look=look,
        records=found,
        content=content,
        self_score=self_score(look.filing),
    )


def facts(look: Look, found: list[findings.Record]) -> dict[str, Any]:
    """Figures that lists show: how many findings of each severity, the lights, the
    grade of the self-score, what was not checked."""
    return {
        "errors": len(findings.of_severity(found, findings.ERROR)),
        "warnings": len(findings.of_severity(found, findings.WARNING)),
        "infos": len(findings.of_severity(found, findings.INFO)),
        "skipped": len(look.outcome.skipped),
        "lights": as_data(look.filing),
        "self_grade": grade_of(self_score(look.filing), look.filing),
    }


def self_score(filing: Filing) -> Decimal | None:
    """The total that the unit gave itself: of 附件2, else of its first project table."""
    for sheet in filing.evaluations:
        number = sheet["score_total"]["score"].number
        if number is not None and 0 <= number < 10000:
            return half_up(number)
    return None


def grade_of(points: Decimal | None, filing: Filing) -> str:
    """优 良 中 差, or nothing."""
    if points is None:
        return ""
    return scoring.grade(points, law.parameters(filing.year or 9998, filing.layout))


def written(plan: Plan, suffix: str = "") -> Written:
    """The plan as a PDF where that can be set here, else as Word; or in the format of
    ``suffix`` alone. Raises ValueError (a Chinese sentence) where it cannot be."""
    if suffix:
        return Written(data=render(plan, suffix), suffix=suffix)
    try:
        return Written(data=render(plan, SUFFIXES[0]), suffix=SUFFIXES[0])
    except ValueError as refusal:
        data = render(plan, SUFFIXES[1])
        return Written(data=data, suffix=SUFFIXES[1], note=str(refusal))


def sealed(submission: Submission) -> str:
    """The digest that a submission must carry: SHA-256 over the canonical JSON (UTF-8,
    keys sorted, no spaces) of whose it is, its content and its statements."""
    sealed_ = {
        "unit": submission.assignment.unit.code,
        "year": submission.assignment.campaign.year,
        "number": submission.number,
        "filing": submission.filing,
        "shape": submission.shape,
        "cells": submission.cells,
        "findings": submission.findings,
        "rule_set": submission.rule_set,
        "statements": submission.statements,
    }
    return hashlib.sha256(canonical(sealed_)).hexdigest()


def canonical(data: Mapping[str, Any]) -> bytes:
    """JSON that is the same for the same data."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()
