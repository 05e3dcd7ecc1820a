"""Clean samples are silent, seeded faults are flagged, changes are noticed."""

from collections.abc import Iterator

import pytest

from benchmarks.accuracy import sensitivity
from benchmarks.accuracy.kinds import kinds_of_rules
from benchmarks.accuracy.operators import Mutation, mutations
from benchmarks.accuracy.sensitivity import Trial, sample_text, table, unnoticed
from jiping.model.finding import Finding, Severity
from jiping.pipeline import check_text
from jiping.rules.checking import BROKEN
from tools.samples import CLEAN, compose, faults_of, load, many, seed, to_text

FAULTY = "zhiquan-investment"


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_sample_has_no_error_and_no_warning(name: str) -> None:
    outcome = check_text(name, sample_text(name))
    findings = outcome.findings
    assert not [each for each in outcome.skipped if BROKEN in each.reason]
    loud = [f for f in findings if f.severity is not Severity.INFO]
    assert [(f.rule, str(f.at), f.message) for f in loud] == []


def test_generated_clean_filings_have_no_error_and_no_warning() -> None:
    loud = {
        (finding.rule, str(finding.at), finding.message)
        for package in many(30)
        for finding in check_text(package.slug, to_text(compose(package))).findings
        if finding.severity is not Severity.INFO
    }
    assert loud == set()


def _changed_lines(before: str, after: str) -> range:
    """The lines of ``after`` between what both have in common at start and end."""
    old, new = before.splitlines(), after.splitlines()
    first = next(i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    tail = zip(reversed(old), reversed(new), strict=False)
    last = next(i for i, (a, b) in enumerate(tail) if a != b)
    return range(first + 1, max(first + 1, len(new) - last) + 1)


def _new_findings(before: str, after: str) -> Iterator[Finding]:
    known = {(f.rule, f.at, f.stated) for f in check_text("before", before).findings}
    for finding in check_text("after", after).findings:
        if (finding.rule, finding.at, finding.stated) not in known:
            yield finding


@pytest.mark.parametrize("fault", faults_of(FAULTY), ids=lambda fault: fault["id"])
def test_a_seeded_fault_is_flagged_as_what_it_is(fault: dict[str, str]) -> None:
    blocks = compose(load(FAULTY))
    before, after = to_text(blocks), to_text(seed(blocks, (fault,)))
    lines = set(_changed_lines(before, after))
    kinds = kinds_of_rules()
    found = [
        finding
        for finding in _new_findings(before, after)
        if fault["kind"] in kinds.get(finding.rule, frozenset())
    ]
    if "drop" not in fault:
        found = [f for f in found if lines & {n for p in f.places for n in p.lines}]
    assert found, fault["explanation"]


def test_the_blank_rubric_is_flagged_and_a_filled_one_is_not() -> None:
    kinds = kinds_of_rules()
    flagged = {
        name: [
            f
            for f in check_text(name, sample_text(name)).findings
            if f.at.form == "rubric"
            and "template-leftover" in kinds.get(f.rule, frozenset())
        ]
        for name in ("yanhu-petition", "zechuan-lighting")
    }
    assert flagged["yanhu-petition"]
    assert not flagged["zechuan-lighting"]


def _mutation() -> Mutation:
    return next(mutations(sample_text(CLEAN[0])))


def test_the_table_counts_by_kind_and_operator() -> None:
    seen = Trial(sample="a", mutation=_mutation(), rules=("ZJ001",))
    unseen = Trial(sample="a", mutation=_mutation(), rules=())
    assert "| count | 50.0 % of 2 | 50.0 % of 2 |" in table([seen, unseen])
    assert "| a | base | " in unnoticed([seen, unseen])
    assert "| a |" not in unnoticed([seen])


def test_a_changed_total_is_noticed() -> None:
    text = sample_text(CLEAN[0])
    (change,) = (
        m
        for m in mutations(text)
        if m.form == "base"
        and m.row == "三公经费"
        and m.operator == "plus one"
        and m.column.endswith("决算数")
        and m.before == "6.17"
    )
    before = {sensitivity._identity(f) for f in check_text("a", text).findings}
    after = check_text("a", change.apply(text)).findings
    assert [
        f
        for f in after
        if sensitivity._identity(f) not in before
        and sensitivity._points_at(f, change, text)
    ]
