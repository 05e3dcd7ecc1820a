"""What may have been misread proves nothing, and is to be confirmed first."""

from jiping.model.finding import Severity
from jiping.rules import EVERYTHING, rules, run
from jiping.rules.cases import WorkedCase, prepare

FILING = """
附件1
三公经费 | 3.08 | 0.00 | 0.61
1、公务用车购置和维护经费 | 0.00 | 0.00 | 0.00
2、出国经费 | 0.00 | 0.00 | 0.00
3、公务接待 | 3.80 | 0.00 | 0.61
"""
SUM = ("base", "three_public", "prior_actual")


def found(**recognised: float) -> list:
    shares = {text.replace("_", "."): share for text, share in recognised.items()}
    case = WorkedCase(
        rule="BD301", name="", filing=FILING, expect=(), recognised=shares
    )
    findings, _ = run(prepare(case), rules(), EVERYTHING)
    return [
        f
        for f in findings
        if (f.at.form, f.at.row, f.at.column) == SUM or f.rule == "BD301"
    ]


def test_a_contradiction_between_sure_figures_is_an_error() -> None:
    (sum_,) = found()
    assert sum_.severity is Severity.ERROR
    assert "识别" not in sum_.message


def test_one_that_rests_on_a_doubtful_figure_follows_its_confirmation() -> None:
    by_rule = {finding.rule: finding for finding in found(**{"3_80": 0.6})}
    confirm = by_rule.pop("BD301")
    (sum_,) = by_rule.values()
    assert confirm.lead
    assert "3.80" in confirm.message
    assert "60%" in confirm.message
    assert sum_.severity is Severity.WARNING
    assert "先对照原件核对" in sum_.message
    assert sum_.group == confirm.group
    assert not sum_.lead
