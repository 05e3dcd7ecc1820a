"""Slips in words and set phrases are told, and right words beside them are left alone."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiping.rules.shared.text_alike import doubled, misspelt
from jiping.rules.shared.text_typos import misspelt_words

DATA = files("jiping.rules.shared").joinpath("data/text_phrases.toml")
TABLE = tomllib.loads(DATA.read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("病险水库除险加古主体工程", ("除险加古", "除险加固")),
        ("年度绩效木标完成", ("绩效木标", "绩效目标")),
        ("全面贯切落实", ("全面贯切", "全面贯彻")),
        ("考核管里规范", ("管里", "管理")),
        ("疾病防控制", ("疾病防控制", "疾病预防控制")),
        ("均按政府购采", ("政府购采", "政府采购")),
    ],
)
def test_a_slip_in_a_phrase_or_beside_a_word(text: str, slip: tuple[str, str]) -> None:
    assert list(misspelt(text)) == [slip]


@pytest.mark.parametrize(
    "text",
    [
        "增加故障排查",
        "发展新型农村集体经济",
        "规范行业协会",
        "管里",  # A word of two by itself may be part of others.
        "加强基层组织",
        "公租房保障",
        "对用电安全产生危害",
        "负责人落实",
    ],
)
def test_right_words_are_no_slips(text: str) -> None:
    assert list(misspelt(text)) == []


def test_words_that_stand_twice() -> None:
    assert list(doubled("按月进行进行核对,资金和和物资")) == [
        ("进行进行", "进行"),
        ("和和", "和"),
    ]
    assert not list(doubled("经济和和谐社会,总和和平均数"))


def test_what_is_listed_is_told_once() -> None:
    assert list(misspelt_words("绩效日标完成")) == [("绩效日标", "绩效目标")]


def test_known_words_are_right_side_by_side() -> None:
    known = [
        *TABLE["words"].split(),
        *TABLE["phrases"].split(),
        *TABLE["right"].split(),
    ]
    assert len(known) == len(set(known))
    assert [word for word in known if list(misspelt(word))] == []


@given(st.lists(st.sampled_from(TABLE["phrases"].split()), max_size=6))
def test_phrases_with_marks_between_are_silent(phrases: list[str]) -> None:
    assert list(misspelt("、".join(phrases))) == []


@given(st.text(max_size=60))
def test_no_text_makes_it_raise(text: str) -> None:
    for wrong, right in (*misspelt(text), *doubled(text)):
        assert wrong in text
        assert wrong != right
