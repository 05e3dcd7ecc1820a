"""The course of a grade: who may do what when, and that it ends."""

import zipfile
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils.timezone import localdate

from jiping.web.audit.models import Record
from jiping.web.core.actions import Refused
from jiping.web.grading.actions import (
    Accept,
    Decide,
    Finalize,
    Mark,
    Object,
    Propose,
    Recheck,
    Reopen,
    Tell,
)
from jiping.web.grading.models import DepartmentGrade
from jiping.web.inbox.models import Message

State = DepartmentGrade.State


def test_every_item_must_be_marked_before_the_grade_is_decided(county, grade) -> None:
    with pytest.raises(Refused, match="提出建议"):
        Decide(county.people["reviewer@财"], grade).perform()


@pytest.mark.parametrize(
    ("band", "points", "reason"),
    [
        ("较全面", "19", "有理由"),
        ("较全面", "15.99", "有理由"),
        ("较全面", "", "有理由"),
        ("较全面", "NaN", "有理由"),
        ("较全面", "1e30", "有理由"),
        ("较全面", "16.005", "有理由"),
        ("没有这档", "17", "有理由"),
        ("较全面", "17", "  "),
    ],
)
def test_points_lie_in_their_band_and_have_a_reason(
    grade, mark, band, points, reason
) -> None:
    with pytest.raises(Refused):
        mark(grade, "problems", band, points, reason=reason)
    assert grade.items.get(key="problems").awarded is None


def test_a_case_that_no_band_names_is_left_to_discretion(grade, mark) -> None:
    mark(grade, "problems", "其他情况（酌情）", "19")
    assert grade.items.get(key="problems").awarded == 19


def test_what_events_decide_no_person_changes(grade, mark) -> None:
    with pytest.raises(Refused, match="按事实计算"):
        mark(grade, "hand_in", "其他情况（酌情）", "10")


@pytest.mark.parametrize(
    "person", ["officer@城", "bureau_head@财", "auditor@财", "administrator@财"]
)
def test_only_a_reviewer_marks(grade, mark, person: str) -> None:
    with pytest.raises(Refused, match="没有这个权限"):
        mark(grade, "problems", "较全面", "17", actor=person)


def test_computing_anew_keeps_what_people_decided(county, grade, mark) -> None:
    mark(grade, "problems", "较全面", "17")
    again = Propose(
        county.people["reviewer@财"], grade.campaign, grade.department
    ).perform()
    item = again.items.get(key="problems")
    assert (item.awarded, item.reason) == (17, "与材料相符")


def test_the_total_is_the_sum(decided) -> None:
    assert decided.total == sum(item.awarded for item in decided.items.all())
    assert decided.total == Decimal("79.5")


def test_the_department_sees_nothing_before_it_is_told(county, decided) -> None:
    page = county.client("officer@城").get(f"/grading/own/{decided.pk}/")
    assert page.status_code == 403
    Tell(county.people["reviewer@财"], decided, 5).perform()
    page = county.client("officer@城").get(f"/grading/own/{decided.pk}/")
    assert page.status_code == 200
    assert "79.5" in page.content.decode()
    assert Message.objects.filter(
        to=county.people["officer@城"], verb="grading.tell"
    ).exists()


def test_another_department_never_sees_it(county, told) -> None:
    assert (
        county.client("officer@文").get(f"/grading/own/{told.pk}/").status_code == 403
    )


def test_the_time_to_object_is_counted_in_working_days(told) -> None:
    assert told.objection_due > localdate() + timedelta(days=4)


def test_objection_recheck_final(county, told) -> None:
    officer, head = county.people["officer@城"], county.people["bureau_head@财"]
    with pytest.raises(Refused, match="至少对一个"):
        Object(officer, told, {"problems": " "}).perform()
    Object(officer, told, {"problems": "第七部分五个方面都写了"}).perform()
    with pytest.raises(Refused, match="复查意见"):
        Recheck(head, told, {"problems": ("18", "")}).perform()
    with pytest.raises(Refused, match="没有这个权限"):
        Recheck(
            county.people["reviewer@财"], told, {"problems": ("18", "可")}
        ).perform()
    done = Recheck(head, told, {"problems": ("18", "部分采纳")}).perform()
    assert (done.state, done.total) == (State.RECHECKED, Decimal("80.5"))
    objection = done.items.get(key="problems").objection
    assert (objection.before, objection.after) == (17, 18)
    assert Finalize(head, done).perform().state == State.FINAL


def test_it_is_not_final_while_the_department_may_object(county, told) -> None:
    head = county.people["bureau_head@财"]
    with pytest.raises(Refused, match="异议期限未过"):
        Finalize(head, told).perform()
    told.objection_due = localdate() - timedelta(days=1)
    told.save()
    assert Finalize(head, told).perform().state == State.FINAL


def test_after_the_last_day_an_objection_is_refused(county, told) -> None:
    told.objection_due = date(2024, 1, 2)
    told.save()
    with pytest.raises(Refused, match="已过"):
        Object(county.people["officer@城"], told, {"problems": "理由"}).perform()


def test_who_accepted_does_not_object(county, told) -> None:
    officer = county.people["officer@城"]
    Accept(officer, told).perform()
    with pytest.raises(Refused, match="无异议"):
        Object(officer, told, {"problems": "理由"}).perform()


def test_nothing_changes_after_it_is_final(county, told) -> None:
    people = county.people
    Accept(people["officer@城"], told).perform()
    final = Finalize(people["bureau_head@财"], told).perform()
    reviewer = people["reviewer@财"]
    before = Record.objects.count()
    tried = (
        Propose(reviewer, final.campaign, final.department),
        Mark(reviewer, final, key="problems", band="较全面", points="18", reason="x"),
        Decide(reviewer, final),
        Reopen(reviewer, final),
        Tell(reviewer, final, 5),
        Accept(people["officer@城"], final),
        Object(people["officer@城"], final, {"problems": "x"}),
        Recheck(people["bureau_head@财"], final, {}),
        Finalize(people["bureau_head@财"], final),
    )
    for action in tried:
        with pytest.raises(Refused, match="已定稿"):
            action.perform()
    final.refresh_from_db()
    assert final.total == Decimal("79.5")
    assert Record.objects.count() == before


def test_the_sheet_as_word_says_points_and_reasons(county, decided) -> None:
    answer = county.client("reviewer@财").get(f"/grading/{decided.pk}/sheet.docx")
    assert answer.status_code == 200
    text = zipfile.ZipFile(BytesIO(answer.content)).read("word/document.xml").decode()
    for words in (
        "澄湖县城市管理局",
        "较全面",
        "与材料相符",
        "迟3个工作日",
        "79.5",
        "（8分）",
    ):
        assert words in text


def test_the_ranking_shows_every_department(county, decided) -> None:
    page = county.client("auditor@财").get("/grading/").content.decode()
    assert "79.5" in page and "澄湖县城市管理局" in page


def test_the_pages_do_the_work(county, grade) -> None:
    client = county.client("reviewer@财")
    address = f"/grading/{grade.pk}"
    assert client.get(f"{address}/").status_code == 200
    given = {"key": "problems", "band": "较全面", "points": "17", "reason": "五个方面"}
    assert client.post(f"{address}/mark/", given).status_code == 303
    assert grade.items.get(key="problems").awarded == 17
    assert client.post(f"{address}/mark/", given | {"points": "19"}).status_code == 409
    assert client.post(f"{address}/decide/").status_code == 409
    department = county.units["城"].pk
    again = f"/grading/campaign/{county.campaign.pk}/department/{department}/"
    assert client.post(again).status_code == 303


def test_only_the_one_band_that_is_proposed_is_chosen_beforehand(grade) -> None:
    item = grade.items.get(key="problems")
    for band in item.bands:
        band["proposed"] = band["name"] in ("较全面", "全面")
    assert item.only_proposed == ""
    item.bands[0]["proposed"] = False
    assert item.only_proposed == "较全面"


def test_a_mark_leaves_the_rest_of_the_page_alone(county, grade) -> None:
    sent = {"key": "problems", "band": "较全面", "points": "17", "reason": "归纳到位"}
    answer = county.client("reviewer@财").post(
        f"/grading/{grade.pk}/mark/",
        sent,
        headers={"HX-Request": "true", "HX-Boosted": "true"},
    )
    assert answer.status_code == 303
    assert answer["Location"] == f"/grading/{grade.pk}/#problems"
    assert grade.items.get(key="problems").awarded == 17
