"""Rectification: from what a task is made, and its way to the end."""

import hashlib
import re
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate
from web.followup.conftest import PDF

from jiping.web.audit.models import Record
from jiping.web.core.actions import Refused
from jiping.web.core.uploads import File
from jiping.web.followup.actions import (
    AcceptRectification,
    CloseRectification,
    ExtendRectification,
    IssueRectifications,
    RemindLate,
    ReportRectification,
    ReturnRectification,
    Wanted,
    deadline,
)
from jiping.web.followup.models import Proof, Rectification
from jiping.web.followup.origins import Part, open_origins, origins
from jiping.web.grading.actions import Decide, Mark, Propose, Tell
from jiping.web.inbox.models import Message

SOON = localdate() + timedelta(days=30)


def test_tasks_come_from_agreed_findings_and_the_report(version, part) -> None:
    found = origins(part)
    findings = [o for o in found if o.source == "finding"]
    assert [o.problem for o in findings] == ["第0项：执行数与决算不符"]
    assert "财政局" in findings[0].where
    own = [o for o in found if o.source == "report"]
    assert len(own) == 5
    assert own[0].problem.startswith("1.预算编制不够细")
    assert own[0].measure.startswith("1.细化预算编制")


def test_measures_are_not_guessed_where_they_do_not_match(version, part) -> None:
    sections = version.filing["report"]["sections"]
    next(s for s in sections if s["role"] == "improvement")["paragraphs"].pop()
    type(version).objects.filter(pk=version.pk)
    part_origins = [o for o in _origins_of(version, part) if o.source == "report"]
    assert len(part_origins) == 5
    assert not any(o.measure for o in part_origins)


def _origins_of(version, part):
    copy = type(version)(
        **{
            f.attname: getattr(version, f.attname)
            for f in version._meta.concrete_fields
            if f.attname not in ("id", "number")
        },
        number=version.number + 1,
    )
    copy.save(force_insert=True)
    return origins(part)


def test_a_departments_deductions_once_it_knows_them(county, tmp_path) -> None:
    reviewer = county.people["reviewer@财"]
    department = Part(county.campaign, county.units["城"])
    grade = Propose(reviewer, county.campaign, county.units["城"]).perform()
    assert not origins(department)
    for item in grade.items.all():
        if item.is_judged:
            band = item.bands[-1]
            Mark(
                reviewer, grade, key=item.key, band=band["name"],
                points=band["from"], reason="没有报送材料",
            ).perform()  # fmt: skip
    Tell(reviewer, Decide(reviewer, grade).perform(), 5).perform()
    found = origins(department)
    assert found
    assert {o.source for o in found} == {"deduction"}
    assert all(re.search(r"扣[\d.]+分：", o.problem) for o in found)
    lost = sum(
        item.points - item.awarded
        for item in grade.items.all()
        if item.awarded < item.points
    )
    said = sum(float(re.search(r"扣([\d.]+)分：", o.problem)[1]) for o in found)
    assert said == float(lost)


def test_what_was_asked_once_is_not_asked_again(county, version, part) -> None:
    reviewer = county.people["reviewer@财"]
    chosen = open_origins(part)[0]
    (task,) = IssueRectifications(
        reviewer, part, [Wanted(chosen.ref, "别的话", "查清原因并更正")], SOON
    ).perform()
    assert (task.problem, task.source) == (chosen.problem, "finding")
    assert chosen.ref not in {o.ref for o in open_origins(part)}
    again = [Wanted(chosen.ref, "", "查清原因并更正")]
    with pytest.raises(Refused, match="已经下达过"):
        IssueRectifications(reviewer, part, again, SOON).perform()
    other = open_origins(part)[0]
    twice = [Wanted(other.ref, "", "更正这些内容")] * 2
    with pytest.raises(Refused, match="已经下达过"):
        IssueRectifications(reviewer, part, twice, SOON).perform()
    assert Rectification.objects.count() == 1


def test_the_unit_and_its_department_are_told(county, issued) -> None:
    task = issued()
    told = set(Message.objects.values_list("to__username", flat=True))
    assert told == {"filer@灯", "head@灯", "officer@城"}
    record = Record.objects.latest("number")
    assert record.verb == "followup.issue"
    assert record.unit == county.units["灯"]
    assert record.facts["tasks"] == [[task.pk, "other", ""]]


def test_a_department_asks_its_units_and_not_itself(county, issued) -> None:
    assert issued("officer@城").office == county.units["城"]
    own = Part(county.campaign, county.units["城"])
    wanted = [Wanted("", "没有印发通知", "补发本部门通知")]
    with pytest.raises(Refused, match="由财政部门下达"):
        IssueRectifications(county.people["officer@城"], own, wanted, SOON).perform()
    with pytest.raises(Refused, match="没有这个权限"):
        IssueRectifications(
            county.people["officer@文"], Part(county.campaign, county.units["灯"]),
            wanted, SOON,
        ).perform()  # fmt: skip


@pytest.mark.parametrize(
    ("due", "days", "said"),
    [
        (None, None, "填其中一项"),
        (SOON, 5, "填其中一项"),
        (None, 0, "1至250"),
        (None, 251, "1至250"),
        (date(2020, 1, 1), None, "不能早于今天"),
        (date(2099, 1, 1), None, "不能超过3年"),
    ],
)
def test_deadlines_that_are_none(db, due, days, said) -> None:
    with pytest.raises(Refused, match=said):
        deadline(due, days)


def test_a_deadline_in_working_days(db) -> None:
    due = deadline(None, 1)
    assert due > localdate()
    assert deadline(localdate(), None) == localdate()


def test_the_whole_way(county, issued, proof) -> None:
    task = issued()
    filer, reviewer = county.people["filer@灯"], county.people["reviewer@财"]
    ReportRectification(filer, task, "已补登全部台账", [proof]).perform()
    assert task.state == "reported"
    ReturnRectification(reviewer, task, "还缺一月的台账", SOON).perform()
    assert (task.state, task.due) == ("returned", SOON)
    ReportRectification(filer, task, "一月的台账已补", []).perform()
    AcceptRectification(reviewer, task, "").perform()
    CloseRectification(reviewer, task).perform()
    assert task.state == "closed"
    assert task.closed_at
    kinds = list(task.steps.values_list("kind", flat=True))
    assert kinds == ["issued", "reported", "returned", "reported", "accepted", "closed"]
    kept = Proof.objects.get()
    assert kept.digest == hashlib.sha256(PDF).hexdigest()
    lines = Record.objects.filter(verb="followup.report").order_by("number")
    assert [line.facts["files"] for line in lines] == [
        [["整改照片.pdf", kept.digest]],
        [],
    ]


def test_a_report_needs_words_and_proof(county, issued, proof) -> None:
    task, filer = issued(), county.people["filer@灯"]
    with pytest.raises(Refused, match="佐证"):
        ReportRectification(filer, task, "已补登全部台账", []).perform()
    with pytest.raises(Refused, match="整改情况"):
        ReportRectification(filer, task, " ", [proof]).perform()
    with pytest.raises(Refused, match=r"内容不是PDF"):
        ReportRectification(filer, task, "已补登", [File("a.pdf", b"MZ")]).perform()
    task.refresh_from_db()
    assert task.state == "open"
    assert not Proof.objects.exists()


@pytest.mark.parametrize(
    ("person", "verb"),
    [
        ("filer@馆", "report"),
        ("reviewer@财", "report"),
        ("auditor@财", "accept"),
        ("filer@灯", "accept"),
        ("officer@文", "accept"),
    ],
)
def test_who_may_not(county, issued, proof, person, verb) -> None:
    task, actor = issued(), county.people[person]
    ReportRectification(
        county.people["filer@灯"], task, "已补登台账", [proof]
    ).perform()
    if verb == "report":
        Rectification.objects.update(state="open")
        task.refresh_from_db()
        act = ReportRectification(actor, task, "越权的反馈", [proof])
    else:
        act = AcceptRectification(actor, task)
    with pytest.raises(Refused) as refusal:
        act.perform()
    assert refusal.value.denied


def test_the_office_that_asks_is_the_one_that_checks(county, issued, proof) -> None:
    task = issued()
    ReportRectification(
        county.people["filer@灯"], task, "已补登台账", [proof]
    ).perform()
    with pytest.raises(Refused, match="由澄湖县财政局下达"):
        AcceptRectification(county.people["officer@城"], task).perform()
    with pytest.raises(Refused, match="由澄湖县财政局下达"):
        ReturnRectification(county.people["officer@城"], task, "还不够").perform()


def test_a_state_lets_only_its_own_steps(county, issued) -> None:
    task, reviewer = issued(), county.people["reviewer@财"]
    with pytest.raises(Refused, match="待整改"):
        AcceptRectification(reviewer, task).perform()
    with pytest.raises(Refused, match="理由"):
        CloseRectification(reviewer, task, "").perform()
    CloseRectification(reviewer, task, "问题核实后不存在").perform()
    with pytest.raises(Refused, match="已销号"):
        ExtendRectification(reviewer, task, SOON, "再等一等").perform()


def test_an_extension_is_later_and_has_a_reason(county, issued) -> None:
    task, reviewer = issued(), county.people["reviewer@财"]
    with pytest.raises(Refused, match="以后"):
        ExtendRectification(reviewer, task, task.due, "雨季不能施工").perform()
    later = task.due + timedelta(days=10)
    ExtendRectification(reviewer, task, later, "雨季不能施工").perform()
    assert (task.due, task.state) == (later, "open")


def test_who_is_late_is_told_once_a_day(county, late) -> None:
    Message.objects.all().delete()
    reviewer = county.people["reviewer@财"]
    assert [t.pk for t in RemindLate(reviewer, county.campaign).perform()] == [late.pk]
    told = Message.objects.filter(verb="followup.remind")
    assert {m.to.username for m in told} == {"filer@灯", "head@灯"}
    assert "逾期" in told[0].text
    with pytest.raises(Refused, match="今天已经催过"):
        RemindLate(reviewer, county.campaign).perform()


def test_a_department_reminds_of_its_own_alone(county, late) -> None:
    with pytest.raises(Refused, match="没有逾期"):
        RemindLate(county.people["officer@城"], county.campaign).perform()
