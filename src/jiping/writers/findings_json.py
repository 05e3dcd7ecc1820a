"""Findings for programs; the shape is ``schemas/findings.schema.json``."""

from collections.abc import Iterable
from typing import IO, Any

from jiping import __version__
from jiping.model.finding import Finding, Outcome, Skipped
from jiping.writers import Options
from jiping.writers.records import Json, note_json, place_json, ref_json
from jiping.writers.stream import write_run
from jiping.writers.tally import Tally, counts_of, files_of, notes_of
from jiping.writers.words import sheet_name


def write(outcomes: Iterable[Outcome], stream: IO[Any], options: Options) -> Tally:
    """One object for the run, one package a line."""
    return write_run(outcomes, stream, package_json, __version__)


def package_json(outcome: Outcome) -> Json:
    """One package: who, what was found, what was not checked."""
    filing = outcome.filing
    return {
        "package": outcome.package,
        "files": list(files_of(outcome)),
        "unit": filing.unit,
        "year": filing.year,
        "layout": filing.layout,
        "rules_version": outcome.version,
        "counts": counts_of(outcome),
        "findings": [finding_json(outcome, finding) for finding in outcome.findings],
        "skipped": [_skipped_json(outcome, skip) for skip in outcome.skipped],
        "notes": [note_json(note) for note in notes_of(outcome)],
    }


def finding_json(outcome: Outcome, finding: Finding) -> Json:
    """One finding: rule, address by key and by place, facts, words, group."""
    card = outcome.cards.get(finding.rule)
    at = finding.at
    return {
        "rule": finding.rule,
        "title": card.title if card else "",
        "severity": finding.severity.value,
        "form": at.form,
        "key": at.key,
        "name": sheet_name(outcome.filing, at.form, at.key),
        "form_name": finding.form_name,
        "row": at.row,
        "row_label": finding.row_label,
        "column": at.column,
        "column_label": finding.column_label,
        "place": place_json(finding.place),
        "places": [place_json(place) for place in finding.places],
        "lines": list(finding.lines(outcome.filing.places)),
        "stated": finding.stated,
        "expected": finding.expected,
        "difference": finding.difference,
        "arithmetic": finding.arithmetic,
        "message": finding.message,
        "citation": finding.citation,
        "involves": [ref_json(ref) for ref in finding.involves],
        "group": finding.group,
        "lead": finding.lead,
    }


def _skipped_json(outcome: Outcome, skip: Skipped) -> Json:
    at = skip.at
    return {
        "rule": skip.rule,
        "reason": skip.reason,
        "form": at.form,
        "key": at.key,
        "name": sheet_name(outcome.filing, at.form, at.key),
        "row": at.row,
        "column": at.column,
    }
