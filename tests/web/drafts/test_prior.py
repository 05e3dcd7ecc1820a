"""Last year's filing: beside this year's, and what of it this year begins with."""

import pytest

from jiping.model.values import Ref
from jiping.pipeline.drafting import read_back
from jiping.web.core.actions import Refused
from jiping.web.drafts import actions
from jiping.web.drafts.fitting import beside
from jiping.web.drafts.models import Change, Draft, PriorFiling
from jiping.web.drafts.reading import cells_of, filing_of
from jiping.web.drafts.shape import put_together
from jiping.writers import filing_json

RECEPTION = Ref("base", "", "reception", "actual")


@pytest.fixture
def last_year(desk):
    """The draft as last year's filing would read: typed, read back, kept as prior."""
    shape = {**desk.shape(), "year": 2022}
    texts = cells_of(desk.draft) | {
        RECEPTION: "4.20",
        Ref("base", "", "reception", "budget"): "5.00",
        Ref("overall", "", "output.quantity#1", "level3"): "维修路灯数量",
        Ref("overall", "", "output.quantity#1", "target"): "≥2022年数300盏",
        Ref("overall", "", "output.quantity#1", "weight"): "10",
        Ref("overall", "", "output.quantity#1", "actual"): "320盏",
        Ref("base", "", "project_filler_1", "label"): "亮化专项",
        Ref("base", "", "project_filler_1", "actual"): "8.00",
        Ref("project", "p2", "project", "name"): "老旧灯杆更换",
    }
    filing = read_back(put_together(shape, texts)).filing
    PriorFiling.objects.create(
        draft=desk.draft, filing=filing_json.dump(filing), by=desk.user
    )
    return filing


def prefilled(desk):
    return actions.Prefill(desk.user, Draft.objects.get(pk=desk.draft.pk)).perform()


def test_last_years_value_stands_beside(desk, last_year):
    found = beside(desk.shape(), cells_of(desk.draft), last_year)
    assert found[RECEPTION] == "4.20"
    page = desk.client.get(f"/fill/{desk.draft.assignment_id}/base/").content.decode()
    assert 'data-prior="4.20"' in page


def test_what_stays_is_carried_into_blank_cells(desk, last_year):
    desk.type((Ref("base", "", "abroad", "prior_actual"), "1.00"))
    prefilled(desk)
    assert desk.text(Ref("base", "", "reception", "prior_actual")) == "4.20"
    assert desk.text(Ref("base", "", "abroad", "prior_actual")) == "1.00"
    assert desk.text(RECEPTION) == ""
    filing = filing_of(Draft.objects.get(pk=desk.draft.pk))
    assert filing.overall is not None
    row = filing.overall["output.quantity#1"]
    assert row["level3"].raw == "维修路灯数量"
    assert (row["weight"].raw, row["actual"].raw) == ("10", "")
    assert "2023年" in row["target"].raw
    assert Change.objects.filter(column="prior_actual", source="prior").exists()


def test_lines_and_projects_of_last_year_find_a_place(desk, last_year):
    prefilled(desk)
    filing = filing_of(Draft.objects.get(pk=desk.draft.pk))
    assert "老旧灯杆更换" in [sheet.name for sheet in filing.projects]
    assert filing.base is not None
    assert "亮化专项" in [row.label for row in filing.base.rows]


def test_carrying_twice_changes_nothing_more(desk, last_year):
    prefilled(desk)
    before = filing_of(Draft.objects.get(pk=desk.draft.pk))
    assert not prefilled(desk).changed
    assert filing_of(Draft.objects.get(pk=desk.draft.pk)) == before


def test_nothing_to_carry_is_said(desk):
    with pytest.raises(Refused, match="上年度"):
        prefilled(desk)
