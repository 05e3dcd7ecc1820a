"""Packages part at one place: what goes wrong in one is a note of that one."""

import re
from pathlib import Path

import pytest

from jiping.pipeline import check_paths, checking, read_paths
from jiping.rules import Selection

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CLEAN = str(SAMPLES / "jichuan-heritage.txt")
FAULTY = str(SAMPLES / "zhiquan-investment.txt")


def test_processes_and_this_one_find_the_same() -> None:
    here = list(check_paths([CLEAN, FAULTY]))
    there = list(check_paths([CLEAN, FAULTY], jobs=2))
    assert [outcome.findings for outcome in here] == [o.findings for o in there]
    assert there[1].cards.keys() == here[1].cards.keys()


def test_a_fault_of_ours_is_a_note_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judged = checking._judged

    def stumbling(package: str, *rest: object) -> object:
        if package == CLEAN:
            raise RuntimeError("unforeseen")
        return judged(package, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(checking, "_judged", stumbling)
    broken, fine = check_paths([CLEAN, FAULTY])
    assert [note.level for note in broken.notes] == ["error"]
    assert "RuntimeError" in broken.notes[0].text
    assert broken.filing.notes == ()
    assert fine.findings


def test_a_selection_of_no_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="XX"):
        list(check_paths([CLEAN], selection=Selection(select=("XX",))))


def test_selected_and_ignored() -> None:
    (only,) = check_paths(
        [FAULTY], selection=Selection(select=("ZJ",), ignore=("ZJ1",))
    )
    assert only.findings
    assert all(f.rule.startswith("ZJ") for f in only.findings)
    assert not any(f.rule.startswith("ZJ1") for f in only.findings)


def test_reading_computes_scores_and_runs_no_rule() -> None:
    (outcome,) = read_paths([FAULTY])
    assert outcome.computed
    assert not outcome.findings


def test_a_filing_that_says_no_year_is_judged_by_the_newest_rules() -> None:
    text = re.sub(r"20\d\d", "", Path(FAULTY).read_text(encoding="utf-8"))
    outcome = checking.check_text("无年度.txt", text)
    assert outcome.filing.year is None
    assert outcome.findings
    assert not any(note.level == "error" for note in outcome.notes)
