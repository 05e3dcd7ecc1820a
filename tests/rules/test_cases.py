"""Every rule is explained, cited, and exercised both ways by the cases beside it."""

import pytest

from jiping.model.finding import Hit, Skipped
from jiping.rules import rules
from jiping.rules.cases import WorkedCase, example, outcomes, worked_cases
from jiping.rules.registry import HEADINGS

CASES = tuple(worked_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule}-{c.name}")
def test_case(case: WorkedCase) -> None:
    found = outcomes(case)
    hits = [str(each.at) for each in found if isinstance(each, Hit)]
    assert sorted(hits) == sorted(case.expect)
    assert any(isinstance(each, Skipped) for each in found) == case.skips


@pytest.mark.parametrize("rule_id", rules())
def test_rule_is_explained_cited_and_exercised(rule_id: str) -> None:
    card = rules()[rule_id].card
    assert all(f"## {heading}" in card.page for heading in HEADINGS)
    assert card.cites
    mine = [case for case in CASES if case.rule == rule_id]
    assert any(case.expect for case in mine), "never fires"
    assert any(not case.expect for case in mine), "never silent"
    assert example(rules()[rule_id]) is not None
