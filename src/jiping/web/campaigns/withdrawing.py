"""Taking a unit's part in a campaign back, and giving it again."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jiping.web.accounts.models import Role, User
from jiping.web.campaigns.models import Assignment, Withdrawal
from jiping.web.core.actions import Action, Refused
from jiping.web.inbox.tell import people_of

Told = Iterable[tuple[Iterable[User], str, str]]
_SHORTEST, _LONGEST = 4, 300


def _people(assignment: Assignment) -> tuple[User, ...]:
    """Who fills in and signs for the unit, and its department's officers."""
    unit = assignment.unit
    above = unit.department
    officers = people_of(above, Role.DEPARTMENT_OFFICER) if above else ()
    return (*people_of(unit, Role.FILER, Role.UNIT_HEAD), *officers)


def _reason(text: str) -> str:
    text = text.strip()
    if len(text) < _SHORTEST:
        raise Refused(
            f"请写明理由，至少{_SHORTEST}个字，如“单位已并入某局，由该局填报”。"
        )
    if len(text) > _LONGEST:
        raise Refused(f"理由最多{_LONGEST}字，请缩短。")
    return text


class WithdrawAssignment(Action[Withdrawal]):
    """A unit is not asked any more: it was merged, or was asked by mistake. What it wrote
    stays, locked; it counts nowhere, neither as late nor as absent."""

    verb = "assignment.withdraw"
    actor: User
    subject: Assignment

    def __init__(self, actor: User, assignment: Assignment, reason: str) -> None:
        super().__init__(actor, assignment)
        self.reason = reason

    def effect(self) -> Withdrawal:
        """Raises Refused without a reason."""
        one = self.subject
        made = Withdrawal.objects.create(
            assignment=one, before=one.state, reason=_reason(self.reason), by=self.actor
        )
        one.moved(Assignment.State.WITHDRAWN, changed_at=timezone.now())
        one.save(update_fields=["state", "changed_at"])
        return made

    def facts(self, result: Withdrawal) -> Mapping[str, Any]:
        """From where, and why."""
        before = Assignment.State(result.before).label
        return {"before": before, "reason": result.reason}

    def told(self, result: Withdrawal) -> Told:
        """The unit and its department."""
        said = f"{self.subject}的自评任务已撤回，不用再报：{result.reason}"
        page = reverse("campaign", args=[self.subject.campaign_id])
        yield _people(self.subject), said, page


class RestoreAssignment(Action[Withdrawal]):
    """The unit is asked after all, from where it stood; what it wrote is there."""

    verb = "assignment.restore"
    actor: User
    subject: Assignment

    def __init__(self, actor: User, assignment: Assignment, reason: str) -> None:
        super().__init__(actor, assignment)
        self.reason = reason

    def effect(self) -> Withdrawal:
        """Raises Refused without a reason, or for a unit that is no more."""
        one = self.subject
        reason = _reason(self.reason)
        if one.unit.ended_on is not None:
            raise Refused(f"{one.unit}已撤并，不能再布置。")
        last = one.withdrawals.filter(ended_at=None).last()
        if last is None:
            raise Refused("没有找到撤回的记录，请刷新页面。")
        last.ended_at, last.ended_by = timezone.now(), self.actor
        last.save(update_fields=["ended_at", "ended_by"])
        self.reason = reason
        one.moved(last.before, changed_at=timezone.now(), reminded_on=None)
        one.save(update_fields=["state", "changed_at", "reminded_on"])
        return last

    def facts(self, result: Withdrawal) -> Mapping[str, Any]:
        """To where, and why."""
        after = Assignment.State(result.before).label
        return {"after": after, "reason": self.reason}

    def told(self, result: Withdrawal) -> Told:
        """The unit and its department."""
        one = self.subject
        turn = f"现在是“{one.get_state_display()}”"
        state = Assignment.State
        if one.state in (state.FILLING, state.RETURNED, state.SIGNING):
            turn = f"请于{one.due}前提交"
            if one.due and one.due < timezone.localdate():
                turn = f"原期限{one.due}已过，请申请延期"
        said = f"{one}的自评任务已恢复，{turn}：{self.reason}"
        yield _people(one), said, reverse("campaign", args=[one.campaign_id])
