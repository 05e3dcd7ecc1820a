"""Asking the bureau to let an error stand until a date, and its decision."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jiping.web.accounts.models import User
from jiping.web.campaigns.models import Assignment
from jiping.web.core.actions import Action, Refused
from jiping.web.submissions import findings, people
from jiping.web.submissions.actions import OnAssignment, Told, said
from jiping.web.submissions.models import Waiver
from jiping.web.submissions.package import package_of


class AskWaiver(OnAssignment):
    """The unit asks that one error may stand."""

    verb = "waiver.ask"

    def __init__(
        self, actor: User, subject: Assignment, key: findings.Key, reason: str
    ) -> None:
        super().__init__(actor, subject)
        self.key = key
        self.reason = reason

    def effect(self) -> Waiver:
        """A waiver to be decided."""
        reason = said(self.reason, "申请豁免的理由", 5)[:500]
        standing = findings.by_key(package_of(self.draft()).records).get(self.key)
        if standing is None or standing["severity"] != findings.ERROR:
            raise Refused("这项错误已经没有了，或者填报数已变，请刷新页面。")
        rule, at, _ = self.key
        message = standing["message"][:500]
        waiting = self.subject.waivers.filter(
            rule=rule, at_ref=at, message=message, approved_at=None, refused_at=None
        )
        if waiting.exists():
            raise Refused("这项错误已经申请豁免，正等财政部门审批，不用再申请。")
        return Waiver.objects.create(
            assignment=self.subject,
            rule=rule,
            at_ref=at,
            message=message,
            reason=reason,
            asked_by=self.actor,
        )

    def facts(self, result: Waiver) -> Mapping[str, Any]:
        """Which error, and the reason."""
        return {
            "waiver": result.pk,
            "rule": result.rule,
            "at": result.at_ref,
            "reason": result.reason,
        }

    def told(self, result: Waiver) -> Told:
        """The bureau."""
        unit = self.subject.unit
        sentence = f"{unit}申请豁免一项错误（{result.rule}）：{result.message}"
        yield people.reviewers(unit), sentence, reverse("waivers")


class DecideWaiver(Action[Waiver]):
    """The bureau lets an error stand until a date, or does not. ``until`` is None for a
    refusal, which needs an ``opinion``."""

    verb = "waiver.decide"
    actor: User
    subject: Waiver

    def __init__(
        self, actor: User, subject: Waiver, until: date | None, opinion: str
    ) -> None:
        super().__init__(actor, subject)
        self.until = until
        self.opinion = opinion

    def effect(self) -> Waiver:
        """Set who decided what."""
        waiver = self.subject
        waiver.opinion = self.opinion.strip()[:300]
        waiver.approved_by = self.actor
        if self.until is None:
            said(self.opinion, "不同意的理由")
            waiver.refused_at = timezone.now()
        elif self.until < timezone.localdate():
            raise Refused("有效期不能早于今天，请重新填写。")
        else:
            waiver.approved_at, waiver.until = timezone.now(), self.until
        waiver.save()
        return waiver

    def facts(self, result: Waiver) -> Mapping[str, Any]:
        """Granted until when, or refused."""
        return {
            "state": result.policy_state,
            "until": result.until,
            "opinion": result.opinion,
        }

    def told(self, result: Waiver) -> Told:
        """The unit."""
        word = f"已同意，有效期至{result.until}" if result.until else "没有同意"
        sentence = f"豁免申请{word}（{result.rule}）：{result.message}"
        link = reverse("package", args=(result.assignment_id,))
        yield people.of_unit(result.assignment.unit), sentence, link
