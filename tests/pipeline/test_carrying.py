"""Last year's filing carried over: what stays, what moves, what is emptied or marked."""

from dataclasses import replace

import pytest
from writers.outcomes import FILING

from jiping import intake
from jiping.model.values import Gap, Ref
from jiping.pipeline.carrying import TO_FILL, advanced, carry
from jiping.rules.cases import UNIT, WorkedCase, document

LAST = """
附件1
三公经费 | 3.08 | 4.00 | 0.61
项目支出 | 10.00 | 12.00 | 11.00
2023年档案抢救经费 | 5.00 | 6.00 | 5.50
政府采购金额 | —— | 1.00 | 2.00
厉行节约保障措施 | 2023年压减会议。
附件2
年度资金总额 | 50.00 | 50.00 | 45.00 | 10 | 90% | 9
年度总体目标 | 预期目标 | 实际完成情况
 | 2023年底前建成库房。 | 已建成。
产出指标 | 时效指标 | 完工时间 | 2023年12月底前 | 2023年11月 | 20 | 20 | 提前
总分 | | | | | 100 | 98 | 自评优秀
"""


def read(text: str = LAST, year: int = 2023):
    case = WorkedCase(rule="", name="", filing=text, expect=(), year=year)
    return intake.filings([document(case)])[0]


@pytest.fixture(scope="module")
def this_year():
    return carry(read())


def test_names_and_years(this_year):
    assert (this_year.unit, this_year.year) == (UNIT, 2024)
    assert this_year.base.title == "2024年度部门整体支出绩效评价基础数据表"
    assert this_year.base.columns["actual"] == "2024年决算数"
    assert this_year.base.columns["prior_actual"] == "2023年决算数"
    assert dict(this_year.places) == {}


def test_actual_figures_become_the_prior_years(this_year):
    row = this_year.base["three_public"]
    entry = row["prior_actual"]
    assert (entry.raw, str(entry.ref)) == ("0.61", "base/three_public/prior_actual")
    assert row["budget"].blank
    assert row["actual"].blank


def test_a_cell_the_form_closes_stays_closed(this_year):
    assert this_year.base["procurement"]["prior_actual"].value is Gap.NOT_APPLICABLE


def test_a_units_own_row_keeps_its_name(this_year):
    labels = [row.label for row in this_year.base.rows if not row.template]
    assert labels == ["2023年档案抢救经费"]


def test_goals_and_weights_stay_and_results_go(this_year):
    overall = this_year.overall
    (indicator,) = overall.of_kind("indicator")
    kept = {key: indicator[key].raw for key in ("level3", "target", "weight", "actual")}
    assert kept == {
        "level3": "完工时间",
        "target": "2024年12月底前",
        "weight": "20",
        "actual": TO_FILL,
    }
    assert overall["objective"]["expected"].raw == "2024年底前建成库房。"
    assert overall["objective"]["actual"].raw == TO_FILL
    assert indicator["score"].blank
    assert indicator["deviation_note"].blank
    assert (overall["total"]["weight"].raw, overall["total"]["rate"].raw) == ("10", "")
    assert (
        overall["score_total"]["weight"].raw,
        overall["score_total"]["score"].raw,
    ) == ("100", "")


def test_keys_are_last_years(this_year):
    before = [
        (sheet.form, sheet.key, row.key)
        for sheet in read().sheets
        for row in sheet.rows
    ]
    after = [(s.form, s.key, row.key) for s in this_year.sheets for row in s.rows]
    assert after == before
    for sheet in this_year.sheets:
        for row in sheet.rows:
            assert {e.ref for e in row.cells.values()} == {
                Ref(sheet.form, sheet.key, row.key, column) for column in row.cells
            }


def test_no_figure_of_last_year_is_left_but_the_prior_years(this_year):
    assert {
        entry.ref.column
        for sheet in this_year.sheets
        for row in sheet.rows
        for entry in row.cells.values()
        if entry.number is not None
    } == {"prior_actual", "weight"}


def test_the_report_keeps_its_chapters_and_says_nothing():
    report = carry(FILING).report
    assert [section.heading.raw for section in report.sections] == [
        "一般公共预算支出情况"
    ]
    assert [section.text for section in report.sections] == [TO_FILL]
    assert report.statements == ()


def test_a_filing_without_a_year_keeps_its_labels():
    filing = replace(read(), year=None)
    assert carry(filing).year is None
    assert carry(filing).base.title == filing.base.title


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("2023年度和2022年", "2024年度和2023年"),
        ("财预〔2020〕10号，2013年起", "财预〔2020〕10号，2013年起"),
        ("12023年", "12023年"),
        ("2024 年底", "2025 年底"),
    ],
)
def test_years_near_the_filings_own_go_one_further(text, later):
    assert advanced(text, 2023) == later
