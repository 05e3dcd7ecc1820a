"""The bureau: queue, judgements, two scores, return, acceptance, changed rules."""

import io
from datetime import date, timedelta

import docx
import pytest
from django.utils.timezone import localdate
from web.packages import WARNED, fill, submitted, type_in

from jiping.model.values import Ref
from jiping.web.audit.models import Record
from jiping.web.campaigns.models import Assignment
from jiping.web.core.actions import Refused
from jiping.web.core.policy import decide
from jiping.web.departments.actions import DepartmentApproves
from jiping.web.inbox.models import Message
from jiping.web.reviews.actions import (
    Accept,
    BureauAdds,
    BureauJudges,
    BureauReturns,
    GivePoints,
)
from jiping.web.reviews.models import Rescore, ReviewResult
from jiping.web.reviews.queue import Waiting, ordered, queue, risk_counts
from jiping.web.reviews.scores import rechecked
from jiping.web.submissions import findings, reading, rule_set
from jiping.web.submissions.actions import AnswerWarning
from jiping.web.submissions.changes import differences
from jiping.web.submissions.drawing import anchor_of
from jiping.web.submissions.models import Decision, Judgement, Submission, Waiver
from jiping.web.submissions.package import package_of

PEOPLE = (
    "nobody",
    "administrator@财",
    "reviewer@财",
    "bureau_head@财",
    "auditor@财",
    "officer@城",
    "filer@灯",
    "head@灯",
)
VERBS = ("review.judge", "review.rescore", "review.return", "review.accept")
AT = "overall||total"


@pytest.mark.parametrize("state", Assignment.State.values)
def test_who_may_decide_in_each_state(county, state) -> None:
    light = county.assignments["灯"]
    light.state = state
    bureau = {"reviewer@财", "bureau_head@财"}
    for verb in VERBS:
        found = {who for who in PEOPLE if decide(county.people[who], verb, light)}
        assert found == (bureau if state == "approved" else set()), verb


def waiting(county, name: str = "lanshi-street") -> Submission:
    """A package that the department approved."""
    light = county.assignments["灯"]
    draft = fill(light, name)
    for record in findings.of_severity(package_of(draft).records, "warning"):
        key = findings.key_of(record)
        AnswerWarning(county.people["filer@灯"], light, key, "按批复执行").perform()
    made = submitted(county, "灯")
    DepartmentApproves(county.people["officer@城"], made, county.units["城"]).perform()
    return Submission.objects.get(pk=made.pk)


def accept(county, made: Submission, **more) -> Decision:
    reviewer = county.people["reviewer@财"]
    return Accept(reviewer, made, county.units["财"], **more).perform()


def judge(county, made: Submission, verdict: str, reason: str = "") -> None:
    for record in findings.of_severity(made.findings, "warning"):
        BureauJudges(
            county.people["reviewer@财"],
            made,
            county.units["财"],
            key=findings.key_of(record),
            verdict=verdict,
            reason=reason,
        ).perform()


def points(county, made: Submission, given: str, reason: str = "证据不足") -> None:
    GivePoints(
        county.people["reviewer@财"],
        made,
        county.units["财"],
        at=AT,
        points=given,
        reason=reason,
    ).perform()


def test_both_scores_are_kept_with_their_grades(county) -> None:
    made = waiting(county)
    before = rechecked(made)
    row = before.row(AT)
    points(county, made, "5")
    accept(county, made)
    result = ReviewResult.objects.get()
    assert result.score == before.score - row.points + 5
    assert result.self_score == made.self_score
    assert (result.self_grade, result.grade) == ("优", "优")
    kept = next(each for each in result.rows if each["at"] == AT)
    assert (kept["points"], kept["reason"]) == ("5.00", "证据不足")
    county.assignments["灯"].refresh_from_db()
    assert county.assignments["灯"].state == "accepted"
    told = set(
        Message.objects.filter(verb="review.accept").values_list("to__name", flat=True)
    )
    assert told == {"filer@灯", "head@灯", "officer@城"}
    assert Record.objects.latest("number").facts["score"] == str(result.score)


def test_the_recheck_is_the_computed_score_by_default(county) -> None:
    scores = rechecked(waiting(county))
    (table, *_) = scores.tables
    for row in table.rows:
        assert row.points == (row.stated if row.computed is None else row.computed)
    assert scores.score == sum(row.points for row in table.rows)


@pytest.mark.parametrize(
    ("given", "reason", "said"),
    [
        ("11", "多了", "0到分值10"),
        ("-1", "少了", "0到分值10"),
        ("NaN", "不明", "0到分值10"),
        ("五", "不明", "要填数字"),
        ("5.001", "过细", "两位小数"),
        ("5", " ", "理由"),
    ],
)
def test_points_that_a_row_does_not_have_are_refused(
    county, given, reason, said
) -> None:
    made = waiting(county)
    with pytest.raises(Refused, match=said):
        points(county, made, given, reason)
    assert not Rescore.objects.exists()


def test_points_can_be_taken_back(county) -> None:
    made = waiting(county)
    before = rechecked(made).score
    points(county, made, "5")
    points(county, made, "")
    assert rechecked(made).score == before


def test_nothing_is_accepted_while_a_finding_is_open(county) -> None:
    made = waiting(county, WARNED)
    with pytest.raises(Refused, match="没有定下"):
        accept(county, made)
    judge(county, made, "dismissed", "已核实属实")
    accept(county, made)
    with pytest.raises(Refused, match="复核通过"):
        accept(county, made)
    assert ReviewResult.objects.count() == 1


def test_the_bureau_returns_by_way_of_the_department(county) -> None:
    made = waiting(county, WARNED)
    judge(county, made, "agreed")
    BureauAdds(
        county.people["reviewer@财"],
        made,
        county.units["财"],
        ref=Ref("overall", "", "total", "executed"),
        names=("附件2", "年度资金总额", ""),
        message="与国库支付数不一致",
    ).perform()
    due = localdate() + timedelta(days=5)
    decision = BureauReturns(
        county.people["reviewer@财"], made, county.units["财"], due=due, opinion=""
    ).perform()
    light = county.assignments["灯"]
    light.refresh_from_db()
    assert (light.state, light.due) == ("returned", due)
    assert decision.judgements.count() == 2
    told = set(
        Message.objects.filter(verb="review.return").values_list("to__name", flat=True)
    )
    assert told == {"filer@灯", "head@灯", "officer@城"}
    again = submitted(county, "灯")
    assert again.number == 2
    light.refresh_from_db()
    assert light.state == "submitted"


def test_changed_rules_are_shown_before_acceptance(county, monkeypatch) -> None:
    made = waiting(county, WARNED)
    judge(county, made, "dismissed", "已核实")
    for module in (reading, rule_set):
        monkeypatch.setattr(module, "current", lambda: "9.9+new")
    client = county.client("reviewer@财")
    assert "规则有变动" in client.get(f"/review/{made.pk}/").content.decode()
    with pytest.raises(Refused, match="规则有变动"):
        accept(county, made)
    assert accept(county, made, rule_set="9.9+new").kind == "accepted"


def test_a_rerun_tells_what_is_new_and_gone(county, monkeypatch) -> None:
    made = waiting(county, WARNED)
    stored = list(made.findings)
    made.findings = [{**stored[0], "rule": "ZZ999"}, *stored[1:]]
    made.rule_set = "0.0+old"
    rerun = reading.Rerun(made)
    assert rerun.changed
    assert [each["rule"] for each in rerun.new] == [stored[0]["rule"]]
    assert [each["rule"] for each in rerun.gone] == ["ZZ999"]


def test_the_queue_is_by_date_then_risk(county) -> None:
    made = waiting(county, WARNED)
    (only,) = queue(county.campaign)
    assert only.submission.pk == made.pk
    assert only.counts["warnings"] == made.facts["warnings"] == 1
    assert only.counts["late"] == 1
    assert only.risk == sum(points for _, _, points in only.why) > 0
    early, late = date(2024, 1, 1), date(2024, 2, 1)
    safe = dict.fromkeys(only.counts, 0)

    def item(due, counts):
        return Waiting(part=only.part, submission=made, due=due, counts=counts)

    a, b, c, d = (
        item(late, safe),
        item(early, safe),
        item(early, only.counts),
        item(None, only.counts),
    )
    assert ordered([a, b, c, d]) == [c, b, a, d]


def test_risk_counts_lights() -> None:
    facts = {
        "waived": 2,
        "warnings": 3,
        "lights": [{"colour": "red"}, {"colour": "yellow"}, {"colour": "red"}],
    }
    made = Submission(facts=facts, late_days=None)
    counts = risk_counts(made, 1)
    assert counts == {
        "waived": 2,
        "red": 2,
        "returned": 1,
        "yellow": 1,
        "late": 1,
        "warnings": 3,
    }


def test_pages_of_the_bureau(county) -> None:
    made = waiting(county, WARNED)
    client = county.client("reviewer@财")
    listed = client.get("/review/").content.decode()
    assert "澄湖县路灯管理所" in listed
    page = client.get(f"/review/{made.pk}/").content.decode()
    assert "按数据算得" in page
    assert "style=" not in page
    sent = {"at": AT, "points": "5", "reason": "证据不足"}
    assert client.post(f"/review/{made.pk}/score/", sent).status_code == 303
    assert "证据不足" in client.get(f"/review/{made.pk}/").content.decode()
    assert client.post(f"/review/{made.pk}/accept/").status_code == 409
    rule, at, stated = findings.key_of(
        findings.of_severity(made.findings, "warning")[0]
    )
    said = {
        "rule": rule,
        "at": at,
        "stated": stated,
        "verdict": "dismissed",
        "reason": "已核",
    }
    assert client.post(f"/review/{made.pk}/judge/", said).status_code == 303
    assert client.post(f"/review/{made.pk}/accept/").status_code == 303
    assert client.post(f"/review/{made.pk}/accept/").status_code == 403
    auditor = county.client("auditor@财")
    seen = auditor.get(f"/review/{made.pk}/").content.decode()
    assert "复核通过" in seen
    assert 'name="points"' not in seen
    assert auditor.post(f"/review/{made.pk}/score/", sent).status_code == 403
    assert county.client("officer@城").get(f"/review/{made.pk}/").status_code == 403
    assert county.client("head@灯").get("/review/").status_code == 403


def test_a_verdict_renews_its_part_of_the_page_and_says_what_is_lacking(county) -> None:
    made = waiting(county, WARNED)
    client = county.client("reviewer@财")
    (record,) = findings.of_severity(made.findings, "warning")
    said = dict(zip(("rule", "at", "stated"), findings.key_of(record), strict=True))
    sent = {"HX-Request": "true", "HX-Boosted": "true"}
    where, page = f"/review/{made.pk}/judge/", f"http://testserver/review/{made.pk}/"
    refused = client.post(where, said | {"verdict": "dismissed"}, headers=sent)
    assert refused.status_code == 409
    assert (refused["HX-Retarget"], refused["HX-Reselect"]) == ("#said", ".said")
    alone = client.post(
        where, said | {"verdict": "dismissed"}, headers={"Referer": page}
    )
    assert f'href="{page}" data-back' in alone.content.decode()
    taken = client.post(where, said | {"verdict": "agreed"}, headers=sent)
    assert (taken.status_code, "HX-Redirect" in taken) == (303, False)


def test_a_point_is_added_at_a_cell_by_its_printed_names(county) -> None:
    made = waiting(county)
    client = county.client("reviewer@财")
    page = client.get(f"/review/{made.pk}/").content.decode()
    at = "overall||total|executed"
    anchor = f'value="{at}" data-anchor="{anchor_of(Ref(*at.split("|")))}"'
    assert f"{anchor}>年度资金总额 · 全年执行数：" in page
    sent = {"place": at, "message": "与国库支付数不一致"}
    assert client.post(f"/review/{made.pk}/point/", sent).status_code == 303
    record = Judgement.objects.get(rule=findings.BY_HAND).record
    assert record["form_name"].startswith("附件2")
    assert (record["row_label"], record["column_label"]) == (
        "年度资金总额",
        "全年执行数",
    )
    due = localdate() + timedelta(days=5)
    client.post(f"/review/{made.pk}/return/", {"due": f"{due}"})
    letter = client.get(f"/packages/letters/{Decision.objects.last().pk}/")
    told = docx.Document(io.BytesIO(letter.content))
    cells = [cell.text for table in told.tables for cell in table.rows[1].cells]
    assert cells[2:4] == ["年度资金总额 全年执行数", "与国库支付数不一致"]
    words = "\n".join(line.text for line in told.paragraphs)
    assert "提交的第1版材料作出" in words
    assert "是否逾期报送" not in words


def test_the_queue_is_looked_through_by_department_and_name(county) -> None:
    made = waiting(county)
    client = county.client("reviewer@财")
    name = "<td>澄湖县路灯管理所"

    def listed(**asked) -> bool:
        return name in client.get("/review/", asked).content.decode()

    assert listed(q="路灯")
    assert listed(department=county.units["城"].pk)
    assert not listed(q="文化馆")
    assert not listed(department=county.units["文"].pk)
    assert not listed(state="accepted")
    accept(county, made)
    done = client.get("/review/", {"state": "accepted"}).content.decode()
    assert name in done
    assert "复核通过 1" in done
    assert f"{localdate():%Y-%m-%d}" in done
    assert "未定" not in done


def test_who_audits_sees_what_waiver_is_asked_for_and_decides_nothing(county) -> None:
    light = county.assignments["灯"]
    Waiver.objects.create(
        assignment=light,
        rule="DF203",
        message="得分偏高",
        reason="按上级口径",
        asked_by=county.people["filer@灯"],
    )
    seen = county.client("auditor@财").get("/packages/waivers/").content.decode()
    assert "按上级口径" in seen
    assert 'name="decision"' not in seen


def test_what_changed_is_named_with_its_row_and_column(county) -> None:
    made = waiting(county, WARNED)
    judge(county, made, "agreed")
    due = localdate() + timedelta(days=5)
    BureauReturns(
        county.people["reviewer@财"], made, county.units["财"], due=due, opinion=""
    ).perform()
    light = county.assignments["灯"]
    cell = light.draft.cells.filter(form="overall", column="deviation_note").first()
    at = (cell.form, cell.key, cell.row, cell.column)
    type_in(light.draft, at, "年中追加任务，已说明。")
    (found,) = differences(made, submitted(county, "灯"))
    assert (found.ref, found.after) == (Ref(*at), "年中追加任务，已说明。")
    assert found.column == "偏差原因分析及改进措施"
