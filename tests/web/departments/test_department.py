"""The officer's pages: approve, return, and who may."""

from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate
from docx import Document
from web.packages import FAULTY, WARNED, fill, submitted, type_in

from jiping.model.values import Ref
from jiping.web.campaigns.models import Assignment
from jiping.web.core.actions import Refused
from jiping.web.core.policy import decide
from jiping.web.departments.actions import (
    DepartmentAdds,
    DepartmentApproves,
    DepartmentJudges,
    DepartmentReturns,
)
from jiping.web.departments.models import DistrictSummary
from jiping.web.departments.work import Place, absences, districts
from jiping.web.drafts.models import Comment, Draft
from jiping.web.inbox.models import Message
from jiping.web.submissions import findings
from jiping.web.submissions.actions import AnswerWarning
from jiping.web.submissions.models import Decision, Submission
from jiping.web.submissions.package import package_of
from jiping.web.units.models import Unit

PEOPLE = (
    "nobody",
    "administrator@财",
    "reviewer@财",
    "bureau_head@财",
    "auditor@财",
    "officer@城",
    "officer@文",
    "filer@灯",
    "head@灯",
    "filer@城",
)
VERBS = ("department.judge", "department.approve", "department.return")
SOON = timedelta(days=9)


@pytest.mark.parametrize("state", Assignment.State.values)
def test_who_may_decide_in_each_state(county, state) -> None:
    light = county.assignments["灯"]
    light.state = state
    for verb in VERBS:
        found = {who for who in PEOPLE if decide(county.people[who], verb, light)}
        assert found == ({"officer@城"} if state == "submitted" else set()), verb


def warned(county) -> Submission:
    """A package whose one warning was answered."""
    light = county.assignments["灯"]
    draft = fill(light, WARNED)
    for record in findings.of_severity(package_of(draft).records, "warning"):
        key = findings.key_of(record)
        AnswerWarning(county.people["filer@灯"], light, key, "按批复执行").perform()
    return submitted(county, "灯")


def give_back(county, made: Submission, **more) -> Decision:
    given = {"due": localdate() + SOON, "opinion": ""} | more
    office = county.units["城"]
    return DepartmentReturns(
        county.people["officer@城"], made, office, **given
    ).perform()


def judge(county, made: Submission, verdict: str, reason: str = ""):
    record = findings.of_severity(made.findings, "warning")[0]
    return DepartmentJudges(
        county.people["officer@城"],
        made,
        county.units["城"],
        key=findings.key_of(record),
        verdict=verdict,
        reason=reason,
    ).perform()


def test_a_package_is_approved_once(county) -> None:
    made = submitted(county, "灯")
    approve = DepartmentApproves(county.people["officer@城"], made, county.units["城"])
    approve.perform()
    county.assignments["灯"].refresh_from_db()
    assert county.assignments["灯"].state == "approved"
    told = Message.objects.filter(verb="department.approve")
    assert {"reviewer@财", "filer@灯"} <= set(told.values_list("to__name", flat=True))
    with pytest.raises(Refused, match="待财政复核"):
        approve.perform()
    assert Decision.objects.count() == 1


def test_another_departments_officer_is_refused(county) -> None:
    made = submitted(county, "灯")
    with pytest.raises(Refused, match="没有这个权限"):
        DepartmentApproves(
            county.people["officer@文"], made, county.units["文"]
        ).perform()
    page = county.client("officer@文").get(f"/department/packages/{made.pk}/")
    assert page.status_code == 403


def test_a_return_carries_letter_comments_and_due_date(county) -> None:
    made = warned(county)
    judge(county, made, "agreed", "请附批复文件")
    office = county.units["城"]
    DepartmentAdds(
        county.people["officer@城"],
        made,
        office,
        ref=Ref("overall", "", "total", "executed"),
        names=("附件2", "年度资金总额", ""),
        message="与决算报表不一致，请核对",
    ).perform()
    decision = give_back(county, made)
    light = county.assignments["灯"]
    light.refresh_from_db()
    assert (light.state, light.due) == ("returned", localdate() + SOON)
    comments = Comment.objects.filter(draft__assignment=light)
    assert comments.filter(text__contains="请附批复文件").exists()
    assert comments.filter(row="total", column="executed").count() == 1
    letter = Document(default_storage.path(decision.letter.name))
    text = "\n".join(c.text for t in letter.tables for r in t.rows for c in r.cells)
    assert "与决算报表不一致" in text
    assert "请附批复文件" in text
    assert "澄湖县城市管理局" in "\n".join(p.text for p in letter.paragraphs)
    assert (
        county.client("filer@灯").get(f"/packages/letters/{decision.pk}/").status_code
        == 200
    )
    assert (
        county.client("filer@馆").get(f"/packages/letters/{decision.pk}/").status_code
        == 403
    )
    assert (
        "退回修改意见书"
        in county.client("filer@灯").get(f"/packages/{light.pk}/").content.decode()
    )


def test_a_return_needs_a_finding_or_words_and_a_day_to_come(county) -> None:
    made = warned(county)
    with pytest.raises(Refused, match="至少认定一项"):
        give_back(county, made)
    with pytest.raises(Refused, match="早于今天"):
        give_back(county, made, opinion="请重新填报", due=date(2024, 1, 1))
    with pytest.raises(Refused, match="不予认定的理由"):
        judge(county, made, "dismissed")
    judge(county, made, "dismissed", "已核实")
    with pytest.raises(Refused, match="至少认定一项"):
        give_back(county, made)
    county.assignments["灯"].refresh_from_db()
    assert county.assignments["灯"].state == "submitted"


def test_a_returned_package_comes_again_as_the_next_version(county) -> None:
    made = warned(county)
    give_back(county, made, opinion="请核对人数")
    draft = Draft.objects.get(assignment=county.assignments["灯"])
    row = next(
        c for c in draft.cells.all() if c.row == "staff" and c.column == "staff_in_post"
    )
    type_in(draft, (row.form, row.key, row.row, row.column), row.raw)
    cell = ("base", "", "economy_measures", "text")
    type_in(draft, cell, "改写的厉行节约措施")
    again = submitted(county, "灯")
    assert again.number == 2
    client = county.client("officer@城")
    page = client.get(f"/packages/versions/{again.pk}/changes/").content.decode()
    assert "改写的厉行节约措施" in page
    assert "改了1处" in page
    stale = client.post(f"/department/packages/{made.pk}/pass/")
    assert stale.status_code == 409
    assert "新的版本" in stale.content.decode()


def test_pages_of_the_officer(county) -> None:
    made = warned(county)
    client = county.client("officer@城")
    home = client.get("/department/")
    assert home.status_code == 303
    board = client.get(home["Location"]).content.decode()
    assert "澄湖县路灯管理所" in board
    assert "澄湖县图书馆" not in board
    page = client.get(f"/department/packages/{made.pk}/").content.decode()
    assert "按批复执行" in page
    assert "style=" not in page
    record = findings.of_severity(made.findings, "warning")[0]
    rule, at, stated = findings.key_of(record)
    posted = {"rule": rule, "at": at, "stated": stated, "verdict": "agreed"}
    judged = client.post(f"/department/packages/{made.pk}/judge/", posted)
    assert judged.status_code == 303
    place = {"place": "overall||total|executed", "message": "与决算不符"}
    assert (
        client.post(f"/department/packages/{made.pk}/point/", place).status_code == 303
    )
    wrong = {"place": "overall||nothing|here", "message": "与决算不符"}
    assert (
        client.post(f"/department/packages/{made.pk}/point/", wrong).status_code == 409
    )
    page = client.get(f"/department/packages/{made.pk}/").content.decode()
    assert "退回单位修改（2项）" in page
    assert "与决算不符" in page
    sent = {"due": (localdate() + SOON).isoformat(), "opinion": ""}
    back = client.post(f"/department/packages/{made.pk}/return/", sent)
    assert back.status_code == 303
    assert (
        client.post(f"/department/packages/{made.pk}/return/", sent).status_code == 403
    )


def test_a_refusal_leaves_the_address_of_the_page(county) -> None:
    """Else a reload would ask for an address that only takes forms."""
    made = warned(county)
    record = findings.of_severity(made.findings, "warning")[0]
    rule, at, stated = findings.key_of(record)
    posted = {"rule": rule, "at": at, "stated": stated, "verdict": "dismissed"}
    headers = {"HX-Request": "true", "HX-Boosted": "true"}
    answer = county.client("officer@城").post(
        f"/department/packages/{made.pk}/judge/", posted, headers=headers
    )
    assert answer.status_code == 409
    assert answer["HX-Push-Url"] == "false"
    assert "请写明不予认定的理由" in answer.content.decode()


def test_the_departments_own_package_is_a_click_away(county) -> None:
    at = f"/department/{county.campaign.pk}/{county.units['城'].pk}/"
    part = county.assignments["城"]
    page = county.client("officer@城").get(at).content.decode()
    assert f'href="/fill/{part.pk}/"' not in page
    part.state = "accepted"
    part.save()
    page = county.client("officer@城").get(at).content.decode()
    assert "轮到已办结" not in page


def test_absences_are_named(county) -> None:
    place = Place(county.campaign, county.units["城"])
    submitted(county, "城本")
    new = Unit.objects.create(
        code="101009",
        name="澄湖县环卫所",
        kind="subordinate",
        parent=county.units["城"],
    )
    found = absences(county.campaign, county.units["城"])
    assert [(a.kind, a.unit.name) for a in found] == [
        ("unit", "澄湖县路灯管理所"),
        ("not_asked", new.name),
    ]
    assert districts(place) == []


def test_a_district_files_a_stamped_summary(county) -> None:
    county.campaign.kinds = ["overall", "transfer"]
    county.campaign.save()
    city = county.units["城"]
    Unit.objects.create(code="101800", name="湖心镇", kind="transfer", parent=city)
    district = Unit.objects.create(
        code="301", name="澄湖县湖东区", kind="district", parent=county.units["财"]
    )
    missing = absences(county.campaign, city)
    assert ("district", district) in [(a.kind, a.unit) for a in missing]
    client = county.client("officer@城")
    url = f"/department/{county.campaign.pk}/{city.pk}/summaries/"
    bad = SimpleUploadedFile("汇总.pdf", b"PK not a pdf")
    answer = client.post(url, {"district": district.pk, "file": bad})
    assert answer.status_code == 409
    for content in (b"%PDF-1.7 one", b"%PDF-1.7 two"):
        good = SimpleUploadedFile("汇总.pdf", content)
        assert (
            client.post(url, {"district": district.pk, "file": good}).status_code == 303
        )
    kept = DistrictSummary.objects.get(replaced_at=None)
    assert DistrictSummary.objects.count() == 2
    assert not [a for a in absences(county.campaign, city) if a.kind == "district"]
    file = client.get(f"/department/summaries/{kept.pk}/")
    assert file.content == b"%PDF-1.7 two"
    assert (
        county.client("officer@文").get(f"/department/summaries/{kept.pk}/").status_code
        == 403
    )
    good = SimpleUploadedFile("汇总.pdf", b"%PDF-1.7 three")
    refused = county.client("filer@城").post(
        url, {"district": district.pk, "file": good}
    )
    assert refused.status_code == 403


def test_faulty_packages_never_get_this_far(county) -> None:
    fill(county.assignments["灯"], FAULTY)
    with pytest.raises(Refused, match="错误"):
        submitted(county, "灯")
