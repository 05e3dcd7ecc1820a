"""The daily round: people are told of deadlines that come near and of what is late."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from jiping.web.accounts.models import User
from jiping.web.campaigns.calendar import calendar, days_late
from jiping.web.campaigns.workdays import Calendar, UnknownYear
from jiping.web.core.actions import Action, Refused
from jiping.web.reminders.models import Reminder, Round
from jiping.web.reminders.things import Thing, things

Stage = Reminder.Stage
# Working days: so many before, and on the last but one; so many after.
AHEAD, LAST, LONG = 5, 1, 5
_NAMED = 3
_LATE = (Stage.LATE, Stage.LONG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A thing at a stage; ``days`` are working days until or after its day, None where
    a year between is not known; ``today`` whether it is that day."""

    thing: Thing
    stage: Stage
    days: int | None
    today: bool

    @property
    def people(self) -> tuple[User, ...]:
        """Who is told at this stage."""
        thing = self.thing
        return (*thing.people, *thing.above) if self.stage in _LATE else thing.people


def stage_of(
    known: Calendar, due: date, today: date
) -> tuple[Stage | None, int | None]:
    """The stage of a deadline today, None for one that is not near yet, and its working
    days. Late counts by the date alone, whether or not the year is known; nothing else
    is guessed."""
    if due < today:
        late = days_late(known, due, today)
        return (Stage.LONG if late and late >= LONG else Stage.LATE), late
    if due == today:
        return Stage.LAST, 0
    try:
        left = known.between(today, due)
    except UnknownYear:
        return None, None
    if left > AHEAD:
        return None, left
    return (Stage.LAST if left <= LAST else Stage.SOON), left


class DailyRound(Action[Sequence[Due]]):
    """Tell everybody once of each thing and stage; one round a day."""

    verb = "reminder.round"
    mailed_whole = True

    def __init__(self, actor: User | None) -> None:
        super().__init__(actor)

    def effect(self) -> Sequence[Due]:
        """Raises Refused where today's round was made."""
        today = localdate()
        made, new = Round.objects.get_or_create(day=today)
        if not new:
            raise Refused("今天已经提醒过了，同一件事不重复提醒。")
        near = list(_due(today))
        days = {each.thing.due for each in near}
        kept = Reminder.objects.filter(due__in=days)
        told = set(kept.values_list("thing", "stage", "due"))
        found = [each for each in near if _key(each) not in told]
        Reminder.objects.bulk_create(
            Reminder(thing=thing, stage=stage, due=due, round=made)
            for thing, stage, due in map(_key, found)
        )
        return found

    def facts(self, result: Sequence[Due]) -> Mapping[str, Any]:
        """How many things, by stage."""
        stages = [each.stage for each in result]
        counted = {str(s.label): stages.count(s) for s in Stage if s in stages}
        return {"on": localdate(), "reminded": counted}

    def told(self, result: Sequence[Due]) -> Iterator[tuple[Iterable[User], str, str]]:
        """Each person once of all things of one kind at one stage."""
        lots: dict[tuple[User, str, Stage], list[Due]] = {}
        for each in result:
            for person in dict.fromkeys(each.people):
                at = (person, each.thing.kind, each.stage)
                lots.setdefault(at, []).append(each)
        for (person, kind, _), each_due in lots.items():
            links = {each.thing.link for each in each_due}
            link = links.pop() if len(links) == 1 else reverse("home")
            yield (person,), sentence(kind, each_due), link


class _ByTheClock(DailyRound):
    """The same without a person: nobody asks, so nobody is asked for a right."""

    def ask(self) -> None:
        """No person, no policy."""


def sentence(kind: str, lot: Sequence[Due]) -> str:
    """``提醒：路灯管理所自评材料待提交，期限2024-03-15，还有3个工作日。``"""
    units = list(dict.fromkeys(each.thing.unit.name for each in lot))
    named = "、".join(units[:_NAMED])
    several = f"等{len(units)}个单位" if len(units) > _NAMED else ""
    count = f"（{len(lot)}项）" if len(lot) > len(units) else ""
    first = min(lot, key=lambda each: each.thing.due)
    head = "催办" if first.stage in _LATE else "提醒"
    what = f"{head}：{named}{several}{kind}{count}"
    return f"{what}，{'最早的' if len(lot) > 1 else ''}期限{first.thing.due}，{_when(first)}。"


def _when(each: Due) -> str:
    if each.stage in _LATE:
        return "已逾期" if each.days is None else f"已逾期{each.days}个工作日"
    if each.days == 0 and each.today:
        return "今天到期"
    if each.days == 0:
        return "之前已没有别的工作日"
    return f"还有{each.days}个工作日"


def _due(today: date) -> Iterator[Due]:
    known = calendar()
    for thing in things():
        stage, days = stage_of(known, thing.due, today)
        if stage is None or (thing.lapses and thing.due < today):
            continue
        yield Due(thing=thing, stage=stage, days=days, today=thing.due == today)


def _key(each: Due) -> tuple[str, str, date]:
    return each.thing.key, each.stage.value, each.thing.due


def is_wanted(today: date) -> bool:
    """Whether the clock is to make a round: on a working day (on every day of a year that
    is not known) that has none yet."""
    if Round.objects.filter(day=today).exists():
        return False
    try:
        return calendar().is_worked(today)
    except UnknownYear:
        return True


def by_the_clock() -> bool:
    """Make today's round without a person, where it is wanted. Whether it was made."""
    if not is_wanted(localdate()):
        return False
    try:
        _ByTheClock(None).perform()
    except Refused:
        # Another worker was there first.
        return False
    return True
