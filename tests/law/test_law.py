"""Every number has a date, a source and a certainty; data that lacks one is refused."""

from decimal import Decimal

import pytest

from jiping import law
from jiping.law.loading import read_instruments, read_parameters

INSTRUMENT = {"title": "某办法", "date": "2020-02-25", "certainty": "read"}
DATED = {
    "since": "2020-02-25",
    "value": 10,
    "cites": ["rule#第三条"],
    "certainty": "memory",
    "checked": "2026-01-01",
}


def without(entry: dict[str, object], *names: str) -> dict[str, object]:
    return {name: value for name, value in entry.items() if name not in names}


def parameter(**changes: object) -> dict[str, object]:
    return {"weights.some": {"title": "某项分值", "dated": [DATED | changes]}}


KNOWN = read_instruments({"rule": INSTRUMENT})


@pytest.mark.parametrize("year", [2016, 2019, 2020, 2021, 2023, 2030])
def test_every_parameter_is_dated_and_cited(year: int) -> None:
    for key, found in law.parameters(year).items():
        assert found.id == key
        assert found.since <= f"{year + 1}-06-30"
        assert found.cites
        assert all(cite.certainty and cite.date and cite.title for cite in found.cites)


def test_the_keys_that_rules_ask_for_are_there() -> None:
    wanted = {
        "weights.total",
        "weights.execution",
        "weights.default",
        "weights.sets",
        "grades",
        "bands.qualitative",
        "overshoot.warn_ratio",
        "warning.self_score_gap",
        "warning.under_spending",
        "warning.midyear",
        "rubric.self_evaluation",
        "staffing.limit",
        "rounding.amount",
        "rounding.score",
        "publication.days",
    }
    assert wanted <= law.parameters(2023).keys()


def test_a_year_is_judged_by_its_own_rules() -> None:
    def cut(year: int) -> object:
        bands = law.parameters(year)["bands.qualitative"].value
        assert isinstance(bands, list)
        return bands[1]["from"]

    assert (cut(2017), cut(2018), cut(2019), cut(2023)) == (50, 50, 60, 60)
    assert "weights.default" not in law.parameters(2018)
    sets = law.parameters(2023)["weights.sets"].value
    assert isinstance(sets, list)
    assert len(sets) == 4


def test_weights_and_rubric_add_to_a_hundred() -> None:
    found = law.parameters(2023)
    default = found["weights.default"].value
    assert isinstance(default, dict)
    assert sum(default.values()) == found["weights.total"].value == 100
    for weights in found["weights.sets"].value:  # type: ignore[attr-defined]
        assert sum(share for name, share in weights.items() if name != "name") == 100
    criteria = found["rubric.self_evaluation"].value
    assert isinstance(criteria, list)
    assert sum(criterion["points"] for criterion in criteria) == 100
    for criterion in criteria:
        parts = criterion.get("parts", [])
        assert not parts or sum(part["points"] for part in parts) == criterion["points"]


def test_fractions_are_exact() -> None:
    assert law.parameters(2023)["overshoot.warn_ratio"].value == Decimal("0.3")
    assert isinstance(law.parameters(2023)["rounding.amount"].value, Decimal)


def test_cite_prints_title_number_and_article() -> None:
    cited = law.cite("mof-2020-10", "第十四条")
    assert (
        str(cited) == "《项目支出绩效评价管理办法》（财预\u30142020\u301510号）第十四条"
    )
    with pytest.raises(KeyError):
        law.cite("no-such-instrument")


def test_repealed_instruments_are_known_ones() -> None:
    assert law.repealed()["mof-2011-285"] == "2020-02-25"
    assert law.repealed().keys() <= law.instruments().keys()


def test_a_value_for_a_layout_goes_before_a_general_one() -> None:
    data = {
        "weights.some": {
            "title": "某项分值",
            "dated": [DATED, DATED | {"value": 8, "layout": "4306"}],
        }
    }
    general, local = read_parameters(data, KNOWN)
    assert general.serves("2024-06-30", "")
    assert not local.serves("2024-06-30", "430000-hunan/department-2023")
    assert local.serves("2024-06-30", "430602-yueyanglou/department-2023") is True
    assert not general.serves("2019-06-30", "")


def test_an_article_keeps_the_certainty_of_the_value() -> None:
    (dated,) = read_parameters(parameter(), KNOWN)
    (cited,) = dated.parameter.cites
    assert (cited.article, cited.certainty) == ("第三条", "memory")


@pytest.mark.parametrize("missing", ["title", "date", "certainty"])
def test_an_instrument_needs(missing: str) -> None:
    with pytest.raises(ValueError, match=missing):
        read_instruments({"rule": without(dict(INSTRUMENT), missing)})


@pytest.mark.parametrize("missing", ["since", "value", "cites", "certainty", "checked"])
def test_a_value_needs(missing: str) -> None:
    entry = {
        "weights.some": {"title": "某项分值", "dated": [without(dict(DATED), missing)]}
    }
    with pytest.raises(ValueError, match=missing):
        read_parameters(entry, KNOWN)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"cites": ["unknown"]}, "unknown instrument"),
        ({"cites": []}, "no cites"),
        ({"since": "2020"}, "no date"),
        ({"certainty": "sure"}, "unknown certainty"),
        ({"valeu": 1}, "unknown fields"),
    ],
)
def test_a_value_is_refused(changes: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_parameters(parameter(**changes), KNOWN)


def test_a_parameter_without_values_is_refused() -> None:
    with pytest.raises(ValueError, match="no dated"):
        read_parameters({"weights.some": {"title": "某项分值", "dated": []}}, KNOWN)
    with pytest.raises(ValueError, match="not a table"):
        read_parameters({"weights.some": 10}, KNOWN)
