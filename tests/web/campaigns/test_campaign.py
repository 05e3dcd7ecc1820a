"""The bureau's campaign, from draft to close."""

import io
from datetime import date, timedelta

import pytest
from docx import Document

from jiping.web.campaigns.actions import (
    AssignNew,
    CloseCampaign,
    Extend,
    IssueCampaign,
    Remind,
)
from jiping.web.campaigns.models import Assignment, Campaign, WorkYear
from jiping.web.core.actions import Refused
from jiping.web.drafts.models import Draft
from jiping.web.inbox.models import Message
from jiping.web.units.models import Unit

DATES = {
    "unit_due": "2025-03-14",
    "department_due": "2025-03-28",
    "review_due": "2025-04-30",
    "publication_due": "2025-06-30",
}


def test_a_notice_is_drafted_edited_and_issued_on_the_pages(county) -> None:
    client = county.client("reviewer@财")
    given = {
        "year": 2024,
        "kinds": ["overall", "project"],
        "form": county.campaign.form,
    } | DATES
    where = client.post("/campaigns/new/", given)["Location"]
    campaign = Campaign.objects.get(year=2024)
    assert where == f"/campaigns/{campaign.pk}/edit/"
    assert campaign.missing_contents == ()
    assert "2025年3月14日" in campaign.procedure

    words = {
        f: getattr(campaign, f)
        for f in ("title", "scope", "basis", "contents", "procedure", "annexes")
    }
    edited = (
        words | given | {"number": "澄财绩〔2025〕3号", "requirements": "按时报送。"}
    )
    assert client.post(where, edited).status_code == 303
    campaign.refresh_from_db()
    assert (campaign.requirements, campaign.number) == (
        "按时报送。",
        "澄财绩〔2025〕3号",
    )

    assert client.post(f"/campaigns/{campaign.pk}/issue/").status_code == 303
    made = campaign.assignments.all()
    assert {a.unit.code for a in made} == {"101", "101001", "101002", "102", "102002"}
    assert {a.due for a in made if a.unit.code in ("101", "102")} == {date(2025, 3, 28)}
    assert Draft.objects.filter(assignment__in=made).count() == 5
    told = Message.objects.filter(verb="campaign.issue").values_list(
        "to__username", flat=True
    )
    assert {"filer@灯", "head@灯", "officer@城", "officer@文"} <= set(told)
    # A second click finds it issued.
    assert client.post(f"/campaigns/{campaign.pk}/issue/").status_code == 403
    assert campaign.assignments.count() == 5


def test_dates_and_contents_are_asked_for_before_issuing(county, ready) -> None:
    boss = county.people["bureau_head@财"]
    for change, said in (
        ({"scope": " "}, "缺自评范围"),
        ({"review_due": None}, "没有定复核截止"),
        ({"department_due": date(2025, 3, 1)}, "早于"),
        ({"unit_due": date(2025, 3, 15)}, "不是工作日"),
        ({"publication_due": date(2027, 6, 30)}, "2027年的工作日安排还没有登记"),
        ({"kinds": []}, "没有选自评种类"),
    ):
        kept = {name: getattr(ready, name) for name in change}
        Campaign.objects.filter(pk=ready.pk).update(**change)
        with pytest.raises(Refused, match=said):
            IssueCampaign(boss, Campaign.objects.get(pk=ready.pk)).perform()
        Campaign.objects.filter(pk=ready.pk).update(**kept)
    assert not ready.assignments.exists()


def test_an_unknown_year_is_entered_and_then_known(county, ready) -> None:
    Campaign.objects.filter(pk=ready.pk).update(publication_due=date(2027, 6, 30))
    client = county.client("reviewer@财")
    page = f"/campaigns/{ready.pk}/edit/"
    assert "2027年的工作日安排还没有登记" in client.get(page).content.decode()
    bad = {"year": 2027, "source": "国办发明电〔2026〕1号", "off": "2026-01-01"}
    assert "不在2027年内" in client.post("/campaigns/workdays/", bad).content.decode()
    for made_up, said in (
        ("2027-01-04", "不是周末"),
        ("2027-02-30", "没有2027-02-30"),
        ("明天", "写法不对"),
    ):
        poor = bad | {"off": "2027-01-01", "made_up": made_up}
        assert said in client.post("/campaigns/workdays/", poor).content.decode()
    assert not WorkYear.objects.exists()
    good = bad | {
        "off": "2027-01-01\n2027-02-05 至 2027-02-11",
        "made_up": "2027-02-14",
    }
    assert client.post("/campaigns/workdays/", good).status_code == 303
    assert len(WorkYear.objects.get().off) == 8
    assert "还没有登记" not in client.get(page).content.decode()


def test_a_published_year_is_not_entered_over(county) -> None:
    given = {"year": 2025, "source": "x", "off": "2025-01-01"}
    page = county.client("reviewer@财").post("/campaigns/workdays/", given)
    assert "已随程序提供" in page.content.decode()
    assert (
        county.client("filer@灯").post("/campaigns/workdays/", given).status_code == 403
    )


def test_transfer_units_are_asked_with_their_amounts(county, ready) -> None:
    town = Unit.objects.create(
        code="102901", name="青石镇文化站", kind="transfer", parent=county.units["文"]
    )
    client, page = county.client("reviewer@财"), f"/campaigns/{ready.pk}/edit/"
    form = {
        f: getattr(ready, f)
        for f in (
            "title",
            "form",
            "scope",
            "basis",
            "contents",
            "procedure",
            "requirements",
            "annexes",
        )
    }
    form |= DATES | {"kinds": ["overall", "transfer"]}
    assert client.post(page, form).status_code == 303
    with pytest.raises(Refused, match="青石镇文化站等1个单位没有填转移支付金额"):
        IssueCampaign(county.people["reviewer@财"], ready).perform()
    for wrong in ("十万", "-1", "1.234", "1e99", "NaN"):
        shown = client.post(page, form | {f"amount-{town.pk}": wrong}).content.decode()
        assert "金额" in shown and "不对" in shown
    client.post(page, form | {f"amount-{town.pk}": "1,250.5"})
    IssueCampaign(county.people["reviewer@财"], ready).perform()
    assert str(ready.assignments.get(unit=town).amount) == "1250.50"


def test_the_notice_is_a_word_file(county, ready) -> None:
    data = county.client("auditor@财").get(f"/campaigns/{ready.pk}/draft.docx").content
    texts = [p.text for p in Document(io.BytesIO(data)).paragraphs]
    assert ready.title in texts
    for heading in (
        "一、自评范围",
        "二、主要依据",
        "三、主要内容",
        "四、工作程序",
        "五、工作要求",
        "六、附件",
    ):
        assert heading in texts
    assert "澄湖县财政局" in texts


def test_a_draft_is_the_bureaus_alone(county, ready) -> None:
    for who in ("officer@城", "filer@灯", "administrator@财"):
        client = county.client(who)
        assert client.get(f"/campaigns/{ready.pk}/edit/").status_code == 403
        assert client.get(f"/campaigns/{ready.pk}/").status_code == 403
        assert client.get(f"/campaigns/{ready.pk}/draft.docx").status_code == 403
        assert ready.title not in client.get("/campaigns/").content.decode()
    auditor = county.client("auditor@财")
    assert auditor.get(f"/campaigns/{ready.pk}/edit/").status_code == 200
    assert auditor.post(f"/campaigns/{ready.pk}/issue/").status_code == 403


def test_who_sees_which_units(county) -> None:
    page = f"/campaigns/{county.campaign.pk}/"
    seen = {
        "reviewer@财": {"城", "城本", "灯", "馆"},
        "auditor@财": {"城", "城本", "灯", "馆"},
        "officer@城": {"城", "城本", "灯"},
        "officer@文": {"馆"},
        "filer@灯": {"灯"},
    }
    for who, units in seen.items():
        lines = county.client(who).get(page).context["lines"]
        assert {line.assignment.unit.short_name for line in lines} == units
    assert county.client("nobody").get(page).status_code == 403


def test_late_ones_are_counted_in_working_days_and_reminded_once_a_day(
    county, today
) -> None:
    today(date(2024, 3, 19))
    page = county.client("reviewer@财").get(f"/campaigns/{county.campaign.pk}/?late=1")
    assert {line.late for line in page.context["lines"]} == {2}
    county.assignments["馆"].state = Assignment.State.SUBMITTED
    county.assignments["馆"].save()
    late = Remind(county.people["reviewer@财"], county.campaign).perform()
    assert {a.unit.short_name for a in late} == {"城", "城本", "灯"}
    said = county.people["filer@灯"].inbox.get()
    assert "已逾期2个工作日" in said.text
    with pytest.raises(Refused, match="今天都已催办过"):
        Remind(county.people["reviewer@财"], county.campaign).perform()
    # Past the departments' date it is the department's officer's turn.
    today(date(2024, 4, 1))
    Remind(county.people["reviewer@财"], county.campaign).perform()
    assert county.people["officer@文"].inbox.filter(text__contains="催办").exists()


def test_lateness_of_an_unknown_year_is_not_guessed(county, today) -> None:
    today(date(2027, 3, 19))
    page = county.client("reviewer@财").get(f"/campaigns/{county.campaign.pk}/")
    assert {line.late for line in page.context["lines"]} == {None}
    assert "已逾期" in page.content.decode()


def test_a_unit_is_given_longer(county, today) -> None:
    today(date(2024, 3, 18))
    one = county.assignments["灯"]
    client = county.client("reviewer@财")
    given = {"until": "2024-03-22", "reason": "水灾"}
    assert (
        client.post(f"/campaigns/assignments/{one.pk}/extend/", given).status_code
        == 303
    )
    one.refresh_from_db()
    assert (one.due, one.is_late(date(2024, 3, 20))) == (date(2024, 3, 22), False)
    assert county.people["filer@灯"].inbox.filter(text__contains="水灾").exists()
    assert county.people["officer@城"].inbox.filter(text__contains="水灾").exists()
    again = client.post(f"/campaigns/assignments/{one.pk}/extend/", given)
    assert "要晚于现在的截止日期" in again.content.decode()
    assert one.extensions.count() == 1


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (date(2024, 3, 1), "要晚于"),
        (date(2024, 3, 18), "已经过了"),
        (date(2024, 4, 6), "不是工作日"),
        (date(2028, 3, 1), "还没有登记"),
    ],
)
def test_a_date_that_will_not_do(county, today, until: date, said: str) -> None:
    today(date(2024, 3, 20))
    with pytest.raises(Refused, match=said):
        Extend(
            county.people["reviewer@财"], county.assignments["灯"], until, "x"
        ).perform()


def test_what_is_handed_in_is_not_extended(county) -> None:
    one = county.assignments["灯"]
    Assignment.objects.filter(pk=one.pk).update(state=Assignment.State.SUBMITTED)
    with pytest.raises(Refused, match="待主管部门审核"):
        Extend(county.people["reviewer@财"], one, date(2099, 1, 1), "x").perform()


@pytest.mark.parametrize(
    "who", ["officer@城", "filer@灯", "head@灯", "auditor@财", "administrator@财"]
)
def test_others_run_no_campaign(county, who: str) -> None:
    client, campaign = county.client(who), county.campaign
    for verb in ("remind", "assign", "close"):
        assert client.post(f"/campaigns/{campaign.pk}/{verb}/").status_code == 403
    one = county.assignments["灯"]
    assert (
        client.post(f"/campaigns/assignments/{one.pk}/extend/", {}).status_code == 403
    )
    assert client.post("/campaigns/new/", {}).status_code == 403
    campaign.refresh_from_db()
    assert campaign.state == "issued"


def test_new_units_are_asked_later(county) -> None:
    boss, campaign = county.people["reviewer@财"], county.campaign
    made = AssignNew(boss, campaign).perform()
    assert [a.unit.short_name for a in made] == ["文"]
    assert made[0].due == campaign.department_due
    with pytest.raises(Refused, match="没有新增"):
        AssignNew(boss, campaign).perform()


def test_an_unfinished_campaign_is_closed_only_with_a_reason(county) -> None:
    boss, campaign = county.people["bureau_head@财"], county.campaign
    with pytest.raises(Refused, match="还有4个单位"):
        CloseCampaign(boss, campaign).perform()
    CloseCampaign(boss, campaign, "机构改革").perform()
    assert (
        Assignment.objects.get(pk=county.assignments["灯"].pk).policy_state == "closed"
    )
    with pytest.raises(Refused, match="已结束"):
        Extend(boss, county.assignments["灯"], date(2099, 1, 1), "x").perform()


def test_one_campaign_a_year(county) -> None:
    given = {"year": 2023, "kinds": ["overall"], "form": county.campaign.form}
    page = county.client("reviewer@财").post("/campaigns/new/", given)
    assert "已经有了" in page.content.decode()


def test_the_list_is_quick_for_many_units(
    county, django_assert_max_num_queries
) -> None:
    units = Unit.objects.bulk_create(
        Unit(
            code=f"101{n:04}",
            name=f"澄湖县第{n}所",
            kind="subordinate",
            parent=county.units["城"],
        )
        for n in range(300)
    )
    due = date.today() + timedelta(days=1)
    Assignment.objects.bulk_create(
        Assignment(campaign=county.campaign, unit=u, due=due) for u in units
    )
    client = county.client("officer@城")
    with django_assert_max_num_queries(20):
        page = client.get(f"/campaigns/{county.campaign.pk}/")
    assert len(page.context["lines"]) == 100


def test_a_notice_with_a_blank_date_is_not_issued(county, ready) -> None:
    ready.procedure = "于____年__月__日前报送。"
    ready.save()
    with pytest.raises(Refused, match="工作程序里还有空着的日期"):
        IssueCampaign(county.people["reviewer@财"], ready).perform()
