"""Saving cell by cell: versions, derived cells, conflicts, what is refused."""

import json

from jiping.model.values import Ref
from jiping.web.audit.models import Record
from jiping.web.drafts import actions
from jiping.web.drafts.models import Cell, Change, Conflict, Source
from jiping.web.drafts.naming import anchor
from jiping.web.drafts.reading import filing_of, look_at
from jiping.web.drafts.shelf import Shelf

RECEPTION = Ref("base", "", "reception", "actual")
THREE_PUBLIC = Ref("base", "", "three_public", "actual")
RUNNING = Ref("base", "", "vehicle_running", "actual")
VEHICLE = Ref("base", "", "vehicle", "actual")


def test_a_saved_cell_and_what_follows_from_it(desk):
    answer = desk.type((RECEPTION, "3.50"), (RUNNING, "1.20"))
    cells = answer["cells"]
    assert cells[anchor(RECEPTION)] == {"raw": "3.50", "version": 1, "derived": False}
    assert cells[anchor(VEHICLE)]["raw"] == "1.20"
    assert cells[anchor(THREE_PUBLIC)] == {"raw": "4.70", "version": 1, "derived": True}
    assert desk.text(THREE_PUBLIC) == "4.70"
    sources = {c.row: c.source for c in Change.objects.filter(form="base", version=1)}
    assert (sources["reception"], sources["three_public"]) == ("typed", "derived")


def test_what_follows_is_worked_out_anew_and_emptied(desk):
    desk.type((RECEPTION, "3.50"))
    desk.type((RECEPTION, "4"))
    assert desk.text(THREE_PUBLIC) == "4"
    desk.type((RECEPTION, ""))
    assert desk.text(THREE_PUBLIC) == ""


def test_a_derived_cell_is_not_typed_into(desk):
    answer = desk.type((THREE_PUBLIC, "9"), (RECEPTION, "3"))
    assert list(answer["refused"]) == [anchor(THREE_PUBLIC)]
    assert "自动计算" in answer["refused"][anchor(THREE_PUBLIC)]
    assert desk.text(THREE_PUBLIC) == "3"


def test_a_stated_total_stays_while_its_parts_are_blank(desk):
    texts = {THREE_PUBLIC: "9.05"}
    actions.ImportCells(desk.user, desk.draft, texts, Source.IMPORTED).perform()
    assert desk.text(THREE_PUBLIC) == "9.05"
    desk.type((RECEPTION, "3"))
    assert desk.text(THREE_PUBLIC) == "3"


def test_no_check_keeps_a_save_from_being_saved(desk):
    answer = desk.type(
        (RECEPTION, "三块五"), (Ref("base", "", "staff", "staff_in_post"), "-9")
    )
    assert not answer["refused"]
    assert desk.text(RECEPTION) == "三块五"


def test_findings_come_with_the_save_at_their_cells(desk):
    staff = [Ref("base", "", "staff", c) for c in ("authorised_posts", "staff_in_post")]
    rows = {"basic": "10", "project_spending": "5", "general_budget": "99"}
    income = [(Ref("overall", "", row, "executed"), raw) for row, raw in rows.items()]
    total = (Ref("overall", "", "total", "executed"), "99")
    answer = desk.type((staff[0], "20"), (staff[1], "18"), *income, total)
    found = [f for f in answer["left"]["findings"] if f["rule"] == "ZJ204"]
    assert found and found[0]["arithmetic"] == "10+5=15"
    assert anchor(Ref("overall", "", "total", "executed")) in found[0]["cells"]
    assert found[0]["at"]["page"] == "overall"
    assert answer["left"]["errors"] >= 1


def test_what_is_kept_is_what_a_fresh_look_finds(desk, monkeypatch):
    desk.type((RECEPTION, "3.50"), (RUNNING, "1.20"))
    desk.draft.refresh_from_db()
    kept = look_at(desk.draft)
    monkeypatch.setattr("jiping.web.drafts.reading._looks", Shelf(4))
    fresh = look_at(desk.draft)
    assert fresh is not kept
    assert fresh.outcome.findings == kept.outcome.findings
    assert fresh.locked == kept.locked


def test_a_save_over_a_version_not_seen_is_a_conflict(desk, colleague):
    desk.type((RECEPTION, "3.50"))
    colleague.unseen.add(RECEPTION)
    answer = colleague.type((RECEPTION, "4.50"))
    assert desk.text(RECEPTION) == "3.50"
    (conflict,) = answer["conflicts"]
    assert (conflict["mine"], conflict["theirs"]) == ("4.50", "3.50")
    assert (conflict["by"], conflict["theirs_by"]) == ("同事", "filer@灯")
    assert answer["left"]["conflicts"]["count"] == 1


def test_the_same_text_typed_twice_is_no_conflict(desk, colleague):
    desk.type((RECEPTION, "3.50"))
    colleague.unseen.add(RECEPTION)
    answer = colleague.type((RECEPTION, "3.50"))
    assert not answer["conflicts"]
    assert answer["cells"][anchor(RECEPTION)]["version"] == 1


def test_a_page_that_never_heard_back_may_save_again(desk):
    desk.unseen.add(RECEPTION)
    desk.type((RECEPTION, "3"))
    answer = desk.type((RECEPTION, "3.5"))
    assert not answer["conflicts"]
    assert answer["cells"][anchor(RECEPTION)]["version"] == 2
    desk.page = "another tab"
    assert desk.type((RECEPTION, "4"))["conflicts"]


def test_a_conflict_is_settled_by_choosing(desk, colleague):
    colleague.unseen.add(RECEPTION)
    desk.type((RECEPTION, "3.50"))
    colleague.type((RECEPTION, "4.50"))
    body = json.dumps({"ref": ["base", "", "reception", "actual"], "raw": "4.50"})
    url = f"/fill/{desk.draft.assignment_id}/settle/"
    answer = colleague.client.post(url, body, content_type="application/json")
    assert answer.json()["left"]["conflicts"]["count"] == 0
    assert (desk.text(RECEPTION), desk.text(THREE_PUBLIC)) == ("4.50", "4.50")
    assert Conflict.objects.get().settled_by == colleague.user
    again = colleague.client.post(url, body, content_type="application/json")
    assert again.status_code == 409
    assert "处理过" in again.content.decode()


def test_a_locked_cell_says_why(desk):
    target = Ref("project", "p1", "output.quantity#1", "target")
    desk.type((target, "≥5次"))
    Cell.objects.filter(column="target").update(locked="随预算批复的指标")
    answer = desk.type((target, "≥4次"))
    assert "随预算批复" in answer["refused"][anchor(target)]
    assert desk.text(target) == "≥5次"


def test_a_cell_that_is_not_on_the_form_is_refused(desk):
    ref = Ref("base", "", "no_such_row", "actual")
    assert "删除" in desk.type((ref, "1"))["refused"][anchor(ref)]
    assert not Cell.objects.filter(row="no_such_row").exists()


def test_text_is_cleaned_of_what_no_database_takes(desk):
    measures = Ref("base", "", "economy_measures", "text")
    desk.type((measures, "  一、节约\x00用电\r\n二、少开会 "))
    assert desk.text(measures) == "一、节约用电\n二、少开会"


def test_nonsense_is_refused_with_a_sentence(desk):
    url = f"/fill/{desk.draft.assignment_id}/save/"
    for body in (
        "",
        "[]",
        '{"cells": 3}',
        '{"cells": [{"ref": [1], "raw": "", "version": 0}]}',
    ):
        answer = desk.client.post(url, body, content_type="application/json")
        assert answer.status_code == 409
        assert "没有读懂" in answer.content.decode()


def test_a_save_is_one_line_of_the_log(desk):
    before = Record.objects.count()
    desk.type((RECEPTION, "3.50"))
    assert Record.objects.count() == before + 1
    record = Record.objects.order_by("-number")[0]
    assert record.verb == "draft.edit"
    assert ["base/reception/actual", 1, "3.50"] in record.facts["cells"]


def test_nothing_is_written_once_it_is_handed_in(desk, county):
    assignment = county.assignments["灯"]
    assignment.state = "submitted"
    assignment.save()
    answer = desk.post((RECEPTION, "3.50"))
    assert answer.status_code == 403
    assert not Cell.objects.filter(row="reception", column="actual").exists()


def test_the_draft_as_a_filing_holds_what_was_typed(desk):
    desk.type((RECEPTION, "3.50"))
    desk.draft.refresh_from_db()
    base = filing_of(desk.draft).base
    assert base is not None
    assert base["reception"]["actual"].raw == "3.50"
