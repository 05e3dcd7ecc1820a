"""Sums of points, rounding, vocabularies: what the rules on scores and indicators share."""

import re
from decimal import ROUND_DOWN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiping.intake.values import entry, measured, text_entry
from jiping.model.filing import Row
from jiping.model.finding import Hit
from jiping.model.values import Ref
from jiping.rules.cases import WorkedCase, outcomes
from jiping.rules.shared.indicators import Indicator
from jiping.rules.shared.indicators_goals import items, numbered
from jiping.rules.shared.indicators_percent import names_no_rate
from jiping.rules.shared.indicators_words import words
from jiping.rules.shared.scores import rounds_to
from jiping.rules.shared.text_words import vocabulary

POINTS = st.decimals(min_value=0, max_value=100, places=2)
VOCABULARY = vocabulary("indicators")


@given(POINTS, st.integers(min_value=0, max_value=2))
def test_a_rounded_value_is_what_was_printed(value: Decimal, digits: int) -> None:
    printed = round(value + Decimal("0.000001"), digits)
    assert rounds_to(value, Decimal(f"{printed:.{digits}f}"))


@given(POINTS)
def test_cutting_off_half_a_point_or_more_is_no_rounding(value: Decimal) -> None:
    cut = value.quantize(Decimal(1), ROUND_DOWN)
    assert rounds_to(value, cut) == (value - cut < Decimal("0.5"))


WEIGHTS = st.lists(st.integers(min_value=1, max_value=40), min_size=1, max_size=5)


@given(WEIGHTS)
def test_weights_are_at_fault_exactly_where_they_are_not_a_hundred(
    weights: list[int],
) -> None:
    rows = "\n".join(
        f"{'产出指标 | 数量指标' if not place else ' | '} | 编研{place}类史料 | ≥2种 | 2种 | {points} | {points} | "
        for place, points in enumerate(weights)
    )
    case = WorkedCase(
        rule="DF101",
        name="",
        filing=f"附件2\n年度资金总额 | 9 | 9 | 9 | 10 | 100% | 10\n{rows}\n总分 | 100 | 100 | ",
        expect=(),
    )
    found = [each for each in outcomes(case) if isinstance(each, Hit)]
    assert bool(found) == (sum(weights) != 90)


@pytest.mark.parametrize("group", VOCABULARY)
def test_no_concept_is_found_in_nothing(group: str) -> None:
    assert isinstance(words(group), re.Pattern)
    assert not words(group).search("")


def indicator(level2: str, name: str, target: str) -> Indicator:
    key = f"{level2}.{name}"
    refs = {c: Ref("overall", "", key, c) for c in ("level3", "target", "weight")}
    row = Row(
        key=key,
        kind="indicator",
        parent=level2,
        cells={
            "level3": text_entry(refs["level3"], name),
            "target": measured(refs["target"], target),
            "weight": entry(refs["weight"], "10", "分"),
        },
    )
    return Indicator(row)


@pytest.mark.parametrize(
    ("level2", "name", "target", "expected"),
    [
        ("benefit.social", "政策知晓率", "100%", False),
        ("benefit.social", "矛盾调处成功率", "≥97%", False),
        ("benefit.social", "公众安全感", "≥95%", False),
        ("benefit.social", "信访件办结", "100%", False),
        ("benefit.economic", "财政收入增长", "≥5%", False),
        ("benefit.economic", "办事效率", "100%", True),
        ("benefit.social", "营造良好氛围", "100%", True),
        ("output.quality", "制度日益健全", "100%", True),
        ("output.quantity", "系统运行维护", "100%", False),
        ("satisfaction.service", "服务对象", "≥90%", False),
    ],
)
def test_percentages_of_nothing(
    level2: str, name: str, target: str, expected: bool
) -> None:
    assert names_no_rate(indicator(level2, name, target)) is expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1.接收档案；2.改造库房。", 2),
        ("1. 接收档案2.5万件\n2. 改造库房", 2),
        ("一、接收档案\n二、改造库房\n三、举办展览", 3),
        ("接收档案。改造库房。", 2),
        ("", 0),
    ],
)
def test_items_of_a_goal(text: str, count: int) -> None:
    assert len(items(text)) == count


@given(st.text(alphabet="1２.、。；一()（）\n档案 ", max_size=40))
def test_any_goal_comes_apart(text: str) -> None:
    found = items(text)
    assert all(found)
    assert not numbered(text) or len(found) <= len(text)
