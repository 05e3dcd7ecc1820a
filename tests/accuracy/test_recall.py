"""The comparison with careful reading counts as its page says."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.accuracy import recall
from benchmarks.accuracy.kinds import kinds_of_rules
from jiping.model.document import Place
from jiping.model.filing import Filing
from jiping.model.finding import Finding, Outcome, Severity
from jiping.model.values import Ref

KINDS = {
    "ZJ001": frozenset({"sum-mismatch"}),
    "DF001": frozenset({"weight-sum", "score-sum"}),
}
EXPECTED: dict[str, list[dict[str, Any]]] = {
    "findings": [
        {
            "id": "F1",
            "kind": "sum-mismatch",
            "severity": "error",
            "confidence": "certain",
            "lines": [3, 4],
        },
        {
            "id": "F2",
            "kind": "weight-sum",
            "severity": "error",
            "confidence": "certain",
            "lines": [9],
            "group": "g",
        },
        {
            "id": "F3",
            "kind": "score-sum",
            "severity": "warning",
            "confidence": "certain",
            "lines": [11],
            "group": "g",
        },
        {
            "id": "F4",
            "kind": "typo",
            "severity": "info",
            "confidence": "judgement",
            "lines": [20],
        },
    ],
    "clean": [{"id": "C1", "tempting_kind": "sum-mismatch", "anchor_line": 30}],
}


@pytest.fixture(autouse=True)
def _expected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "expected", lambda name, what: EXPECTED[what])


def _finding(rule: str, *lines: int, severity: Severity = Severity.ERROR) -> Finding:
    place = Place(file="x", lines=lines)
    return Finding(
        rule=rule,
        severity=severity,
        at=Ref("base", row=str(lines)),
        place=place,
        places=(place,),
        form_name="",
        row_label="",
        column_label="",
        stated="",
        expected="",
        difference="",
        arithmetic="",
        message="",
        citation="",
    )


def _score(*findings: Finding) -> recall.Score:
    filing = Filing(unit="", year=2023, layout="", sheets=(), report=None, places={})
    outcome = Outcome(
        package="x", filing=filing, findings=findings, skipped=(), computed={}, cards={}
    )
    return recall.score("x", outcome, KINDS)


def test_a_finding_of_the_right_kind_on_one_of_the_lines_is_a_hit() -> None:
    result = _score(_finding("ZJ001", 4))
    assert result.found == {"error": 1, "warning": 0, "info": 0}
    assert result.wanted == {"error": 2, "warning": 1, "info": 0}
    assert result.missed == ("g",)
    assert result.extra == ()


def test_any_member_stands_for_its_group() -> None:
    result = _score(_finding("DF001", 11))
    assert result.found == {"error": 1, "warning": 1, "info": 0}
    assert result.missed == ("F1",)


def test_the_wrong_kind_or_line_is_beyond_the_expected() -> None:
    result = _score(_finding("DF001", 4), _finding("ZJ001", 5, severity=Severity.INFO))
    assert sum(result.found.values()) == 0
    assert result.extras(Severity.ERROR, Severity.WARNING) == 1
    assert result.extras(Severity.INFO) == 1


def test_what_holds_and_is_flagged_is_named() -> None:
    assert _score(_finding("ZJ001", 30)).clean_hits == ("C1",)
    assert _score(_finding("DF001", 30)).clean_hits == ()


def test_the_table_names_every_kind_that_careful_reading_used() -> None:
    if not recall.names():
        pytest.skip("the filings that were read are not at hand")
    known = (Path(__file__).parent / "kinds.toml").read_text("utf-8")
    for name in recall.names():
        path = recall.SHARED / "expected" / f"{name}.findings.json"
        for line in path.read_text("utf-8").splitlines():
            if '"kind":' in line:
                assert f"\n{line.split(chr(34))[3]} = [" in known


def test_every_rule_of_the_table_stands_for_a_kind() -> None:
    assert all(kinds_of_rules().values())
