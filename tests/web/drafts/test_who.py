"""Who may see and who may write a draft."""

import pytest

from jiping.model.values import Ref

CELL = Ref("base", "", "reception", "actual")


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("filer@灯", 200),
        ("head@灯", 200),
        ("officer@城", 200),
        ("filer@城", 403),
        ("filer@馆", 403),
        ("head@馆", 403),
        ("officer@文", 403),
        ("reviewer@财", 403),
        ("bureau_head@财", 403),
        ("auditor@财", 403),
        ("administrator@财", 403),
        ("nobody", 403),
    ],
)
def test_a_draft_is_the_units_own(desk, county, person, status):
    client = county.client(person)
    here = f"/fill/{desk.draft.assignment_id}/"
    for page in ("base/", "report/", 'cell/?ref=["base","","reception","actual"]'):
        assert client.get(here + page).status_code == status, page


@pytest.mark.parametrize("person", ["head@灯", "officer@城", "filer@馆", "auditor@财"])
def test_only_its_filer_writes(desk, county, person):
    desk.client = county.client(person)
    assert desk.post((CELL, "1")).status_code == 403
    page = desk.client.get(f"/fill/{desk.draft.assignment_id}/base/")
    if page.status_code == 200:
        assert "data-editable" not in page.content.decode()


def test_who_has_not_signed_in_is_told_so(desk, client):
    desk.client = client
    answer = desk.post((CELL, "1"))
    assert (answer.status_code, answer["Location"][:9]) == (302, "/sign-in/")


def test_the_list_shows_my_units_alone(desk, county):
    page = county.client("filer@灯").get("/fill/").content.decode()
    assert "澄湖县路灯管理所" in page
    assert "图书馆" not in page
    under = county.client("officer@城").get("/fill/").content.decode()
    assert "澄湖县路灯管理所" in under
    assert "图书馆" not in under
    assert county.client("reviewer@财").get("/fill/").status_code == 403


def test_a_rule_is_open_to_all(client, db):
    page = client.get("/rules/ZJ101/")
    assert "三公经费" in page.content.decode()
    assert client.get("/rules/XX999/").status_code == 404
