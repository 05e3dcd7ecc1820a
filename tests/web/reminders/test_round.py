"""The daily round: told once of each thing and stage, whatever the clock does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from jiping.web.audit.chain import prove_stored
from jiping.web.audit.models import Record
from jiping.web.campaigns.calendar import calendar
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.campaigns.workdays import Calendar, published
from jiping.web.core.actions import Refused
from jiping.web.followup.models import Rectification
from jiping.web.grading.models import DepartmentGrade
from jiping.web.inbox.models import Message
from jiping.web.reminders.actions import (
    AHEAD,
    DailyRound,
    Due,
    _when,
    by_the_clock,
    is_wanted,
    stage_of,
)
from jiping.web.reminders.models import Reminder, Round
from jiping.web.reminders.tasks import Clock, daily_round
from jiping.web.submissions.models import Waiver

# A Friday on which the units of the county are to hand in.
DUE = date(2024, 3, 15)
At = Callable[..., None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Let it be a day and an hour, everywhere."""

    def go(day: date, hour: int = 9) -> None:
        moment = datetime.combine(day, time(hour), timezone.get_default_timezone())
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return go


@pytest.fixture
def alone(county):
    """灯's package alone is under way."""
    Assignment.objects.exclude(unit=county.units["灯"]).update(state="accepted")
    Campaign.objects.update(publication_due=None)
    return county


def told() -> dict[str, list[str]]:
    """What stands in each inbox."""
    found: dict[str, list[str]] = {}
    for message in Message.objects.order_by("pk").select_related("to"):
        found.setdefault(message.to.username, []).append(message.text)
    return found


def test_each_stage_is_told_once(alone, at) -> None:
    made = {}
    for number in range(-20, 30):
        day = DUE + timedelta(days=number)
        at(day)
        before = Reminder.objects.count()
        by_the_clock()
        if Reminder.objects.count() > before:
            made[day] = Reminder.objects.last().stage
    assert made == {
        date(2024, 3, 8): "soon",
        date(2024, 3, 14): "last",
        date(2024, 3, 18): "late",
        date(2024, 3, 22): "long",
    }
    assert told()["filer@灯"] == [
        "提醒：澄湖县路灯管理所自评材料待提交，期限2024-03-15，还有5个工作日。",
        "提醒：澄湖县路灯管理所自评材料待提交，期限2024-03-15，还有1个工作日。",
        "催办：澄湖县路灯管理所自评材料待提交，期限2024-03-15，已逾期1个工作日。",
        "催办：澄湖县路灯管理所自评材料待提交，期限2024-03-15，已逾期5个工作日。",
    ]
    assert len(told()["officer@城"]) == 2
    assert set(told()) == {"filer@灯", "officer@城"}


@pytest.mark.django_db
def test_a_day_off_is_not_said_to_be_today() -> None:
    """Due on a Sunday, told on the Friday before it: the last day to work, and not the day."""
    known, sunday = calendar(), date(2024, 3, 17)
    stage, days = stage_of(known, sunday, date(2024, 3, 15))
    assert (stage, days) == (Reminder.Stage.LAST, 0)
    due = Due(thing=None, stage=stage, days=days, today=False)
    assert _when(due) == "之前已没有别的工作日"
    assert _when(replace(due, today=True)) == "今天到期"


def test_rounds_are_made_on_working_days_alone(alone, at) -> None:
    for number in range(7):
        at(DUE + timedelta(days=number))
        by_the_clock()
    days = list(Round.objects.order_by("day").values_list("day", flat=True))
    assert [day.isoweekday() for day in days] == [5, 1, 2, 3, 4]


def test_a_clock_set_back_and_forth_doubles_nothing(alone, at) -> None:
    for day in (14, 14, 18, 14, 11, 15, 18, 19, 18, 19):
        at(date(2024, 3, day))
        by_the_clock()
    assert Round.objects.count() == 5
    stages = list(Reminder.objects.values_list("thing", "stage"))
    assert len(stages) == len(set(stages))
    assert len(told()["filer@灯"]) == len(set(told()["filer@灯"]))


def test_it_is_an_action_of_the_system(alone, at) -> None:
    at(date(2024, 3, 14))
    assert by_the_clock()
    line = Record.objects.get(verb="reminder.round")
    assert (line.actor, line.actor_name) == (None, "系统")
    assert line.subject == ""
    assert line.facts == {"on": "2024-03-14", "reminded": {"期限将到": 1}}
    assert not prove_stored().faults
    assert not by_the_clock()
    assert Record.objects.count() == 1


def test_nobody_but_an_administrator_makes_one_by_hand(alone, at) -> None:
    at(date(2024, 3, 14))
    for name in ("reviewer@财", "filer@灯"):
        with pytest.raises(Refused) as refusal:
            DailyRound(alone.people[name]).perform()
        assert refusal.value.denied
    with pytest.raises(Refused):
        DailyRound(None).perform()
    DailyRound(alone.people["administrator@财"]).perform()
    with pytest.raises(Refused, match="今天已经提醒过"):
        DailyRound(alone.people["administrator@财"]).perform()


def test_an_extension_is_told_anew(alone, at) -> None:
    at(date(2024, 3, 14))
    by_the_clock()
    Assignment.objects.filter(unit=alone.units["灯"]).update(due=date(2024, 3, 22))
    at(date(2024, 3, 21))
    by_the_clock()
    assert len(told()["filer@灯"]) == 2


def test_a_package_in_other_hands_is_told_to_them(alone, at) -> None:
    mine = Assignment.objects.filter(unit=alone.units["灯"])
    at(date(2024, 3, 14))
    by_the_clock()
    mine.update(state="signing")
    at(date(2024, 3, 15))
    by_the_clock()
    assert "待负责人签署" in told()["head@灯"][0]
    assert "今天到期" in told()["head@灯"][0]
    mine.update(state="submitted")
    at(date(2024, 3, 28))
    by_the_clock()
    assert "待主管部门审核" in told()["officer@城"][0]
    mine.update(state="approved")
    at(date(2024, 5, 6))
    by_the_clock()
    assert "待财政复核" in told()["reviewer@财"][0]


def test_everything_with_a_day_is_watched(alone, at) -> None:
    Assignment.objects.update(state="accepted")
    Campaign.objects.update(publication_due=date(2024, 6, 14))
    Rectification.objects.create(
        campaign=alone.campaign, unit=alone.units["灯"], office=alone.units["城"],
        source="other", problem="问题", due=date(2024, 6, 14),
        issued_by=alone.people["officer@城"],
    )  # fmt: skip
    DepartmentGrade.objects.create(
        campaign=alone.campaign,
        department=alone.units["城"],
        state="told",
        objection_due=date(2024, 6, 14),
    )
    at(date(2024, 6, 13))
    by_the_clock()
    said = told()
    assert any("整改任务待反馈" in text for text in said["filer@灯"])
    assert any("自评材料待公开" in text for text in said["head@灯"])
    assert any("异议期将满" in text for text in said["officer@城"])
    assert "reviewer@财" not in said
    Message.objects.all().delete()
    at(date(2024, 6, 17))
    by_the_clock()
    said = told()
    # The right to object is over; what is owed goes to who is above as well.
    assert not any("异议" in text for texts in said.values() for text in texts)
    assert any("整改任务待反馈" in text for text in said["officer@城"])
    assert any(
        text.startswith("催办：") and "待公开" in text for text in said["officer@城"]
    )


def test_a_waiver_that_ends(alone, at) -> None:
    Assignment.objects.update(due=date(2024, 12, 20))
    Waiver.objects.create(
        assignment=alone.assignments["灯"], rule="BD001", at_ref="", message="问题",
        reason="理由", asked_by=alone.people["filer@灯"],
        approved_by=alone.people["bureau_head@财"],
        approved_at=timezone.now(), until=date(2024, 6, 14),
    )  # fmt: skip
    at(date(2024, 6, 12))
    by_the_clock()
    assert set(told()) == {"filer@灯", "head@灯"}
    assert "准予保留的期限将满" in told()["head@灯"][0]
    at(date(2024, 6, 17))
    by_the_clock()
    assert len(told()["head@灯"]) == 1


def test_many_of_a_kind_are_one_message(county, at) -> None:
    campaign = county.campaign
    for number in range(5):
        Rectification.objects.create(
            campaign=campaign, unit=county.units["灯"], office=county.units["财"],
            source="other", problem=f"问题{number}", due=date(2024, 6, 10 + number),
            issued_by=county.people["reviewer@财"],
        )  # fmt: skip
    Assignment.objects.update(due=date(2030, 1, 4))
    at(date(2024, 6, 17))
    by_the_clock()
    # Due on the tenth: five working days ago; the others since.
    assert sorted(told()["reviewer@财"]) == [
        "催办：澄湖县路灯管理所整改任务待反馈（4项），最早的期限2024-06-11，已逾期4个工作日。",
        "催办：澄湖县路灯管理所整改任务待反馈，期限2024-06-10，已逾期5个工作日。",
    ]


def test_a_year_that_is_not_known_is_not_guessed(alone, at) -> None:
    beyond = max(year.year for year in published()) + 3
    Assignment.objects.update(due=date(beyond, 6, 14))
    at(date(beyond, 6, 12))
    assert is_wanted(date(beyond, 6, 12))
    by_the_clock()
    assert not told()
    at(date(beyond, 6, 17))
    by_the_clock()
    assert told()["filer@灯"][-1].endswith("已逾期。")


@given(
    due=st.dates(date(2024, 1, 1), date(2025, 12, 31)),
    start=st.dates(date(2024, 1, 1), date(2024, 12, 31)),
)
def test_stages_only_go_forward(due: date, start: date) -> None:
    known = Calendar(published())
    order = [None, "soon", "last", "late", "long"]
    days = [start + timedelta(days=n) for n in range(40)]
    stages = [order.index(stage_of(known, due, day)[0]) for day in days]
    assert stages == sorted(stages)


def test_nothing_is_told_too_early(alone) -> None:
    known = calendar()
    day = DUE
    for left in range(1, 15):
        day -= timedelta(days=1)
        while not known.is_worked(day):
            day -= timedelta(days=1)
        assert (stage_of(known, DUE, day)[0] is None) == (left > AHEAD)


def test_the_clock_asks_in_the_morning_and_once(alone, at) -> None:
    clock = Clock()
    at(date(2024, 3, 14), hour=7)
    assert not clock.tick()
    at(date(2024, 3, 14), hour=8)
    assert clock.tick()
    assert not clock.tick()
    assert DBTaskResult.objects.count() == 1
    # Another process asks too; the second task finds nothing to do.
    assert Clock().tick()
    assert [daily_round.call(), daily_round.call()] == [True, False]
    assert not Clock().tick()
    at(date(2024, 3, 16))
    assert not clock.tick()
    at(date(2024, 3, 18))
    assert clock.tick()


def test_what_was_not_made_is_asked_for_again(alone, at, monkeypatch) -> None:
    clock = Clock()
    at(date(2024, 3, 14))
    assert clock.tick()
    assert clock.asked is not None
    clock.asked = (clock.asked[0], clock.asked[1] - 16 * 60)
    assert clock.tick()


def test_it_goes_out_as_mail_too(alone, at, settings) -> None:
    settings.EMAIL_HOST = "mail.example.cn"
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
    }
    person = alone.people["filer@灯"]
    person.email = "filer@example.cn"
    person.save()
    at(date(2024, 3, 14))
    by_the_clock()
    assert [(m.to, "还有1个工作日" in m.body) for m in mail.outbox] == [
        (["filer@example.cn"], True)
    ]
