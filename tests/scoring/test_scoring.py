"""Worked cases beside the code, and what must hold for any target and actual value."""

import tomllib
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiping import law
from jiping.intake.values import entry, measured, with_slack
from jiping.model.filing import Filing, Row, Sheet
from jiping.model.finding import Computed
from jiping.model.values import Ref
from jiping.scoring import compute, grade, total

CASES = tomllib.loads(
    files("jiping.scoring").joinpath("scoring.cases.toml").read_text("utf-8")
)
YEAR = 2023


def indicator(
    target: str, actual: str, weight: str, kind: str, score: str = "", label: str = ""
) -> Row:
    key = f"{kind}.某项"

    def at(column: str) -> Ref:
        return Ref("overall", "", key, column)

    return Row(
        key=key,
        kind="indicator",
        label=label,
        parent=kind,
        cells={
            "target": measured(at("target"), target),
            "actual": measured(at("actual"), actual),
            "weight": entry(at("weight"), weight, "分"),
            "score": entry(at("score"), score, "分"),
        },
    )


def funds(weight: str, score: str = "", **amounts: str) -> Row:
    cells = with_slack(
        entry(Ref("overall", "", "total", column), raw, "万元")
        for column, raw in amounts.items()
    )
    shares = {
        "weight": entry(Ref("overall", "", "total", "weight"), weight, "分"),
        "score": entry(Ref("overall", "", "total", "score"), score, "分"),
    }
    return Row(
        key="total", kind="fund", cells={c.ref.column: c for c in cells} | shares
    )


def computed(*rows: Row, year: int = YEAR) -> dict[str, Computed]:
    sheet = Sheet(form="overall", rows=rows)
    filing = Filing(
        unit="青石县某局", year=year, layout="", sheets=(sheet,), report=None, places={}
    )
    found = compute(filing, law.parameters(year))
    assert all(ref == one.ref and ref.column == "score" for ref, one in found.items())
    return {ref.row: one for ref, one in found.items()}


def one(
    target: str, actual: str, weight: str, kind: str = "output.quantity"
) -> Computed:
    (found,) = computed(indicator(target, actual, weight, kind)).values()
    return found


def holds(case: dict[str, str], found: Computed | None) -> None:
    if case["points"] == "-":
        assert found is None
        return
    assert found is not None
    assert ("" if found.points is None else str(found.points)) == case["points"]
    if "range" in case:
        assert f"{found.low}至{found.high}" == case["range"]
    else:
        assert found.low == found.high == found.points
    assert case.get("says", "") in found.explanation
    assert case.get("method", found.method) == found.method
    assert found.explanation


@pytest.mark.parametrize("case", CASES["indicator"], ids=lambda case: case["name"])
def test_indicator(case: dict[str, str]) -> None:
    row = indicator(
        case["target"],
        case["actual"],
        case["weight"],
        case.get("kind", "output.quantity"),
        label=case.get("label", ""),
    )
    found = computed(row, year=int(case.get("year", YEAR)))
    holds(case, found.get(row.key))


@pytest.mark.parametrize("case", CASES["execution"], ids=lambda case: case["name"])
def test_execution(case: dict[str, str]) -> None:
    names = ("initial", "revised", "executed")
    row = funds(case["weight"], **{name: case[name] for name in names if name in case})
    holds(case, computed(row).get("total"))


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("100", "优"),
        ("90.00", "优"),
        ("89.995", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
        ("-1", ""),
    ],
)
def test_grade(points: str, expected: str) -> None:
    assert grade(Decimal(points), law.parameters(YEAR)) == expected


def test_total_adds_the_printed_scores() -> None:
    sheet = Sheet(
        form="overall",
        rows=(
            funds("10", "10", revised="100.00", executed="90.00"),
            indicator("100%", "98%", "50", "output.quality", "49.00"),
            indicator("有所改善", "有所改善", "30", "benefit.social", "28.5"),
            indicator("不适用", "不适用", "/", "benefit.economic", "/"),
        ),
    )
    filing = Filing(
        unit="青石县某局", year=YEAR, layout="", sheets=(sheet,), report=None, places={}
    )
    summed = total(sheet, compute(filing, law.parameters(YEAR)))
    assert summed.ref == Ref("overall", "", "score_total", "score")
    assert summed.points == Decimal("87.5")
    assert summed.explanation == (
        "自评各行10+49+28.5=87.5分；按各行的算式应为81.75至88.25分"
    )
    assert summed.low == 9 + Decimal("48.75") + 24
    assert summed.high == 9 + Decimal("49.25") + 30


def test_a_table_without_scores_has_no_total() -> None:
    summed = total(Sheet(form="overall"), {})
    assert summed.points is None
    assert summed.explanation


def test_years_without_rules_are_scored_as_far_as_they_go() -> None:
    found = computed(
        funds("", revised="10", executed="5"),
        indicator("改善", "达成", "10", "benefit.social"),
        year=1990,
    )
    assert [one.points for one in found.values()] == [None, None]


CELL = (
    st.text(alphabet="0123456789.%-~≥≤<>=年月日底前次万元人完成未有所 /", max_size=12)
    | st.text()
)
COUNT = st.integers(min_value=0, max_value=10**6)
WEIGHT = st.decimals(min_value=0, max_value=100, places=2)


@settings(deadline=None)
@given(
    CELL,
    CELL,
    CELL,
    st.sampled_from(["output.cost", "output.timeliness", "benefit.social"]),
)
def test_nothing_makes_it_raise_and_a_score_stays_in_its_row(
    target: str, actual: str, weight: str, kind: str
) -> None:
    row = indicator(target, actual, weight, kind)
    for found in computed(row).values():
        most = row["weight"].number
        assert found.explanation
        if found.points is not None:
            assert most is not None
            assert found.low is not None
            assert found.high is not None
            assert 0 <= found.low <= found.points <= found.high <= most


@settings(deadline=None)
@given(CELL, CELL, CELL)
def test_any_amounts_can_be_scored(revised: str, executed: str, weight: str) -> None:
    for found in computed(funds(weight, revised=revised, executed=executed)).values():
        assert found.points is None or 0 <= found.points <= 100


@settings(deadline=None)
@given(COUNT, COUNT, COUNT, WEIGHT)
def test_doing_more_never_costs_points(
    target: int, less: int, more: int, weight: Decimal
) -> None:
    less, more = sorted((less, more))
    first, second = (
        one(f"≥{target}次", f"{done}次", str(weight)) for done in (less, more)
    )
    assert first.points is not None
    assert second.points is not None
    assert first.points <= second.points


@settings(deadline=None)
@given(COUNT, COUNT, COUNT, WEIGHT)
def test_spending_more_never_brings_points(
    limit: int, less: int, more: int, weight: Decimal
) -> None:
    less, more = sorted((less, more))
    first, second = (
        one(f"≤{limit}次", f"{spent}次", str(weight)) for spent in (less, more)
    )
    assert first.points is not None
    assert second.points is not None
    assert first.points >= second.points
