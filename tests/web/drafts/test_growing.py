"""Rows and projects come, go and come back; keys are never used twice."""

import json

import pytest

from jiping.model.values import Ref
from jiping.web.audit.models import Record
from jiping.web.core.actions import Refused
from jiping.web.drafts import actions, growth
from jiping.web.drafts.models import Change

SPECIAL = Ref("base", "", "special_funds", "actual")
PROJECT_TOTAL = Ref("base", "", "project_total", "actual")


def reshape(desk, what, ref, **more):
    url = f"/fill/{desk.draft.assignment_id}/reshape/"
    address = json.dumps([ref.form, ref.key, ref.row, ref.column], ensure_ascii=False)
    return desk.client.post(url, {"what": what, "ref": address, **more})


def keys(desk, form="base", key=""):
    return [row["key"] for row in growth.sheet_of(desk.shape(), form, key)["rows"]]


def test_a_line_of_ones_own_counts_in_its_total(desk):
    answer = reshape(desk, "add-row", SPECIAL)
    assert answer.status_code == 303
    rows = keys(desk)
    own = rows[rows.index("special_funds") + 1]
    desk.type(
        (Ref("base", "", own, "label"), "4、文明创建专项"),
        (Ref("base", "", own, "actual"), "7.5"),
        (SPECIAL, "2.5"),
    )
    assert desk.text(PROJECT_TOTAL) == "10.0"
    # Without a number it is a part of the line above, which has counted it already.
    desk.type((Ref("base", "", own, "label"), "文明创建专项"))
    assert desk.text(PROJECT_TOTAL) == "2.5"
    page = desk.client.get(f"/fill/{desk.draft.assignment_id}/base/").content.decode()
    assert "文明创建专项" in page


def test_a_row_that_goes_takes_its_amount_along_and_comes_back_with_it(desk):
    reshape(desk, "add-row", SPECIAL)
    rows = keys(desk)
    own = rows[rows.index("special_funds") + 1]
    label = (Ref("base", "", own, "label"), "4、文明创建专项")
    desk.type(label, (Ref("base", "", own, "actual"), "7.5"), (SPECIAL, "2.5"))
    assert desk.text(PROJECT_TOTAL) == "10.0"
    reshape(desk, "remove-row", Ref("base", "", own, "actual"))
    assert own not in keys(desk)
    assert desk.text(PROJECT_TOTAL) == "2.5"
    assert Change.objects.filter(row=own, reason="删除本行").exists()
    assert Change.objects.filter(row=own, after="7.5").exists()
    reshape(desk, "restore", Ref("base", "", own))
    assert own in keys(desk)
    assert desk.text(PROJECT_TOTAL) == "10.0"


def test_a_key_is_never_used_twice(desk):
    seen = set()
    for _ in range(3):
        reshape(desk, "add-row", SPECIAL)
        rows = keys(desk)
        own = rows[rows.index("special_funds") + 1]
        assert own not in seen
        seen.add(own)
        reshape(desk, "remove-row", Ref("base", "", own, "actual"))


def test_rows_of_the_form_stay(desk):
    answer = reshape(desk, "remove-row", Ref("base", "", "reception", "actual"))
    assert answer.status_code == 409
    assert "表样固定" in answer.content.decode()
    answer = reshape(desk, "add-row", Ref("base", "", "reception", "actual"))
    assert answer.status_code == 409


def test_an_indicator_of_a_class_stands_behind_its_like(desk):
    answer = reshape(desk, "add-indicator", Ref("overall"), level2="output.quality")
    assert "/overall/" in answer["Location"]
    sheet = growth.sheet_of(desk.shape(), "overall", "")
    parents = [r["parent"] for r in sheet["rows"] if r["kind"] == "indicator"]
    at = [i for i, parent in enumerate(parents) if parent == "output.quality"]
    assert len(at) == 3
    assert at[-1] - at[0] == 2


def test_the_last_indicator_stays(desk):
    sheet = growth.sheet_of(desk.shape(), "overall", "")
    found = [r["key"] for r in sheet["rows"] if r["kind"] == "indicator"]
    for key in found[1:]:
        assert (
            reshape(desk, "remove-row", Ref("overall", "", key, "level3")).status_code
            == 303
        )
    assert (
        reshape(desk, "remove-row", Ref("overall", "", found[0], "level3")).status_code
        == 409
    )


def test_an_indicator_added_under_another_is_of_its_class(desk):
    reshape(desk, "add-row", Ref("overall", "", "output.quantity#2", "target"))
    rows = growth.sheet_of(desk.shape(), "overall", "")["rows"]
    at = [r["key"] for r in rows].index("output.quantity#2")
    assert rows[at + 1]["parent"] == "output.quantity"
    page = desk.client.get(f"/fill/{desk.draft.assignment_id}/overall/")
    assert page.status_code == 200


def test_projects_come_and_go(desk):
    reshape(desk, "add-project", Ref("project"), name="公园灯光")
    names = [s["name"] for s in desk.shape()["sheets"] if s["form"] == "project"]
    assert names == ["路灯维护", "节日亮化", "公园灯光"]
    reshape(desk, "remove-project", Ref("project", "p1"))
    assert not [s for s in desk.shape()["sheets"] if s["key"] == "p1"]
    reshape(desk, "restore", Ref("project", "p1"))
    first = next(s for s in desk.shape()["sheets"] if s["form"] == "project")
    assert first["key"] == "p1"
    again = reshape(desk, "restore", Ref("project", "p1"))
    assert again.status_code == 409


def test_a_draft_is_begun_once(desk):
    with pytest.raises(Refused, match="已经开始"):
        actions.StartDraft(desk.user, desk.draft, ["再来"]).perform()


def test_a_project_is_called_what_stands_in_its_table(desk):
    desk.type((Ref("project", "p1", "project", "name"), "城区路灯维护"))
    page = desk.client.get(f"/fill/{desk.draft.assignment_id}/base/").content.decode()
    assert "城区路灯维护" in page


def test_own_lines_change_places(desk):
    for _ in range(3):
        reshape(desk, "add-row", SPECIAL)
    rows = keys(desk)
    at = rows.index("special_funds") + 1
    first, second, third = rows[at : at + 3]
    desk.type((Ref("base", "", second, "label"), "文明创建专项"))
    answer = reshape(desk, "move-up", Ref("base", "", second, "actual"))
    assert answer.status_code == 303
    assert keys(desk)[at : at + 3] == [second, first, third]
    assert desk.text(Ref("base", "", second, "label")) == "文明创建专项"
    reshape(desk, "move-down", Ref("base", "", first, "actual"))
    assert keys(desk)[at : at + 3] == [second, third, first]
    lines = list(Record.objects.filter(facts__has_key="change"))
    assert [line.facts["change"] for line in lines[-2:]] == ["上移一行", "下移一行"]


@pytest.mark.parametrize(
    ("what", "row"),
    [
        ("move-up", "reception"),
        ("move-down", "special_funds"),
        ("move-up", "nowhere"),
    ],
)
def test_rows_of_the_form_do_not_move(desk, what, row):
    before = keys(desk)
    answer = reshape(desk, what, Ref("base", "", row, "actual"))
    assert answer.status_code == 409
    assert keys(desk) == before


def test_a_line_moves_among_its_kind_alone(desk):
    reshape(desk, "add-row", SPECIAL)
    rows = keys(desk)
    own = rows[rows.index("special_funds") + 1]
    for what, where in (("move-up", "最上面"), ("move-down", "最下面")):
        answer = reshape(desk, what, Ref("base", "", own, "actual"))
        assert answer.status_code == 409
        assert where in answer.content.decode()
    assert keys(desk) == rows


def test_indicators_change_places_inside_their_level_2(desk):
    def indicators():
        sheet = growth.sheet_of(desk.shape(), "overall", "")
        return [
            (row["key"], row["parent"])
            for row in sheet["rows"]
            if row["kind"] == "indicator"
        ]

    parents = [parent for _, parent in indicators()]
    reshape(
        desk, "add-indicator", Ref("overall", ""), level2="output.quantity"
    )  # fmt: skip
    alike = [key for key, parent in indicators() if parent == "output.quantity"]
    assert len(alike) >= 2
    at = Ref("overall", "", alike[-1], "target")
    assert reshape(desk, "move-up", at).status_code == 303
    moved = [key for key, parent in indicators() if parent == "output.quantity"]
    assert moved == [*alike[:-2], alike[-1], alike[-2]]
    top = Ref("overall", "", moved[0], "target")
    assert reshape(desk, "move-up", top).status_code == 409
    assert len(indicators()) == len(parents) + 1
