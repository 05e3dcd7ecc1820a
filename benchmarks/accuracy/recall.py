"""Findings against what careful reading found in filings that are kept elsewhere."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jiping.model.document import Place
from jiping.model.finding import Finding, Outcome, Severity
from jiping.model.values import Ref

SHARED = Path(__file__).resolve().parents[3] / "shared"
Entry = dict[str, Any]
Kinds = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One filing. ``found`` and ``wanted`` count groups of certain findings by severity.

    ``missed`` are the ids of the groups not found; ``clean_hits`` the ids of things
    that hold and were flagged; ``extra`` the leading findings beyond the expected.
    """

    name: str
    found: Mapping[str, int]
    wanted: Mapping[str, int]
    missed: tuple[str, ...]
    clean_hits: tuple[str, ...]
    extra: tuple[Finding, ...]

    def extras(self, *severities: Severity) -> int:
        """How many findings of these severities are beyond the expected."""
        return sum(1 for finding in self.extra if finding.severity in severities)


def names() -> tuple[str, ...]:
    """The numbers of the filings that were read, none where they are not at hand."""
    paths = sorted((SHARED / "expected").glob("*.findings.json"))
    return tuple(path.name.split(".")[0] for path in paths)


def filing_text(name: str) -> str:
    """A filing in the text layout."""
    (path,) = (SHARED / "filings").glob(f"{name}_*.txt")
    return path.read_text("utf-8")


def expected(name: str, what: str) -> Any:
    """``findings``, ``clean`` or ``values`` of a filing."""
    return json.loads((SHARED / "expected" / f"{name}.{what}.json").read_text("utf-8"))


def score(name: str, outcome: Outcome, kinds: Kinds) -> Score:
    """Compare an outcome with what was expected of that filing."""
    entries: list[Entry] = expected(name, "findings")
    places = outcome.filing.places
    hits = {
        entry["id"]: [f for f in outcome.findings if _matches(f, entry, kinds, places)]
        for entry in entries
    }
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[str(entry.get("group", entry["id"]))].append(entry)
    found, wanted, missed = (
        dict.fromkeys(_SEVERITIES, 0),
        dict.fromkeys(_SEVERITIES, 0),
        [],
    )
    for key, members in groups.items():
        hit = any(hits[entry["id"]] for entry in members)
        certain = {e["severity"] for e in members if e["confidence"] == "certain"}
        for severity in certain:
            wanted[severity] += 1
            found[severity] += hit
        if certain and not hit:
            missed.append(key)
    return Score(
        name=name,
        found=found,
        wanted=wanted,
        missed=tuple(missed),
        clean_hits=_clean_hits(expected(name, "clean"), outcome.findings, kinds),
        extra=_extra(outcome.findings, hits.values()),
    )


_SEVERITIES = tuple(severity.value for severity in Severity)


def _matches(
    finding: Finding, entry: Entry, kinds: Kinds, places: Mapping[Ref, Place]
) -> bool:
    meant = entry["kind"] in kinds.get(finding.rule, frozenset())
    return meant and not set(finding.lines(places)).isdisjoint(entry["lines"])


def _clean_hits(
    entries: list[Entry], findings: Iterable[Finding], kinds: Kinds
) -> tuple[str, ...]:
    found = tuple(findings)
    return tuple(
        entry["id"]
        for entry in entries
        if any(
            entry["tempting_kind"] in kinds.get(finding.rule, frozenset())
            and entry["anchor_line"] in finding.place.lines
            for finding in found
        )
    )


def _extra(
    findings: Iterable[Finding], hits: Iterable[list[Finding]]
) -> tuple[Finding, ...]:
    matched = [finding for found in hits for finding in found]
    groups = {finding.group for finding in matched if finding.group}
    return tuple(
        finding
        for finding in findings
        if finding.lead and finding not in matched and finding.group not in groups
    )
