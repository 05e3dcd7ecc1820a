"""Handing to the head, giving back, answering warnings, signing and submitting."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from jiping.web.accounts.models import Role, User
from jiping.web.campaigns.calendar import calendar, days_late
from jiping.web.campaigns.models import Assignment
from jiping.web.core.actions import Action, Refused
from jiping.web.drafts.models import Draft
from jiping.web.inbox.tell import people_of
from jiping.web.submissions import findings, people
from jiping.web.submissions.gate import Gate, gate
from jiping.web.submissions.models import Answer, SentBack, Submission
from jiping.web.submissions.package import Package, package_of, sealed, written
from jiping.web.submissions.statements import Statement, statements
from jiping.web.submissions.storing import keep
from jiping.web.units.models import Unit

Told = Iterable[tuple[Iterable[User], str, str]]
_LEAST = 2
MOVED = ("state", "changed_at")


class OnAssignment(Action[Any]):
    """An action on one unit's part in a campaign."""

    actor: User
    subject: Assignment

    def __init__(self, actor: User, subject: Assignment) -> None:
        super().__init__(actor, subject)

    @property
    def page(self) -> str:
        """Where the package is read and signed."""
        return reverse("package", args=(self.subject.pk,))

    def draft(self) -> Draft:
        """The draft, held until the action is over. Raises Refused where there is none."""
        draft = Draft.objects.select_for_update().filter(assignment=self.subject)
        found = draft.first()
        if found is None or not found.shape:
            raise Refused("还没有开始填报，请先填写自评表。")
        return found

    def move(self, state: str, **more: Any) -> None:
        """Set the state, with the time."""
        self.subject.moved(state, changed_at=timezone.now(), **more)
        self.subject.save(update_fields=[*MOVED, *more])


def said(text: str, what: str, least: int = _LEAST) -> str:
    """A reason as given, without the space around. Raises Refused where it is missing."""
    trimmed = text.strip()
    if len(trimmed) < least:
        raise Refused(f"请写明{what}。")
    return trimmed


class HandOver(OnAssignment):
    """The filer hands the package to the unit's head."""

    verb = "package.hand_over"

    def effect(self) -> None:
        """Filling or returned → signing."""
        self.draft()
        if not people_of(self.subject.unit, Role.UNIT_HEAD):
            raise Refused("本单位还没有登记单位负责人帐号，请联系系统管理员。")
        self.move(Assignment.State.SIGNING)

    def told(self, result: None) -> Told:
        """The head."""
        unit = self.subject.unit
        sentence = (
            f"{unit}的{self.subject.campaign.year}年度自评材料已填好，请审阅签署。"
        )
        yield people_of(unit, Role.UNIT_HEAD), sentence, self.page


class SendBack(OnAssignment):
    """The head gives the package back to the filer."""

    verb = "package.send_back"

    def __init__(self, actor: User, subject: Assignment, reason: str) -> None:
        super().__init__(actor, subject)
        self.reason = reason

    def effect(self) -> SentBack:
        """Signing → what it was before: filling, or returned."""
        reason = said(self.reason, "退给填报人的理由")[:500]
        back = (
            Assignment.State.RETURNED
            if self.subject.submissions.exists()
            else Assignment.State.FILLING
        )
        self.move(back)
        return SentBack.objects.create(
            assignment=self.subject, reason=reason, by=self.actor
        )

    def facts(self, result: SentBack) -> Mapping[str, Any]:
        """The reason."""
        return {"reason": result.reason}

    def told(self, result: SentBack) -> Told:
        """The filer."""
        sentence = f"负责人把自评材料退回修改：{result.reason}"
        yield people_of(self.subject.unit, Role.FILER), sentence, self.page


class AnswerWarning(OnAssignment):
    """A reason why a warning may stand."""

    verb = "package.answer"

    def __init__(
        self, actor: User, subject: Assignment, key: findings.Key, reason: str
    ) -> None:
        super().__init__(actor, subject)
        self.key = key
        self.reason = reason

    def effect(self) -> Answer:
        """Keep the reason for what is stated now. Raises Refused for the filer while the
        head has the package: nothing changes under the eyes of who signs."""
        if self.subject.state == Assignment.State.SIGNING and (
            self.subject.unit not in self.actor.units_as(Role.UNIT_HEAD)
        ):
            raise Refused("材料已送负责人签署，说明由负责人填写，或者请负责人退回。")
        reason = said(self.reason, "保留这项警告的理由")[:500]
        standing = findings.by_key(package_of(self.draft()).records).get(self.key)
        if standing is None or standing["severity"] != findings.WARNING:
            raise Refused("这项警告已经没有了，或者填报数已变，请刷新页面。")
        rule, at, stated = self.key
        answer, _ = Answer.objects.update_or_create(
            assignment=self.subject,
            rule=rule,
            at_ref=at,
            stated=stated,
            defaults={"reason": reason, "by": self.actor},
        )
        return answer

    def facts(self, result: Answer) -> Mapping[str, Any]:
        """Which warning, and the reason."""
        return {"rule": result.rule, "at": result.at_ref, "reason": result.reason}


class Submit(OnAssignment):
    """The head signs the statements and hands the package in.

    ``revision`` is the one the head read, ``signed`` the ids of the statements ticked.
    The look, the document and its file are made before the transaction; in it stand the
    check that nothing changed meanwhile, the version, the state and the log.
    """

    verb = "package.submit"

    def __init__(
        self, actor: User, subject: Assignment, revision: int, signed: Iterable[str]
    ) -> None:
        super().__init__(actor, subject)
        self.revision = revision
        self.signed = frozenset(signed)
        self.package: Package | None = None
        self.document = ""
        # Why the document is no PDF, where it is none.
        self.note = ""

    def perform(self) -> Submission:
        """Do it whole. Raises Refused, and nothing has changed then."""
        self.ask()
        draft = Draft.objects.filter(assignment=self.subject).first()
        if draft is None or not draft.shape:
            raise Refused("还没有开始填报，请先填写自评表。")
        self.package = package_of(draft)
        # What cannot be signed needs no document.
        self._barred()
        made = written(self.package.look.plan)
        self.document = keep("submissions", made.data, made.suffix)
        self.note = made.note
        result: Submission = super().perform()
        return result

    def effect(self) -> Submission:
        """Signing → submitted; a department's own package → approved."""
        package = self.package
        assert package is not None
        if not self.revision == package.revision == self.draft().revision:
            raise Refused("材料在您打开页面之后又有改动，请重新看一遍再签署。")
        barred = self._barred()
        submission = self._version(package, self._statements(), barred)
        submission.save(force_insert=True)
        own = self.subject.unit.kind == Unit.Kind.DEPARTMENT
        state = Assignment.State.APPROVED if own else Assignment.State.SUBMITTED
        self.move(state)
        return submission

    def _barred(self) -> Gate:
        """The gate. Raises Refused where it is shut."""
        assert self.package is not None
        barred = gate(self.subject, self.package.records, timezone.localdate())
        if barred.bars:
            raise Refused(f"{''.join(barred.bars)}处理完才能签署提交。")
        return barred

    def _statements(self) -> tuple[Statement, ...]:
        asked = statements(self.subject.campaign.year)
        if any(each.id not in self.signed for each in asked):
            raise Refused("请逐条勾选签署声明。")
        return asked

    def _version(
        self, package: Package, asked: Iterable[Statement], passed: Gate
    ) -> Submission:
        now, subject = timezone.now(), self.subject
        last = subject.submissions.aggregate(last=Max("number"))["last"] or 0
        signer = {"by": str(self.actor), "at": now.isoformat(timespec="seconds")}
        content = dict(package.content)
        content["facts"] |= {
            "waived": len(passed.waived),
            "waivers": [waiver.pk for waiver in passed.waived],
            "answered": [
                [*findings.key_of(item.said), item.answer.reason]
                for item in passed.items
                if item.answer
            ],
        }
        submission = Submission(
            assignment=subject,
            number=last + 1,
            **content,
            statements=[{"id": s.id, "text": s.text, **signer} for s in asked],
            document=self.document,
            by=self.actor,
            at=now,
            due=subject.due,
            late_days=days_late(calendar(), subject.due, timezone.localdate(now)),
            self_score=package.self_score,
        )
        submission.digest = sealed(submission)
        return submission

    def facts(self, result: Submission) -> Mapping[str, Any]:
        """Number, digest, rules, and how late."""
        return {
            "number": result.number,
            "digest": result.digest,
            "document": result.document.name,
            "rule_set": result.rule_set,
            "late_days": result.late_days,
        }

    def told(self, result: Submission) -> Told:
        """The department's officers, or for its own package the bureau's reviewers."""
        unit = self.subject.unit
        late = "（迟交）" if result.is_late else ""
        what = f"{unit}提交了{self.subject.campaign.year}年度自评材料第{result.number}版{late}"
        link = reverse("submission", args=(result.pk,))
        if self.subject.state == Assignment.State.APPROVED:
            yield people.reviewers(unit), f"{what}，请复核。", link
        else:
            yield people.officers(unit), f"{what}，请审核。", link
        yield people.of_unit(unit), f"{what}，已送出。", link
