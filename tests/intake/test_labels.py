"""Labels without what is printed around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiping.intake.labels import joined, lexicon, money_unit, plain, points, year


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("  1、公务用车购置和维护经费", "公务用车购置和维护经费"),
        ("       其中：公车购置", "公车购置"),
        ("3、县级专项资金（一个专项一行）", "县级专项资金"),
        ("2023 年实际在职人数", "实际在职人数"),
        ("“三公”经费：", "三公经费"),
        ("因公出国（境）费", "因公出国费"),
        ("产出指标\n\n(50分)", "产出指标"),
        ("布置工作\n\n10分", "布置工作"),
        ("全年预算数（A）", "全年预算数"),
        ("一级指标", "一级指标"),
        ("三公经费", "三公经费"),
        ("（1）档案数字化", "档案数字化"),
        ("……", "……"),
        ("", ""),
    ],
)
def test_plain_label(printed: str, label: str) -> None:
    assert plain(printed) == label


@given(st.text())
def test_plain_keeps_still(text: str) -> None:
    assert plain(plain(text)) in (plain(text), "") or len(plain(text)) < len(text)


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("单位：元", "元"),
        ("金额单位：万元", "万元"),
        ("年度预算申请\n（万元）", "万元"),
        ("单位：云溪县档案馆", ""),
        ("单位：元宝山林场", ""),
        ("经费控制情况", ""),
    ],
)
def test_declared_unit_of_amounts(printed: str, unit: str) -> None:
    assert money_unit(printed) == unit


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("2024 年度项目支出", 2024),
        ("二〇二三年度", 2023),
        ("附件1", None),
        ("12023年", None),
    ],
)
def test_year_of_a_title(printed: str, found: int | None) -> None:
    assert year(printed) == found


def test_points_inside_a_label() -> None:
    assert [
        points(t)
        for t in ("产出指标(50 分)", "效益指标（30）", "自评通知\n8分", "质量指标")
    ] == ["50", "30", "8", ""]


def test_of_two_keys_with_one_label_the_first_has_it() -> None:
    found = lexicon([("a", ["其他资金"]), ("b", ["其他资金", "*专项"])])
    assert (
        found.find("4、其他资金："),
        found.find("省级专项"),
        found.find("别的"),
    ) == ("a", "b", "")


def test_line_breaks_inside_a_label_are_joined() -> None:
    assert joined("年度预\n算申请\r\n（万元） ") == "年度预算申请（万元）"
