"""What is to be done after a package was accepted stands on the first page too."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate
from web.packages import submitted

from jiping.web.boards.todo import tasks
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.followup.models import Rectification
from jiping.web.publication.models import Mask, Publication

PAST, AHEAD = date(2024, 5, 6), localdate() + timedelta(days=30)


@pytest.fixture
def mending(county):
    """Something that an office asks 灯 to mend."""

    def made(state: str = "open", due: date = AHEAD, office: str = "财"):
        return Rectification.objects.create(
            campaign=county.campaign,
            unit=county.units["灯"],
            office=county.units[office],
            source="other",
            problem="台账没有按时登记",
            due=due,
            state=state,
            issued_by=county.people["reviewer@财"],
        )

    return made


def whose(county, *doings: str) -> set[str]:
    """Who is to do one of these."""
    return {
        name
        for name, person in county.people.items()
        if any(task.doing in doings for task in tasks(person))
    }


@pytest.mark.parametrize(
    ("state", "office", "doing", "people"),
    [
        ("open", "财", "整改并反馈", {"filer@灯", "head@灯"}),
        ("returned", "财", "按核查意见继续整改", {"filer@灯", "head@灯"}),
        ("reported", "财", "核查整改", {"reviewer@财", "bureau_head@财"}),
        ("reported", "城", "核查整改", {"officer@城"}),
        ("accepted", "城", "整改销号", {"officer@城"}),
        ("accepted", "财", "整改销号", {"reviewer@财", "bureau_head@财"}),
    ],
)
def test_mending_is_the_units_and_checking_the_offices(
    county, mending, state, office, doing, people
) -> None:
    mending(state, office=office)
    assert whose(county, doing) == people


def test_what_is_closed_is_nobodys(county, mending) -> None:
    task = mending("closed")
    links = {t.link for p in county.people.values() for t in tasks(p)}
    assert not any(f"/tasks/{task.pk}/" in link for link in links)


def test_what_is_late_stands_first(county, mending) -> None:
    Assignment.objects.filter(unit=county.units["灯"]).update(due=AHEAD)
    mending(due=AHEAD + timedelta(days=9))
    mending(due=PAST)
    found = tasks(county.people["filer@灯"])
    assert [(t.doing, t.late) for t in found] == [
        ("整改并反馈", True),
        ("填报", False),
        ("整改并反馈", False),
    ]


def test_the_first_page_marks_it_late_and_says_which(county, mending) -> None:
    mending(due=PAST)
    page = county.client("filer@灯").get("/").content.decode()
    assert "整改并反馈" in page and "台账没有按时登记" in page
    assert "逾期" in page


@pytest.fixture
def accepted(county) -> Assignment:
    submitted(county, "灯")
    Assignment.objects.filter(pk=county.assignments["灯"].pk).update(state="accepted")
    return Assignment.objects.get(pk=county.assignments["灯"].pk)


def until(county, day: date | None) -> None:
    Campaign.objects.filter(pk=county.campaign.pk).update(publication_due=day)


def test_making_public_begins_with_the_unit(county, accepted) -> None:
    until(county, AHEAD)
    assert whose(county, "准备公开") == {"filer@灯", "head@灯"}
    assert whose(county, "督促公开") == set()
    until(county, PAST)
    assert whose(county, "督促公开") == {"officer@城"}
    assert all(t.late for t in tasks(county.people["head@灯"]) if t.doing == "准备公开")


def test_it_is_still_to_be_done_when_the_campaign_is_over(county, accepted) -> None:
    Campaign.objects.filter(pk=county.campaign.pk).update(state="closed")
    assert whose(county, "准备公开") == {"filer@灯", "head@灯"}


def test_personal_data_are_confirmed_by_who_answers_for_them(county, accepted) -> None:
    made = Publication.objects.create(
        assignment=accepted, unit_name="灯", unit_code="1", year=2023
    )
    mask = Mask.objects.create(
        publication=made, slot="a", where="封面", start=0, length=3, kind="姓名"
    )
    assert whose(county, "确认个人信息隐去或保留") == {"head@灯", "officer@城"}
    (task,) = [t for t in tasks(county.people["head@灯"]) if t.about]
    assert task.about == "1处待确认"
    Mask.objects.filter(pk=mask.pk).update(decision="mask")
    assert whose(county, "公开") == {"head@灯", "officer@城"}


@pytest.mark.parametrize("state", ["published", "withdrawn", "exempt"])
def test_what_is_public_or_never_will_be_is_nobodys(county, accepted, state) -> None:
    until(county, PAST)
    Publication.objects.create(
        assignment=accepted, unit_name="灯", unit_code="1", year=2023, state=state
    )
    doing = ("准备公开", "督促公开", "公开", "确认个人信息隐去或保留")
    assert whose(county, *doing) == set()


def test_a_correction_has_no_day(county, accepted) -> None:
    until(county, PAST)
    Publication.objects.create(
        assignment=accepted, unit_name="灯", unit_code="1", year=2023,
        state="correcting", published_on=PAST,
    )  # fmt: skip
    (task,) = [t for t in tasks(county.people["head@灯"]) if t.doing == "公开"]
    assert task.due is None and not task.late


def test_the_interface_says_the_same(county, mending) -> None:
    mending(due=PAST)
    (own, *_) = tasks(county.people["head@灯"])
    assert (own.about, own.late, own.due) == ("台账没有按时登记", True, PAST)
