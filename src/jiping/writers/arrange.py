"""Findings in the order a person reads them: by form, each cause with what it causes."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiping.model.finding import Finding, Outcome
from jiping.writers.words import FORM_ORDER, NAMED_FORMS, form_heading


@dataclass(frozen=True, slots=True)
class Cluster:
    """A root cause and its consequences, which may stand in other forms."""

    lead: Finding
    consequences: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class FormFindings:
    """Everything that starts from one table, or from the report."""

    form: str
    key: str
    heading: str
    clusters: tuple[Cluster, ...]


def clusters(findings: Sequence[Finding]) -> tuple[Cluster, ...]:
    """Findings of one ``group`` under its lead; where none leads, under the first."""
    groups: dict[str, list[Finding]] = {}
    for number, finding in enumerate(findings):
        groups.setdefault(finding.group or f"#{number}", []).append(finding)
    found: list[Cluster] = []
    for members in groups.values():
        first, *others = sorted(members, key=lambda finding: not finding.lead)
        rest = tuple(finding for finding in others if not finding.lead)
        found.append(Cluster(first, rest))
        found += (Cluster(finding) for finding in others if finding.lead)
    return tuple(found)


def by_form(outcome: Outcome) -> tuple[FormFindings, ...]:
    """Clusters by the form of their lead, forms in the order of the package."""
    sheets: dict[tuple[str, str], list[Cluster]] = {}
    for cluster in clusters(outcome.findings):
        sheets.setdefault(_sheet_of(cluster.lead), []).append(cluster)
    position = {
        (sheet.form, sheet.key): number
        for number, sheet in enumerate(outcome.filing.sheets)
    }
    last = len(position)

    def order(sheet: tuple[str, str]) -> tuple[int, int]:
        form = sheet[0]
        known = FORM_ORDER.index(form) if form in FORM_ORDER else len(FORM_ORDER)
        return known, position.get(sheet, last)

    return tuple(
        FormFindings(*sheet, form_heading(outcome.filing, *sheet), tuple(sheets[sheet]))
        for sheet in sorted(sheets, key=order)
    )


def _sheet_of(finding: Finding) -> tuple[str, str]:
    """The sheet to list a finding under; the sections of the report are one."""
    form = finding.at.form
    return form, finding.at.key if form in NAMED_FORMS else ""
