"""What follows from other cells of a table, and nothing that does not."""

from jiping import intake
from jiping.model.values import Ref
from jiping.rules.cases import WorkedCase, document
from jiping.rules.identities.derive import derived, following, mended


def corrections(text: str) -> dict[str, str]:
    case = WorkedCase(rule="", name="", filing=text, expect=())
    filing = intake.filings([document(case)])[0]
    return {str(ref): new for ref, new in mended(filing).items()}


def test_a_total_of_a_corrected_total_is_corrected_with_it():
    assert corrections(
        """
        附件1
        三公经费 | 3.08 | 0.00 | 9.00
        1、公务用车购置和维护经费 | 0 | 0 | 5.00
        其中：公车购置 | 0 | 0 | 1.00
        公车运行维护 | 0 | 0 | 2.50
        2、出国经费 | 0 | 0 | 0
        3、公务接待 | 3.08 | 0.00 | 0.50
        """
    ) == {"base/vehicle/actual": "3.50", "base/three_public/actual": "4.00"}


def test_rates_keep_their_sign_and_blank_ones_get_it():
    assert corrections(
        """
        附件2
        年度资金总额 | 100.00 | 80.00 | 72.00 | 10 | 72% | 9
        附件3 绿化
        年度资金总额 | 40.00 | 40.00 | 30.00 | 10 | | 7.5
        其中：当年财政拨款 | 40.00 | 40.00 | 30.00 | | |
        """
    ) == {"overall/total/rate": "90%", "project:绿化/total/rate": "75%"}


def test_what_two_tables_or_two_splits_say_derives_nothing():
    assert (
        corrections(
            """
            附件1
            项目支出 | 0 | 10.00 | 10.00
            1、业务工作经费 | 0 | 10.00 | 10.00
            附件2
            年度资金总额 | 50.00 | 50.00 | 50.00 | 10 | 100% | 10
            按收入性质分： | 按支出性质分：
            其中：一般公共预算：40.00 | 其中：基本支出：30.00
            政府性基金拨款： | 项目支出：15.00
            """
        )
        == {}
    )


def scored(*scores: str) -> str:
    rows = "".join(
        f"产出指标 | 数量指标 | 第{n}项 | 5次 | 5次 | 45 | {score} | \n"
        for n, score in enumerate(scores)
    )
    return (
        "附件2\n年度资金总额 | 50.00 | 50.00 | 50.00 | 10 | 100% | 10\n"
        f"{rows}总分 | | | | | 100 | 95 |"
    )


def test_a_total_score_is_the_sum_of_the_scores():
    assert corrections(scored("44", "45")) == {"overall/score_total/score": "99"}
    assert corrections(scored("40", "45")) == {}


def test_no_total_of_more_points_than_there_are():
    assert corrections(scored("50", "45")) == {}


def test_derived_cells_are_totals_and_rates():
    case = WorkedCase(rule="", name="", filing=scored("44", "45"), expect=())
    refs = derived(intake.filings([document(case)])[0])
    assert Ref("overall", "", "total", "rate") in refs
    assert Ref("overall", "", "score_total", "score") in refs
    assert Ref("overall", "", "total", "executed") not in refs


def followed(text: str) -> dict[str, str]:
    case = WorkedCase(rule="", name="", filing=text, expect=())
    filing = intake.filings([document(case)])[0]
    return {str(ref): new for ref, new in following(filing).items()}


def test_blank_derived_cells_follow_as_soon_as_something_is_there():
    lines = (
        "附件1",
        "三公经费 | | | ",
        "1、公务用车购置和维护经费 | | | ",
        "其中：公车购置 | | | 0",
        "公车运行维护 | | | 0",
        "2、出国经费 | | | ",
        "3、公务接待 | | 1.20 | ",
    )
    assert followed("\n".join(lines)) == {
        "base/three_public/budget": "1.20",
        "base/vehicle/actual": "0",
        "base/three_public/actual": "0",
    }


def test_what_has_nothing_to_follow_from_is_told():
    assert followed("附件1\n三公经费 | 3.08 | | \n3、公务接待 | | | ") == {
        "base/three_public/prior_actual": ""
    }


def test_a_total_score_follows_from_the_scores_that_are_there():
    assert followed(scored("44", "")) == {"overall/score_total/score": "54"}
