"""A rule that is not in force for the year of a filing says so and is not a pass."""

from jiping.rules import rules, run
from jiping.rules.cases import WorkedCase, prepare

FILING = """
附件1
三公经费 | 3.08 | 0.00 | 0.61
3、公务接待 | 3.08 | 0.00 | 0.50
"""


def test_an_old_filing_is_not_passed_in_silence() -> None:
    case = prepare(WorkedCase(rule="", name="", filing=FILING, expect=(), year=1998))
    findings, skipped = run(case, rules())
    assert not findings
    assert {each.rule for each in skipped} == set(rules())
    assert "本规则适用于2013年度起，材料是1998年度" in {s.reason for s in skipped}


def test_a_filing_of_today_is_checked_by_every_rule_that_has_what_it_needs() -> None:
    case = prepare(WorkedCase(rule="", name="", filing=FILING, expect=(), year=2023))
    findings, skipped = run(case, rules())
    assert "ZJ101" in {each.rule for each in findings}
    assert not [each for each in skipped if "适用于" in each.reason]
