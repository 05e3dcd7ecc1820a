"""Whatever stands in the cells, a package is read, checked and graded to the end."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiping import rubric
from jiping.model.finding import Outcome
from jiping.rules import rules, run
from jiping.rules.cases import WorkedCase, prepare
from jiping.rules.checking import BROKEN
from jiping.rules.identities.derive import mended

PACKAGE = """
附件1
三公经费 | {} | {} | {}
公务用车购置和维护经费 | {} | {} | {}
公务接待 | {} | {} | {}
附件2
年度资金总额 | {} | {} | {} | {} | {} | {}
基本支出 | {} | {} | {} | | |
产出指标 | 数量指标 | 修复档案 | {} | {} | {} | {} |
效益指标 | 社会效益指标 | 查阅便利 | {} | {} | {} | {} |
总分 | | | | | {} | {} |
附件4
二、一般公共预算支出情况
（一）基本支出情况
基本支出{}万元，其中人员经费{}万元，公用经费{}万元，较上年增长{}%。
"""
PLACES = PACKAGE.count("{}")
FIGURES = st.one_of(
    st.decimals(min_value=-200, max_value=200, places=2).map(str),
    st.sampled_from(
        (
            "9" * 28,
            "9" * 27 + ".9",
            "0." + "0" * 26 + "1",
            "90." + "0" * 26,
            "9999999999999999亿",
            *("", "0", "-0", "/", "无", "1e5", "≥95%", "2023年12月底前"),
            *("{row}", "{0}", "}", "%s", "=1+1", "<b>"),
        )
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(FIGURES, min_size=PLACES, max_size=PLACES))
def test_every_package_is_worked_through(figures: list[str]) -> None:
    text = PACKAGE.format(*figures)
    case = prepare(WorkedCase(rule="", name="", filing=text, expect=()))
    findings, skipped = run(case, rules())
    assert not [each for each in skipped if BROKEN in each.reason]
    for finding in findings:
        assert finding.at.form and finding.message
    outcome = Outcome(
        package="",
        filing=case.filing,
        findings=findings,
        skipped=skipped,
        computed=case.computed,
        cards={},
    )
    rubric.grade(outcome, case.parameters)
    assert {ref.form for ref in mended(case.filing)} <= {"base", "overall"}
