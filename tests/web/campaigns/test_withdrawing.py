"""A unit's part is taken back, counts nowhere then, and can be given again."""

from datetime import date

import pytest
from django.utils.timezone import localdate
from web.packages import CLEAN, fill

from jiping.model.values import Ref
from jiping.web.audit.models import Record
from jiping.web.boards.figures import board, seen_by
from jiping.web.boards.todo import tasks
from jiping.web.campaigns.actions import AssignNew, CloseCampaign, Remind
from jiping.web.campaigns.models import Assignment, Withdrawal
from jiping.web.campaigns.withdrawing import RestoreAssignment, WithdrawAssignment
from jiping.web.core.actions import Refused
from jiping.web.departments import work
from jiping.web.drafts.actions import SaveCells, Typed
from jiping.web.drafts.models import Draft
from jiping.web.followup.results import ranking
from jiping.web.grading.happened import events_of
from jiping.web.inbox.models import Message
from jiping.web.reminders.things import things

WHY = "单位已并入城市管理局本级"


@pytest.fixture
def withdrawn(county) -> Assignment:
    reviewer = county.people["reviewer@财"]
    WithdrawAssignment(reviewer, county.assignments["灯"], WHY).perform()
    return Assignment.objects.get(pk=county.assignments["灯"].pk)


def test_it_counts_nowhere(county, withdrawn) -> None:
    lamps, reviewer = county.units["灯"], county.people["reviewer@财"]
    place = work.Place(county.campaign, county.units["城"])
    assert lamps not in [each.unit for each in work.assignments(place)]
    assert lamps not in [
        a.unit for a in work.absences(county.campaign, place.department)
    ]
    events = events_of(county.campaign, place.department, localdate())
    assert lamps.name not in events.units
    seen = board(seen_by(reviewer, county.campaign), date(2024, 3, 20))
    assert seen.totals.whole == 3
    assert lamps not in [row.unit for row in ranking(county.campaign)]
    assert lamps not in [thing.unit for thing in things()]
    assert not any(t.unit == lamps for u in county.people.values() for t in tasks(u))
    late = Remind(reviewer, county.campaign).perform()
    assert lamps not in [each.unit for each in late]


def test_it_is_told_and_logged_with_its_reason(county, withdrawn) -> None:
    told = set(Message.objects.values_list("to__username", flat=True))
    assert told == {"filer@灯", "head@灯", "officer@城"}
    line = Record.objects.latest("number")
    assert (line.verb, line.unit) == ("assignment.withdraw", county.units["灯"])
    assert line.facts == {"before": "填报中", "reason": WHY}


def test_nothing_is_written_then_and_all_is_there_again(county) -> None:
    part, filer = county.assignments["灯"], county.people["filer@灯"]
    fill(part, CLEAN)
    draft = Draft.objects.get(assignment=part)
    before = draft.cells.exclude(raw="").count()
    reviewer = county.people["reviewer@财"]
    WithdrawAssignment(reviewer, part, WHY).perform()
    typed = [Typed(Ref("base", "", "reception", "actual"), "5")]
    with pytest.raises(Refused, match="已撤回布置"):
        SaveCells(filer, Draft.objects.get(pk=draft.pk), typed).perform()
    # Nor is it a unit that came into scope since.
    AssignNew(reviewer, county.campaign).perform()
    assert Assignment.objects.filter(unit=county.units["灯"]).count() == 1
    with pytest.raises(Refused, match="没有新增的单位"):
        AssignNew(reviewer, county.campaign).perform()
    RestoreAssignment(reviewer, part, "经核实仍由本单位填报").perform()
    assert Assignment.objects.get(pk=part.pk).state == "filling"
    again = Draft.objects.get(pk=draft.pk)
    assert again.cells.exclude(raw="").count() == before
    SaveCells(filer, again, typed).perform()
    last = Withdrawal.objects.get(assignment=part)
    assert last.ended_by == reviewer and last.ended_at is not None


def test_it_comes_back_to_where_it_stood(county) -> None:
    reviewer, part = county.people["reviewer@财"], county.assignments["灯"]
    for state in ("returned", "signing", "submitted"):
        Assignment.objects.filter(pk=part.pk).update(state=state)
        WithdrawAssignment(reviewer, part, WHY).perform()
        RestoreAssignment(reviewer, part, WHY).perform()
        assert Assignment.objects.get(pk=part.pk).state == state


@pytest.mark.parametrize("state", ["approved", "accepted", "called_off"])
def test_what_was_decided_on_is_not_taken_back(county, state) -> None:
    part = county.assignments["灯"]
    Assignment.objects.filter(pk=part.pk).update(state=state)
    with pytest.raises(Refused, match="不能“撤回布置”"):
        WithdrawAssignment(county.people["reviewer@财"], part, WHY).perform()


def test_a_reason_is_asked_for_and_a_unit_that_is_no_more_stays_away(
    county, withdrawn
) -> None:
    reviewer = county.people["reviewer@财"]
    with pytest.raises(Refused, match="至少4个字"):
        RestoreAssignment(reviewer, withdrawn, "错").perform()
    county.units["灯"].ended_on = localdate()
    county.units["灯"].save()
    with pytest.raises(Refused, match="已撤并"):
        RestoreAssignment(reviewer, withdrawn, "仍由本单位填报").perform()
    with pytest.raises(Refused, match="没有这个权限"):
        WithdrawAssignment(
            county.people["officer@城"], county.assignments["馆"], WHY
        ).perform()


def test_a_campaign_ends_without_it(county, withdrawn) -> None:
    Assignment.objects.exclude(pk=withdrawn.pk).update(state="accepted")
    CloseCampaign(county.people["reviewer@财"], county.campaign).perform()
    assert Record.objects.latest("number").facts["unfinished"] == 0


def test_the_pages(county) -> None:
    part = county.assignments["灯"]
    client = county.client("reviewer@财")
    listed = client.get(f"/campaigns/{county.campaign.pk}/").content.decode()
    address = f"/campaigns/assignments/{part.pk}/withdraw/"
    assert address in listed
    assert "不算缺报" in client.get(address).content.decode()
    assert client.post(address, {"reason": "错"}).status_code == 200
    assert client.post(address, {"reason": WHY}).status_code == 303
    listed = client.get(f"/campaigns/{county.campaign.pk}/").content.decode()
    assert "已撤回布置" in listed
    again = f"/campaigns/assignments/{part.pk}/restore/"
    assert again in listed and address not in listed
    assert WHY in client.get(again).content.decode()
    assert client.post(again, {"reason": WHY}).status_code == 303
    assert county.client("officer@城").get(address).status_code == 403
