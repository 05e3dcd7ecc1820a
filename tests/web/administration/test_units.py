"""The tree of units, and what happens to units in mid-year."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from jiping.web.accounts.models import Membership
from jiping.web.administration.actions.units import (
    CreateUnit,
    EndUnit,
    MoveUnit,
    RenameUnit,
)
from jiping.web.core.actions import Refused
from jiping.web.units.models import Unit

TODAY = localdate


@pytest.fixture
def admin(county):
    return county.people["administrator@财"]


def test_a_unit_is_made_on_its_page(county) -> None:
    client = county.client("administrator@财")
    given = {
        "code": "101003",
        "name": "澄湖县环卫所",
        "kind": "subordinate",
        "parent": "101 澄湖县城市管理局",
        "on": "2024-01-01",
    }
    answer = client.post("/units/new/", given)
    unit = Unit.objects.get(code="101003")
    assert (answer.status_code, unit.parent) == (303, county.units["城"])
    assert [c.kind for c in unit.history.all()] == ["created"]
    again = client.post("/units/new/", given)
    assert "已经有了" in again.content.decode()


@pytest.mark.parametrize(
    ("kind", "parent", "said"),
    [
        ("subordinate", "财", "只能设在主管部门下"),
        ("department", "城", "只能设在财政局、县（市、区）下"),
        ("headquarters", None, "要有上级单位"),
        ("bureau", None, "一个工作台只有一个财政局"),
    ],
)
def test_a_unit_stands_only_where_its_kind_may(
    county, admin, kind, parent, said
) -> None:
    above = county.units[parent] if parent else None
    unit = Unit(code="900", name="新单位", kind=kind, parent=above)
    with pytest.raises(Refused, match=said):
        CreateUnit(admin, unit, TODAY()).perform()


def test_a_renamed_unit_keeps_its_name_of_before(county, admin) -> None:
    unit = county.units["灯"]
    RenameUnit(
        admin, unit, "澄湖县照明中心", "照明", date(2024, 5, 1), "县编〔2024〕3号"
    ).perform()
    unit.refresh_from_db()
    assert unit.name == "澄湖县照明中心"
    assert unit.name_on(date(2024, 4, 30)) == "澄湖县路灯管理所"
    assert unit.name_on(date(2024, 5, 1)) == "澄湖县照明中心"
    assert county.people["filer@灯"].inbox.filter(text__contains="更名").exists()


def test_a_moved_unit_is_the_new_departments(county, admin) -> None:
    unit, to = county.units["灯"], county.units["文"]
    MoveUnit(admin, unit, to, TODAY(), "").perform()
    assert (
        county.client("officer@文")
        .get(f"/campaigns/{county.campaign.pk}/")
        .content.decode()
        .count("路灯管理所")
        == 1
    )
    assert (
        "路灯管理所"
        not in county.client("officer@城")
        .get(f"/campaigns/{county.campaign.pk}/")
        .content.decode()
    )
    with pytest.raises(Refused, match="不用调整"):
        MoveUnit(admin, unit, to, TODAY(), "").perform()


def test_a_merged_unit_keeps_its_work_and_people(county, admin) -> None:
    unit, into = county.units["灯"], county.units["城本"]
    EndUnit(admin, unit, into, TODAY(), "县编〔2024〕8号", carry=True).perform()
    unit.refresh_from_db()
    assert (unit.policy_state, unit.merged_into) == ("ended", into)
    assert county.assignments["灯"].policy_state == "filling"
    there = Membership.objects.filter(user=county.people["filer@灯"], ended_on=None)
    assert {m.unit for m in there} == {unit, into}
    with pytest.raises(Refused, match="已撤并"):
        RenameUnit(admin, unit, "别名", "", TODAY(), "").perform()


def test_a_department_with_units_is_not_closed(county, admin) -> None:
    with pytest.raises(Refused, match="下面还有"):
        EndUnit(admin, county.units["城"], None, TODAY(), "").perform()


def test_units_go_over_with_their_department(county, admin) -> None:
    EndUnit(admin, county.units["文"], county.units["城"], TODAY(), "").perform()
    assert Unit.objects.get(code="102002").parent == county.units["城"]


def test_an_end_in_the_future_is_refused(county, admin) -> None:
    with pytest.raises(Refused, match="还没有到"):
        EndUnit(
            admin, county.units["灯"], None, TODAY() + timedelta(days=1), ""
        ).perform()


def test_the_bureau_is_not_closed(county, admin) -> None:
    with pytest.raises(Refused, match="财政局不能撤并"):
        EndUnit(admin, county.units["财"], None, TODAY(), "").perform()


@pytest.mark.parametrize("who", ["reviewer@财", "auditor@财", "officer@城", "filer@灯"])
def test_others_change_no_unit(county, who: str) -> None:
    client, unit = county.client(who), county.units["灯"]
    given = {"name": "改", "on": "2024-01-01"}
    assert client.post(f"/units/{unit.pk}/rename/", given).status_code == 403
    assert (
        client.post(f"/units/{unit.pk}/end/", {"on": "2024-01-01"}).status_code == 403
    )
    seen = 200 if who in ("reviewer@财", "auditor@财") else 403
    assert client.get("/units/").status_code == seen
    unit.refresh_from_db()
    assert unit.name == "澄湖县路灯管理所"


def test_a_large_tree_is_folded_and_searched(county, monkeypatch) -> None:
    monkeypatch.setattr("jiping.web.administration.views.units.MOST_ROWS", 3)
    client = county.client("administrator@财")
    page = client.get("/units/").content.decode()
    assert "共6个单位" in page
    assert "文化旅游局" in page
    assert "路灯管理所" not in page
    assert "路灯管理所" in client.get("/units/?q=路灯").content.decode()
