"""Handing over, sending back, signing: who may, when, and what bars the way."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.utils.timezone import localdate
from web.packages import (
    CLEAN,
    FAULTY,
    LATER,
    STATEMENTS,
    WARNED,
    fill,
    submitted,
    type_in,
)

from jiping.web.audit.models import Record
from jiping.web.campaigns.models import Assignment
from jiping.web.core.actions import Refused
from jiping.web.core.policy import decide
from jiping.web.drafts.models import Draft
from jiping.web.inbox.models import Message
from jiping.web.submissions import findings, storing
from jiping.web.submissions.actions import AnswerWarning, HandOver, SendBack, Submit
from jiping.web.submissions.gate import gate
from jiping.web.submissions.models import Answer, Submission, Waiver
from jiping.web.submissions.package import package_of, sealed
from jiping.web.submissions.waivers import AskWaiver, DecideWaiver

EVERYBODY = (
    "nobody",
    "administrator@财",
    "reviewer@财",
    "bureau_head@财",
    "auditor@财",
    "officer@城",
    "officer@文",
    "filer@灯",
    "filer@馆",
    "head@灯",
    "head@馆",
)
MAY = {
    ("package.hand_over", "filling"): {"filer@灯"},
    ("package.hand_over", "returned"): {"filer@灯"},
    ("package.send_back", "signing"): {"head@灯"},
    ("package.submit", "signing"): {"head@灯"},
    ("package.answer", "filling"): {"filer@灯", "head@灯"},
    ("package.answer", "returned"): {"filer@灯", "head@灯"},
    ("package.answer", "signing"): {"filer@灯", "head@灯"},
    ("waiver.ask", "filling"): {"filer@灯", "head@灯"},
    ("waiver.ask", "returned"): {"filer@灯", "head@灯"},
    ("waiver.ask", "signing"): {"filer@灯", "head@灯"},
}
VERBS = sorted({verb for verb, _ in MAY})


@pytest.mark.parametrize("state", Assignment.State.values)
def test_who_may_do_what_in_each_state(county, state) -> None:
    light = county.assignments["灯"]
    light.state = state
    for verb in VERBS:
        found = {who for who in EVERYBODY if decide(county.people[who], verb, light)}
        assert found == MAY.get((verb, state), set()), verb


def errors_of(assignment: Assignment) -> list[findings.Record]:
    package = package_of(Draft.objects.get(assignment=assignment))
    return findings.of_severity(package.records, "error")


def sign(county, short="灯", signed=STATEMENTS) -> Submission:
    assignment = county.assignments[short]
    revision = Draft.objects.get(assignment=assignment).revision
    return Submit(
        county.people[f"head@{short}"], assignment, revision, signed
    ).perform()


def test_a_clean_package_is_signed(county) -> None:
    made = submitted(county, "灯")
    light = county.assignments["灯"]
    light.refresh_from_db()
    assert (light.state, made.number) == ("submitted", 1)
    assert sealed(Submission.objects.get(pk=made.pk)) == made.digest
    assert len(made.statements) == len(STATEMENTS)
    assert made.statements[0]["by"] == "head@灯"
    assert storing.kept(made.document.name)
    told = Message.objects.filter(verb="package.submit").values_list(
        "to__name", flat=True
    )
    assert {"officer@城", "filer@灯"} <= set(told)
    assert "officer@文" not in told
    assert Record.objects.latest("number").facts["digest"] == made.digest


def test_lateness_is_counted_in_working_days(county) -> None:
    made = submitted(county, "灯")
    assert made.is_late
    light = county.assignments["馆"]
    light.due = LATER
    light.save()
    assert not submitted(county, "馆").is_late


def test_a_departments_own_package_goes_to_the_bureau(county) -> None:
    submitted(county, "城")
    county.assignments["城"].refresh_from_db()
    assert county.assignments["城"].state == "approved"
    told = Message.objects.filter(verb="package.submit").values_list(
        "to__name", flat=True
    )
    assert "reviewer@财" in told


def test_an_empty_draft_cannot_be_handed_over(county) -> None:
    with pytest.raises(Refused, match="还没有开始填报"):
        HandOver(county.people["filer@灯"], county.assignments["灯"]).perform()


def test_a_head_gives_back_with_a_reason(county) -> None:
    light = county.assignments["灯"]
    fill(light)
    HandOver(county.people["filer@灯"], light).perform()
    with pytest.raises(Refused, match="理由"):
        SendBack(county.people["head@灯"], light, " ").perform()
    SendBack(county.people["head@灯"], light, "项目表漏了一张").perform()
    light.refresh_from_db()
    assert light.state == "filling"
    assert Message.objects.filter(
        to__name="filer@灯", text__contains="漏了一张"
    ).exists()


def test_a_statement_left_unticked_is_refused(county) -> None:
    fill(county.assignments["灯"])
    HandOver(county.people["filer@灯"], county.assignments["灯"]).perform()
    with pytest.raises(Refused, match="逐条勾选"):
        sign(county, signed=STATEMENTS[:-1])
    assert not Submission.objects.exists()


def test_errors_bar_the_way_until_waived(county) -> None:
    light = county.assignments["灯"]
    fill(light, FAULTY)
    HandOver(county.people["filer@灯"], light).perform()
    with pytest.raises(Refused, match="项错误没有改正"):
        sign(county)
    package = package_of(light.draft)
    for record in findings.of_severity(package.records, "warning"):
        key = findings.key_of(record)
        AnswerWarning(county.people["head@灯"], light, key, "情况属实。").perform()
    for record in findings.of_severity(package.records, "error"):
        key = findings.key_of(record)
        waiver = AskWaiver(
            county.people["filer@灯"], light, key, "上级表式如此要求"
        ).perform()
        with pytest.raises(Refused, match="没有改正"):
            sign(county)
        DecideWaiver(county.people["reviewer@财"], waiver, LATER, "").perform()
    made = sign(county)
    assert made.facts["waived"] == made.facts["errors"] > 0


def test_a_waiver_that_ran_out_or_was_refused_bars_again(county) -> None:
    light = county.assignments["灯"]
    fill(light, FAULTY)
    (record, *_) = errors_of(light)
    key = findings.key_of(record)
    ask = AskWaiver(county.people["head@灯"], light, key, "年底已经关账")
    waiver = ask.perform()
    with pytest.raises(Refused, match="不用再申请"):
        ask.perform()
    with pytest.raises(Refused, match="没有这个权限"):
        DecideWaiver(county.people["officer@城"], waiver, LATER, "").perform()
    with pytest.raises(Refused, match="不同意的理由"):
        DecideWaiver(county.people["reviewer@财"], waiver, None, "").perform()
    DecideWaiver(county.people["reviewer@财"], waiver, localdate(), "").perform()
    with pytest.raises(Refused, match="已同意"):
        DecideWaiver(county.people["reviewer@财"], waiver, LATER, "").perform()
    today = gate(light, [record], localdate())
    assert today.items[0].waived
    assert not gate(light, [record], LATER).items[0].waived


def test_a_warning_is_asked_again_when_its_figure_changes(county) -> None:
    light = county.assignments["灯"]
    draft = fill(light, WARNED)
    record = findings.of_severity(package_of(draft).records, "warning")[0]
    key = findings.key_of(record)
    AnswerWarning(county.people["filer@灯"], light, key, "按合同约定").perform()
    assert not gate(light, [record], localdate()).unanswered
    changed = {**record, "stated": record["stated"] + "1"}
    again = gate(light, [changed], localdate())
    assert again.unanswered[0].before.reason == "按合同约定"
    with pytest.raises(Refused, match="刷新页面"):
        AnswerWarning(
            county.people["filer@灯"], light, findings.key_of(changed), "理由"
        ).perform()


def test_what_changed_after_the_page_was_opened_is_not_signed(county) -> None:
    light = county.assignments["灯"]
    draft = fill(light)
    HandOver(county.people["filer@灯"], light).perform()
    seen = draft.revision
    type_in(draft, ("overall", "", "goal", "target"), "改了")
    with pytest.raises(Refused, match="又有改动"):
        Submit(county.people["head@灯"], light, seen, STATEMENTS).perform()
    assert not Submission.objects.exists()


def test_a_second_click_or_tab_submits_nothing(county) -> None:
    made = submitted(county, "灯")
    stale = county.assignments["灯"]
    stale.state = "signing"
    with pytest.raises(Refused, match="待主管部门审核"):
        Submit(county.people["head@灯"], stale, 1, STATEMENTS).perform()
    assert list(Submission.objects.all()) == [made]


def test_the_database_refuses_to_change_a_submission(county) -> None:
    made = submitted(county, "灯")
    with pytest.raises(DatabaseError), transaction.atomic():
        Submission.objects.filter(pk=made.pk).update(self_score=100)
    with pytest.raises(DatabaseError), transaction.atomic():
        made.delete()
    assert Submission.objects.get(pk=made.pk).self_score == made.self_score


def test_a_file_changed_on_the_disk_is_not_given_out(county) -> None:
    made = submitted(county, "灯")
    path = Path(default_storage.path(made.document.name))
    path.write_bytes(path.read_bytes() + b"x")
    page = county.client("head@灯").get(f"/packages/versions/{made.pk}/file/")
    assert page.status_code == 409
    assert "已被改动" in page.content.decode()


@dataclass
class Broken(Exception):
    where: str


def test_a_fault_in_the_middle_leaves_nothing(county, monkeypatch) -> None:
    light = county.assignments["灯"]
    fill(light)
    HandOver(county.people["filer@灯"], light).perform()

    def broken(*_, **__):
        raise Broken("log")

    monkeypatch.setattr("jiping.web.core.actions.append", broken)
    with pytest.raises(Broken):
        sign(county)
    light.refresh_from_db()
    assert light.state == "signing"
    assert not Submission.objects.exists()
    monkeypatch.undo()
    assert sign(county).number == 1


def test_pages_show_what_is_to_do(county) -> None:
    light = county.assignments["灯"]
    empty = county.client("filer@灯").get(f"/packages/{light.pk}/")
    assert "还没有开始填报" in empty.content.decode()
    fill(light, FAULTY)
    page = county.client("filer@灯").get(f"/packages/{light.pk}/").content.decode()
    assert "项错误没有改正" in page
    assert "送负责人签署" in page
    cells = re.findall(rf'href="(/fill/{light.pk}/[^"]+/)#(\w+)">去改这一格', page)
    assert cells
    sheet, cell = cells[0]
    form = county.client("filer@灯").get(sheet).content.decode()
    assert f'id="{cell}"' in form
    assert f'href="/packages/{light.pk}/"' in form
    head = county.client("head@灯").get(f"/packages/{light.pk}/").content.decode()
    assert "去改这一格" not in head
    assert "style=" not in page
    for who, status in {"head@灯": 200, "head@馆": 403, "officer@城": 403}.items():
        assert county.client(who).get(f"/packages/{light.pk}/").status_code == status
        got = county.client(who).get(f"/packages/{light.pk}/file/?as=docx")
        assert got.status_code == status
    listed = county.client("head@灯").get("/packages/").content.decode()
    assert "澄湖县路灯管理所" in listed
    assert "澄湖县图书馆" not in listed


def test_versions_are_for_whom_the_table_says(county) -> None:
    made = submitted(county, "灯", CLEAN)
    seen = {
        who
        for who in EVERYBODY
        if county.client(who).get(f"/packages/versions/{made.pk}/").status_code == 200
    }
    assert seen == {
        "reviewer@财",
        "bureau_head@财",
        "auditor@财",
        "officer@城",
        "filer@灯",
        "head@灯",
    }


def test_the_whole_way_by_pages(county) -> None:
    light = county.assignments["灯"]
    fill(light, WARNED)
    filer, head = county.client("filer@灯"), county.client("head@灯")
    assert filer.post(f"/packages/{light.pk}/hand-over/").status_code == 303
    draft = Draft.objects.get(assignment=light)
    sent = {"revision": draft.revision, "statement": STATEMENTS}
    barred = head.post(f"/packages/{light.pk}/submit/", sent)
    assert barred.status_code == 409
    assert "没有说明理由" in barred.content.decode()
    record = findings.of_severity(package_of(draft).records, "warning")[0]
    rule, at, stated = findings.key_of(record)
    said = {"rule": rule, "at": at, "stated": stated, "reason": "按批复执行"}
    part = head.post(f"/packages/{light.pk}/answer/", said, HTTP_HX_REQUEST="true")
    assert "按批复执行" in part.content.decode()
    done = head.post(f"/packages/{light.pk}/submit/", sent)
    assert done.status_code == 303
    page = head.get(done["Location"]).content.decode()
    assert "按批复执行" in page
    assert Submission.objects.get().digest in page
    assert filer.post(f"/packages/{light.pk}/hand-over/").status_code == 403


def test_a_waiver_is_seen_by_whom_its_filing_is(county, client) -> None:
    light = county.assignments["灯"]
    fill(light, FAULTY)
    key = findings.key_of(errors_of(light)[0])
    waiver = AskWaiver(county.people["head@灯"], light, key, "年底已经关账").perform()
    assert client.get("/packages/waivers/").status_code == 302
    reviewer = county.client("reviewer@财")
    assert "年底已经关账" in reviewer.get("/packages/waivers/").content.decode()
    bad = reviewer.post(f"/packages/waivers/{waiver.pk}/", {"decision": "grant"})
    assert bad.status_code == 409
    posted = {"decision": "grant", "until": LATER.isoformat()}
    assert reviewer.post(f"/packages/waivers/{waiver.pk}/", posted).status_code == 303
    assert client.get("/packages/waivers/").status_code == 302
    seeing = {
        name
        for name in county.people
        if "年底已经关账"
        in county.client(name).get("/packages/waivers/").content.decode()
    }
    bureau = {"reviewer@财", "bureau_head@财", "auditor@财"}
    assert seeing == {"filer@灯", "head@灯", "officer@城", *bureau}
    assert Waiver.objects.get().until == LATER
    assert not Answer.objects.exists()
