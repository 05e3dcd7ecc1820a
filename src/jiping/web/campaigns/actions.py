"""Changes to the bureau's campaign and its assignments."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from jiping.web.accounts.models import Role, User
from jiping.web.campaigns.calendar import calendar, days_late
from jiping.web.campaigns.models import (
    CONTENTS,
    Assignment,
    Campaign,
    Extension,
    WorkYear,
)
from jiping.web.campaigns.scope import amount, due, lacking, whose_turn
from jiping.web.campaigns.signals import assigned
from jiping.web.campaigns.workdays import UnknownYear, published
from jiping.web.core.actions import Action, Refused
from jiping.web.inbox.tell import people_of
from jiping.web.units.models import Unit

Told = Iterable[tuple[Iterable[User], str, str]]
DATES = (
    ("unit_due", "单位提交截止"),
    ("department_due", "部门报送截止"),
    ("review_due", "复核截止"),
    ("publication_due", "公开截止"),
)


class CreateCampaign(Action[Campaign]):
    """A new campaign, to be drafted."""

    verb = "campaign.create"

    def __init__(self, actor: User, campaign: Campaign) -> None:
        super().__init__(actor)
        self.campaign = campaign

    def effect(self) -> Campaign:
        running = Campaign.objects.filter(year=self.campaign.year)
        if running.exclude(state=Campaign.State.CLOSED).exists():
            raise Refused(
                f"{self.campaign.year}年度的自评工作已经有了，请直接修改那一份。"
            )
        self.campaign.save(force_insert=True)
        return self.campaign

    def facts(self, result: Campaign) -> Mapping[str, Any]:
        return {"year": result.year, "kinds": result.kinds, "form": result.form}


class EditCampaign(Action[None]):
    """Other words, dates, kinds or amounts before it is issued."""

    verb = "campaign.edit"
    subject: Campaign

    def __init__(
        self, actor: User, campaign: Campaign, given: Mapping[str, Any]
    ) -> None:
        super().__init__(actor, campaign)
        self.given = given

    def effect(self) -> None:
        for name, value in self.given.items():
            setattr(self.subject, name, value)
        self.subject.save(update_fields=list(self.given))

    def facts(self, result: None) -> Mapping[str, Any]:
        return dict(self.given)


class IssueCampaign(Action[Sequence[Assignment]]):
    """The campaign begins: every unit in scope has its assignment, and is told."""

    verb = "campaign.issue"
    subject: Campaign

    def effect(self) -> Sequence[Assignment]:
        campaign = self.subject
        if faults := issue_faults(campaign):
            raise Refused("还不能布置：" + "".join(faults))
        made = _assign(campaign)
        if not made:
            raise Refused("还没有可布置的单位，请先在“单位”中建立主管部门和单位。")
        campaign.state = Campaign.State.ISSUED
        campaign.issued_on, campaign.issued_by = localdate(), self.actor
        campaign.save(update_fields=["state", "issued_on", "issued_by"])
        return made

    def facts(self, result: Sequence[Assignment]) -> Mapping[str, Any]:
        return {"units": [a.unit.code for a in result]}

    def told(self, result: Sequence[Assignment]) -> Told:
        return _told_of(self.subject, result)


def issue_faults(campaign: Campaign) -> list[str]:
    """What is still to be mended before a campaign can be issued, in sentences."""
    faults = []
    if not campaign.kinds:
        faults.append("没有选自评种类。")
    if missing := campaign.missing_contents:
        faults.append(f"通知缺{'、'.join(missing)}。")
    if blank := [
        name for field, name in CONTENTS if "____" in getattr(campaign, field)
    ]:
        faults.append(f"{'、'.join(blank)}里还有空着的日期，请填上，或按日期重新起草。")
    faults += _without_amount(campaign)
    days = [(getattr(campaign, name), label) for name, label in DATES]
    if unset := [label for day, label in days if day is None]:
        faults.append(f"没有定{'、'.join(unset)}日期。")
        return faults
    for (first, label), (second, later) in pairwise(days):
        if second < first:
            faults.append(f"{later}早于{label}。")
    known = calendar()
    for on, label in days:
        try:
            if not known.is_worked(on):
                faults.append(f"{label}{on}不是工作日。")
        except UnknownYear as fault:
            faults.append(str(fault))
            break
    return faults


def _without_amount(campaign: Campaign) -> list[str]:
    transfers = lacking(campaign).filter(kind=Unit.Kind.TRANSFER)
    bare = [unit.name for unit in transfers if amount(campaign, unit) is None]
    return [f"{bare[0]}等{len(bare)}个单位没有填转移支付金额。"] if bare else []


def _assign(campaign: Campaign) -> list[Assignment]:
    made = Assignment.objects.bulk_create(
        Assignment(
            campaign=campaign,
            unit=unit,
            due=due(campaign, unit),
            amount=amount(campaign, unit),
        )
        for unit in lacking(campaign).select_related("parent")
    )
    assigned.send(Campaign, assignments=made)
    return made


def _told_of(campaign: Campaign, made: Sequence[Assignment]) -> Told:
    for one in made:
        roles = [Role.FILER, Role.UNIT_HEAD]
        if one.unit.kind == Unit.Kind.DEPARTMENT:
            roles.append(Role.DEPARTMENT_OFFICER)
        said = f"{campaign.title}：{one.unit}请于{one.due}前提交。"
        yield people_of(one.unit, *roles), said, reverse("campaign", args=[campaign.pk])


class AssignNew(Action[Sequence[Assignment]]):
    """Units that came into scope since it was issued get their assignments."""

    verb = "campaign.assign"
    subject: Campaign

    def effect(self) -> Sequence[Assignment]:
        made = _assign(self.subject)
        if not made:
            raise Refused("没有新增的单位，不用补发。")
        return made

    def facts(self, result: Sequence[Assignment]) -> Mapping[str, Any]:
        return {"units": [a.unit.code for a in result]}

    def told(self, result: Sequence[Assignment]) -> Told:
        return _told_of(self.subject, result)


class Remind(Action[Sequence[Assignment]]):
    """Whose turn it is on what is late is told so, once a day at most."""

    verb = "campaign.remind"
    mailed_whole = True
    subject: Campaign

    def effect(self) -> Sequence[Assignment]:
        today = localdate()
        open_ = self.subject.assignments.exclude(reminded_on=today).exclude(
            state=Assignment.State.ACCEPTED
        )
        late = [
            one
            for one in open_.select_related("campaign", "unit__parent__parent")
            if one.turn_due is not None and one.turn_due < today
        ]
        if not late:
            raise Refused("没有逾期的，或者今天都已催办过了。")
        for one in late:
            one.reminded_on = today
        Assignment.objects.bulk_update(late, ["reminded_on"])
        return late

    def facts(self, result: Sequence[Assignment]) -> Mapping[str, Any]:
        return {"units": [a.unit.code for a in result]}

    def told(self, result: Sequence[Assignment]) -> Told:
        known, today = calendar(), localdate()
        for one in result:
            late = days_late(known, one.turn_due, today)
            by = "" if late is None else f"，已逾期{late}个工作日"
            said = f"催办：{one}自评{one.get_state_display()}{by}，请尽快办理。"
            yield whose_turn(one), said, reverse("campaign", args=[self.subject.pk])


class Extend(Action[Extension]):
    """A later date for one unit, with the reason."""

    verb = "assignment.extend"
    subject: Assignment

    def __init__(
        self, actor: User, assignment: Assignment, until: date, reason: str
    ) -> None:
        super().__init__(actor, assignment)
        self.until, self.reason, self.before = until, reason, assignment.due

    def effect(self) -> Extension:
        one, until = self.subject, self.until
        self.before = one.due
        if until <= one.due:
            raise Refused(f"延期要晚于现在的截止日期{one.due}。")
        if until < localdate():
            raise Refused("延至的日期已经过了，请另定。")
        try:
            if not calendar().is_worked(until):
                raise Refused(f"{until}不是工作日，请另定。")
        except UnknownYear as fault:
            raise Refused(str(fault)) from fault
        one.due, one.reminded_on = until, None
        one.save(update_fields=["due", "reminded_on"])
        return Extension.objects.create(
            assignment=one, until=until, reason=self.reason, by_id=_pk(self.actor)
        )

    def facts(self, result: Extension) -> Mapping[str, Any]:
        return {"before": self.before, "until": result.until, "reason": result.reason}

    def told(self, result: Extension) -> Told:
        unit = self.subject.unit
        people = people_of(unit, Role.FILER, Role.UNIT_HEAD)
        above = (
            people_of(unit.department, Role.DEPARTMENT_OFFICER)
            if unit.department
            else ()
        )
        said = f"{self.subject}自评延期到{result.until}：{result.reason}"
        page = reverse("campaign", args=[self.subject.campaign_id])
        yield (*people, *above), said, page


class CloseCampaign(Action[None]):
    """The campaign is over: nothing of it can be changed any more."""

    verb = "campaign.close"
    subject: Campaign

    def __init__(self, actor: User, campaign: Campaign, reason: str = "") -> None:
        super().__init__(actor, campaign)
        self.reason, self.unfinished = reason.strip(), 0

    def effect(self) -> None:
        campaign = self.subject
        unfinished = campaign.assignments.exclude(
            state__in=(Assignment.State.ACCEPTED, Assignment.State.WITHDRAWN)
        )
        self.unfinished = unfinished.count()
        if self.unfinished and not self.reason:
            raise Refused(
                f"还有{self.unfinished}个单位没有复核通过，要结束请写明理由。"
            )
        campaign.state = Campaign.State.CLOSED
        campaign.save(update_fields=["state"])

    def facts(self, result: None) -> Mapping[str, Any]:
        return {"unfinished": self.unfinished, "reason": self.reason}

    def told(self, result: None) -> Told:
        units = self.subject.assignments.values("unit")
        people = User.objects.filter(
            memberships__unit__in=units, memberships__ended_on=None, is_active=True
        ).distinct()
        page = reverse("campaign", args=[self.subject.pk])
        yield people, f"{self.subject.title}已结束，资料不能再改。", page


def _pk(person: User | None) -> int:
    assert person is not None
    return person.pk


class EnterYear(Action[WorkYear]):
    """The days off and made-up working days of a year that the program does not know."""

    verb = "calendar.enter"

    def __init__(self, actor: User, year: WorkYear) -> None:
        super().__init__(actor)
        self.year = year

    def effect(self) -> WorkYear:
        given = self.year
        if given.year in {known.year for known in published()}:
            raise Refused(f"{given.year}年的安排已随程序提供，不用登记。")
        kept = WorkYear.objects.select_for_update().filter(year=given.year).first()
        given.pk = kept.pk if kept else None
        given.by_id = _pk(self.actor)
        given.save()
        return given

    def facts(self, result: WorkYear) -> Mapping[str, Any]:
        return {
            "year": result.year,
            "source": result.source,
            "off": result.off,
            "made_up": result.made_up,
        }
