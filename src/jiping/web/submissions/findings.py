"""Findings as they are stored with a submission, answered, waived and judged.

A stored finding (``record``) is what ``findings.schema.json`` says, and ``refs``: the
cells of the draft that it speaks of, the one to go to first, empty where it speaks of the
package as a whole.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from jiping.model.document import Place
from jiping.model.finding import Finding, Outcome, Severity
from jiping.model.values import Ref
from jiping.pipeline.drafting import Look, Spot
from jiping.writers.findings_json import finding_json
from jiping.writers.records import ref_json
from jiping.writers.words import SEVERITY_WORDS

Record = dict[str, Any]
Key = tuple[str, str, str]
# The rule of a point that a person added.
BY_HAND = "人工"
ERROR, WARNING, INFO = (each.value for each in Severity)
WORDS = {severity.value: word for severity, word in SEVERITY_WORDS.items()}


def record(outcome: Outcome, spot: Spot) -> Record:
    """A finding as it is stored."""
    stored: Record = finding_json(outcome, spot.finding)
    stored["refs"] = [ref_json(ref) for ref in spot.refs]
    return stored


def records(look: Look) -> list[Record]:
    """All findings of a look."""
    return [record(look.outcome, spot) for spot in look.spots]


def at_ref(stored: Mapping[str, Any]) -> str:
    """The address a finding is known by: ``form|key|row|column``, the draft's own."""
    refs = stored["refs"]
    parts = refs[0] if refs else [stored[p] for p in ("form", "key", "row", "column")]
    return "|".join(parts)[:460]


def key_of(stored: Mapping[str, Any]) -> Key:
    """What tells a finding from others and from itself after its figures changed: rule,
    address, and what is stated there (else the whole message)."""
    said = stored["stated"] or stored["message"]
    if stored["expected"]:
        said = f"{said}→{stored['expected']}"
    return stored["rule"], at_ref(stored), said[:300]


def of_severity(stored: Iterable[Record], *severities: str) -> list[Record]:
    """Those of these severities, in their order."""
    return [each for each in stored if each["severity"] in severities]


def by_key(stored: Iterable[Record]) -> dict[Key, Record]:
    """By what tells them apart; of two alike the first."""
    found: dict[Key, Record] = {}
    for each in stored:
        found.setdefault(key_of(each), each)
    return found


def by_hand(ref: Ref, message: str, names: tuple[str, str, str]) -> Record:
    """A point added by a person at a cell; ``names`` are form, row and column as
    printed."""
    form_name, row_label, column_label = names
    return {
        "rule": BY_HAND,
        "title": "",
        "severity": WARNING,
        "form": ref.form,
        "key": ref.key,
        "name": "",
        "form_name": form_name,
        "row": ref.row,
        "row_label": row_label,
        "column": ref.column,
        "column_label": column_label,
        "stated": "",
        "expected": "",
        "difference": "",
        "arithmetic": "",
        "message": message,
        "citation": "",
        "involves": [],
        "group": "",
        "lead": True,
        "refs": [ref_json(ref)] if ref.form else [],
    }


def finding_of(
    stored: Mapping[str, Any], places: Mapping[Ref, Place], file: str
) -> Finding:
    """A stored finding as a finding again, for the letter; ``places`` are those of the
    drawing by the draft's own addresses."""
    refs = tuple(Ref(*parts) for parts in stored["refs"])
    place = next((places[ref] for ref in refs if ref in places), Place(file=file))
    at = Ref(stored["form"], stored["key"], stored["row"], stored["column"])
    return Finding(
        rule=stored["rule"],
        severity=Severity(stored["severity"]),
        at=at,
        place=place,
        places=(place,),
        form_name=stored["form_name"],
        row_label=stored["row_label"],
        column_label=stored["column_label"],
        stated=stored["stated"],
        expected=stored["expected"],
        difference=stored["difference"],
        arithmetic=stored["arithmetic"],
        message=stored["message"],
        citation=stored["citation"],
        group="",
        lead=True,
    )


def explained(finding: Finding, reason: str) -> Finding:
    """The finding with a reviewer's reason behind its message."""
    if not reason:
        return finding
    return replace(finding, message=f"{finding.message}审核说明：{reason}")
