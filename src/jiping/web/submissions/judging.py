"""Judging findings of a submission, and the decisions that rest on it: approve, return,
accept. Department and bureau do the same on different pages; each has a verb of its own.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jiping.model.values import Ref
from jiping.web.accounts.models import Role, User
from jiping.web.campaigns.models import Assignment
from jiping.web.core.actions import Action, Refused
from jiping.web.core.policy import TABLE
from jiping.web.drafts.models import Comment, Draft
from jiping.web.submissions import findings, people
from jiping.web.submissions.actions import MOVED, Told, said
from jiping.web.submissions.letters import Addressed, letter_of
from jiping.web.submissions.models import Decision, Judgement, Submission
from jiping.web.submissions.reading import Rerun
from jiping.web.submissions.storing import keep
from jiping.web.units.models import Unit


class OnSubmission(Action[Any]):
    """An action on the last version of a package.

    The package itself is held and asked about, so that of two people who decide at once
    the second is refused. ``office`` is the unit that the person acts for.
    """

    actor: User
    subject: Assignment

    def __init__(self, actor: User, submission: Submission, office: Unit) -> None:
        super().__init__(actor, submission.assignment)
        self.submission = submission
        self.office = office

    def ask(self) -> None:
        """Raises Refused for who may not do this, or not in the name of the office."""
        super().ask()
        if self.office not in self.actor.units_as(*TABLE[self.verb].roles):
            raise Refused(f"您不能以{self.office}的名义办理。", denied=True)

    def last(self) -> Submission:
        """The version meant. Raises Refused where a later one has come."""
        if not self.submission.is_last:
            raise Refused("单位又提交了新的版本，请看新的版本。")
        return self.submission


class Judge(OnSubmission):
    """Say to one finding that it is agreed, or dismissed with a reason."""

    def __init__(
        self,
        actor: User,
        submission: Submission,
        office: Unit,
        *,
        key: findings.Key,
        verdict: str,
        reason: str,
    ) -> None:
        super().__init__(actor, submission, office)
        self.key = key
        self.verdict = verdict
        self.reason = reason

    def effect(self) -> Judgement:
        """Keep what was said, over what the same office said before."""
        if self.verdict not in Judgement.Verdict.values:
            raise Refused("请选择认定或不予认定。")
        if self.verdict == Judgement.Verdict.DISMISSED:
            said(self.reason, "不予认定的理由")
        record = findings.by_key(Rerun(self.last()).records).get(self.key)
        if record is None:
            raise Refused("这个版本没有这项问题，请刷新页面。")
        return judged(self, record, self.verdict, self.reason)

    def facts(self, result: Judgement) -> Mapping[str, Any]:
        """Which finding, the verdict and the reason."""
        return judgement_facts(result)


class AddPoint(OnSubmission):
    """A point that no rule found, at a cell of the version (or of the whole, where
    ``ref`` is None)."""

    def __init__(
        self,
        actor: User,
        submission: Submission,
        office: Unit,
        *,
        ref: Ref | None,
        names: tuple[str, str, str],
        message: str,
    ) -> None:
        super().__init__(actor, submission, office)
        self.ref = ref
        self.names = names
        self.message = message

    def effect(self) -> Judgement:
        """Keep it as agreed."""
        message = said(self.message, "问题", 4)[:300]
        self.last()
        record = findings.by_hand(self.ref or Ref("package"), message, self.names)
        return judged(self, record, Judgement.Verdict.AGREED, "")

    def facts(self, result: Judgement) -> Mapping[str, Any]:
        """Where, and what."""
        return {**judgement_facts(result), "message": result.record["message"]}


class DropPoint(OnSubmission):
    """Take back a point that was added by hand and has not gone out."""

    def __init__(
        self, actor: User, submission: Submission, office: Unit, point: int
    ) -> None:
        super().__init__(actor, submission, office)
        self.point = point

    def effect(self) -> None:
        """Away with it; the log keeps that it was."""
        found = Judgement.objects.filter(
            pk=self.point,
            submission=self.last(),
            by_unit=self.office,
            rule=findings.BY_HAND,
            decision=None,
        )
        if not found.delete()[0]:
            raise Refused("这条意见已经撤回或已随退回发出。")

    def facts(self, result: None) -> Mapping[str, Any]:
        """Which."""
        return {"point": self.point}


def judged(
    act: OnSubmission, record: findings.Record, verdict: str, reason: str
) -> Judgement:
    """Write a judgement."""
    rule, at, stated = findings.key_of(record)
    judgement, _ = Judgement.objects.update_or_create(
        submission=act.submission,
        by_unit=act.office,
        rule=rule,
        at_ref=at,
        stated=stated,
        defaults={
            "record": record,
            "verdict": verdict,
            "reason": reason.strip()[:500],
            "by": act.actor,
        },
    )
    return judgement


def judgement_facts(judgement: Judgement) -> dict[str, Any]:
    """What the log says of a judgement."""
    return {
        "submission": judgement.submission_id,
        "rule": judgement.rule,
        "at": judgement.at_ref,
        "verdict": judgement.verdict,
        "reason": judgement.reason,
    }


class Return(OnSubmission):
    """Send a package back to the unit to be mended until a day.

    The letter is written from the agreed findings before the transaction; each goes to
    its cell of the draft as a comment.
    """

    def __init__(
        self,
        actor: User,
        submission: Submission,
        office: Unit,
        *,
        due: date,
        opinion: str,
    ) -> None:
        super().__init__(actor, submission, office)
        self.due = due
        self.opinion = opinion.strip()
        self.letter = ""
        self.agreed: list[Judgement] = []

    def perform(self) -> Decision:
        """Do it whole. Raises Refused, and nothing has changed then."""
        self.subject.refresh_from_db()
        self.ask()
        self.agreed = self._agreed()
        if not self.agreed and len(self.opinion) < 4:
            raise Refused("请至少认定一项问题，或写明退回意见。")
        if self.due < timezone.localdate():
            raise Refused("修改期限不能早于今天，请重新填写。")
        addressed = Addressed(
            issuer=self.office.name, day=timezone.localdate(), deadline=self.due
        )
        data = letter_of(self.submission, self.agreed, addressed)
        self.letter = keep("letters", data, ".docx")
        result: Decision = super().perform()
        return result

    def effect(self) -> Decision:
        """Submitted or approved → returned."""
        submission = self.last()
        if {j.pk for j in self._agreed()} != {j.pk for j in self.agreed}:
            raise Refused("认定的问题刚才又有改动，请重新看一遍再退回。")
        decision = Decision.objects.create(
            submission=submission,
            kind=Decision.Kind.RETURNED,
            opinion=self.opinion,
            due=self.due,
            letter=self.letter,
            by=self.actor,
            by_unit=self.office,
        )
        for judgement in self.agreed:
            judgement.decision = decision
            judgement.save(update_fields=["decision"])
        self._mark()
        self.subject.moved(
            Assignment.State.RETURNED, changed_at=timezone.now(), due=self.due
        )
        self.subject.save(update_fields=[*MOVED, "due"])
        return decision

    def _agreed(self) -> list[Judgement]:
        kept = self.submission.judgements.filter(
            by_unit=self.office, verdict=Judgement.Verdict.AGREED
        )
        return list(kept)

    def _mark(self) -> None:
        """A comment at the cell of each agreed finding."""
        draft = Draft.objects.filter(assignment=self.subject).first()
        assert draft is not None
        Comment.objects.bulk_create(
            Comment(
                draft=draft,
                form=judgement.address.form,
                key=judgement.address.key,
                row=judgement.address.row,
                column=judgement.address.column,
                text=f"退回意见：{judgement.record['message']}{judgement.reason}"[:500],
                by=self.actor,
            )
            for judgement in self.agreed
        )

    def facts(self, result: Decision) -> Mapping[str, Any]:
        """What the unit was told."""
        return {
            "submission": result.submission_id,
            "due": result.due,
            "opinion": result.opinion,
            "findings": len(self.agreed),
            "letter": result.letter.name,
        }

    def told(self, result: Decision) -> Told:
        """The unit, and the department where the bureau returns."""
        unit = self.subject.unit
        sentence = (
            f"{self.office}退回了{unit}的自评材料，列出{len(self.agreed)}项问题，"
            f"请于{result.due}前修改后重新提交。"
        )
        link = reverse("submission", args=(result.submission_id,))
        yield people.of_unit(unit), sentence, link
        if self.office.kind == Unit.Kind.BUREAU:
            yield people.officers(unit), sentence, link


class Pass(OnSubmission):
    """Let a package go on to ``state``; subclasses say who is told."""

    kind: str
    state: str

    def __init__(
        self, actor: User, submission: Submission, office: Unit, opinion: str = ""
    ) -> None:
        super().__init__(actor, submission, office)
        self.opinion = opinion.strip()

    def effect(self) -> Decision:
        """Set the state, keep the decision."""
        decision = Decision.objects.create(
            submission=self.last(),
            kind=self.kind,
            opinion=self.opinion,
            by=self.actor,
            by_unit=self.office,
        )
        self.subject.moved(self.state, changed_at=timezone.now())
        self.subject.save(update_fields=list(MOVED))
        return decision

    def facts(self, result: Decision) -> Mapping[str, Any]:
        """Which version."""
        return {"submission": result.submission_id, "opinion": result.opinion}


def office_of(user: User, unit: Unit, *roles: str) -> Unit:
    """The office for which a person judges a unit: the nearest above it for which they
    hold one of the roles. Raises Refused where there is none."""
    held = {each.pk for each in user.units_as(*roles)}
    found: Iterable[Unit] = (each for each in unit.above() if each.pk in held)
    office = next(iter(found), None)
    if office is None and Role.REVIEWER in roles:
        office = next(iter(user.units_as(*roles)), None)
    if office is None:
        raise Refused("您没有审核这个单位的权限。", denied=True)
    return office
