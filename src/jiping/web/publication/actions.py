"""Every change of what is public."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from jiping.web.accounts.models import User
from jiping.web.campaigns.models import Assignment
from jiping.web.core.actions import Action, Refused
from jiping.web.core.policy import HEAD, OFFICER
from jiping.web.inbox.tell import people_of
from jiping.web.publication import drawn
from jiping.web.publication.deadlines import deadline
from jiping.web.publication.masking import (
    Unsafe,
    fill_masks,
    kept_reason,
    masked_filing,
)
from jiping.web.publication.models import Edition, Mask, Publication
from jiping.web.publication.privacy import occurrences
from jiping.web.publication.search import keep_words

Told = Iterable[tuple[Iterable[User], str, str]]
State = Publication.State
SHORTEST_WORDS = 2


class PublicationAction(Action[Publication]):
    """A change of one publication."""

    subject: Publication

    @property
    def page(self) -> str:
        """The staff page about it."""
        return reverse("publication-one", args=(self.subject.assignment_id,))

    def people(self) -> tuple[User, ...]:
        """Who is told: the unit's head, the department's officers."""
        unit = self.subject.assignment.unit
        department = unit.department
        own = people_of(unit, HEAD, OFFICER)
        return (*own, *(people_of(department, OFFICER) if department else ()))

    def facts(self, result: Publication) -> Mapping[str, Any]:
        return {"unit": result.unit_name, "year": result.year, "state": result.state}


def publication_of(assignment: Assignment) -> Publication:
    """The publication of a unit's part in a campaign, a new one where it was not begun."""
    found = (
        Publication.objects.select_related(
            "assignment__campaign",
            "assignment__unit__parent__parent",
            "submission",
            "current",
        )
        .filter(assignment=assignment)
        .first()
    )
    return found or Publication(
        assignment=assignment,
        unit_name=assignment.unit.name,
        year=assignment.campaign.year,
    )


class OnAssignment(PublicationAction):
    """What may be done before a publication was begun."""

    def __init__(self, actor: User | None, assignment: Assignment) -> None:
        super().__init__(actor, publication_of(assignment))


class Prepare(OnAssignment):
    """Begin: take the accepted submission and look for personal data in it."""

    verb = "publication.prepare"

    def effect(self) -> Publication:
        publication = self.subject
        begun(publication, State.PREPARING)
        fill_masks(publication)
        return publication

    def told(self, result: Publication) -> Told:
        count = result.masks.filter(decision="").count()
        said = f"{result}的自评材料准备公开，有{count}处可能是个人信息，请逐处确认。"
        yield self.people(), said, self.page


def begun(publication: Publication, state: str) -> None:
    """Save a new publication with what the public list shows of it."""
    assignment = publication.assignment
    submission = assignment.submissions.order_by("-number").first()
    if submission is None:
        raise Refused("没有找到复核通过的提交，不能公开。")
    unit = assignment.unit
    publication.submission, publication.state = submission, state
    publication.unit_name, publication.unit_code = unit.name, unit.code
    publication.department_name = unit.department.name if unit.department else ""
    publication.year = assignment.campaign.year
    try:
        with transaction.atomic():
            publication.save()
    except IntegrityError:
        raise Refused("这份材料刚刚已由他人开始办理，请刷新页面。") from None


class Scan(PublicationAction):
    """Look for personal data anew; decisions on what is found again stay."""

    verb = "publication.scan"

    def effect(self) -> Publication:
        fill_masks(self.subject)
        return self.subject


class AddMask(PublicationAction):
    """Mark words that the search did not find, wherever they stand."""

    verb = "publication.add_mask"

    def __init__(self, actor: User | None, subject: Publication, words: str) -> None:
        super().__init__(actor, subject)
        self.words = words.strip()

    def effect(self) -> Publication:
        publication = self.subject
        assert publication.submission is not None
        if len(self.words) < SHORTEST_WORDS or len(self.words) > 200:
            raise Refused(f"请填写要隐去的原文，{SHORTEST_WORDS}至200个字。")
        plan = drawn.drawing_of(publication.submission)
        there = {(m.slot, m.start) for m in publication.masks.all()}
        found = [
            each
            for each in occurrences(drawn.lines(plan), self.words)
            if (each.slot, each.start) not in there
        ]
        if not found:
            raise Refused("材料里没有（或已经标出了）这些文字，请照原文填写。")
        Mask.objects.bulk_create(
            Mask(
                publication=publication,
                slot=each.slot,
                where=each.where,
                before=each.before,
                after=each.after,
                start=each.start,
                length=len(each.found),
                kind=each.kind,
                found=each.found,
            )
            for each in found
        )
        return publication


class Confirm(PublicationAction):
    """Decide on stretches: ``mask``, or ``keep`` with a reason.

    ``decisions`` are by mask id. The log says how many, never what stands there.
    """

    verb = "publication.confirm"

    def __init__(
        self,
        actor: User | None,
        subject: Publication,
        decisions: Mapping[int, tuple[str, str]],
    ) -> None:
        super().__init__(actor, subject)
        self.decisions = decisions

    def effect(self) -> Publication:
        masks = {mask.pk: mask for mask in self.subject.masks.all()}
        changed = []
        for pk, (decision, reason) in self.decisions.items():
            mask = masks.get(pk)
            if mask is None or decision not in (Mask.Decision.MASK, Mask.Decision.KEEP):
                raise Refused("有的内容已经不在名单里，请刷新页面后再确认。")
            if decision == Mask.Decision.KEEP and not reason.strip():
                raise Refused(f"“{mask.found}”要保留的，请写明理由。")
            mask.decision, mask.by, mask.at = decision, self.actor, timezone.now()
            mask.reason = kept_reason(decision, reason)
            changed.append(mask)
        if not changed:
            raise Refused("请先选择要确认的内容。")
        Mask.objects.bulk_update(changed, ["decision", "reason", "by", "at"])
        return self.subject

    def facts(self, result: Publication) -> Mapping[str, Any]:
        given = [decision for decision, _ in self.decisions.values()]
        counted = {"mask": given.count("mask"), "keep": given.count("keep")}
        return {**super().facts(result), **counted}


class SetReply(PublicationAction):
    """Register the day on which the final accounts were replied to."""

    verb = "publication.reply"

    def __init__(self, actor: User | None, subject: Publication, day: str) -> None:
        super().__init__(actor, subject)
        self.day = day

    def effect(self) -> Publication:
        publication = self.subject
        try:
            day = date.fromisoformat(self.day)
        except ValueError:
            raise Refused("请填写决算批复的日期。") from None
        if not date(publication.year, 12, 31) < day <= localdate():
            raise Refused(
                f"决算批复日期应在{publication.year}年度结束之后、今天或以前。"
            )
        publication.replied_on = day
        publication.save()
        return publication


class Publish(PublicationAction):
    """Make a new edition of what was masked, and show it."""

    verb = "publication.publish"

    def effect(self) -> Publication:
        publication = self.subject
        assert publication.submission is not None
        left = publication.masks.filter(decision="").count()
        if left:
            raise Refused(f"还有{left}处可能是个人信息，没有确认隐去还是保留。")
        try:
            filing = masked_filing(publication)
        except Unsafe as fault:
            raise Refused(str(fault)) from None
        assert self.actor is not None
        data = drawn.dumped(filing)
        before = publication.current
        edition = Edition.objects.create(
            publication=publication,
            number=publication.editions.count() + 1,
            submission=publication.submission,
            filing=data,
            digest=drawn.digest(data),
            masked=publication.masks.filter(decision="mask").count(),
            note=publication.reason,
            by=self.actor,
            published_at=timezone.now(),
        )
        if before is not None:
            _end(before, publication.reason or "由新版代替")
        publication.current, publication.state = edition, State.PUBLISHED
        publication.published_on = publication.published_on or localdate()
        publication.reason = ""
        publication.save()
        keep_words(publication, filing)
        return publication

    def facts(self, result: Publication) -> Mapping[str, Any]:
        edition = result.current
        assert edition is not None
        more = {"edition": edition.number, "digest": edition.digest}
        return {**super().facts(result), **more}

    def told(self, result: Publication) -> Told:
        assert result.current is not None
        said = f"{result}的自评材料已向社会公开（第{result.current.number}版）。"
        yield self.people(), said, reverse("public-filing", args=(result.pk,))


def _end(edition: Edition, why: str) -> None:
    edition.ended_at, edition.ended_why = timezone.now(), why
    edition.save(update_fields=["ended_at", "ended_why"])


class Correct(PublicationAction):
    """Begin a new edition; the one that is public stays until it stands.

    ``hide`` closes the older editions to reading when the new one is published, where
    what was wrong with them must not be read on.
    """

    verb = "publication.correct"

    def __init__(
        self, actor: User | None, subject: Publication, reason: str, *, hide: bool
    ) -> None:
        super().__init__(actor, subject)
        self.reason, self.hide = reason.strip(), hide

    def effect(self) -> Publication:
        publication = self.subject
        if not self.reason:
            raise Refused("请写明更正的理由，它会和各版一起公开。")
        newest = publication.assignment.submissions.order_by("-number").first()
        assert newest is not None
        publication.submission = newest
        publication.reason = self.reason[:300]
        withdrawn = publication.state == State.WITHDRAWN
        publication.state = State.PREPARING if withdrawn else State.CORRECTING
        publication.save()
        if self.hide:
            publication.editions.update(readable=False)
        fill_masks(publication, confirm_anew=True)
        return publication


class Withdraw(PublicationAction):
    """Take the filing from the public; that it was public, and why it no longer is,
    stays."""

    verb = "publication.withdraw"

    def __init__(self, actor: User | None, subject: Publication, reason: str) -> None:
        super().__init__(actor, subject)
        self.reason = reason.strip()

    def effect(self) -> Publication:
        publication = self.subject
        if not self.reason:
            raise Refused("请写明撤回的理由，它会公开显示。")
        assert publication.current is not None
        _end(publication.current, self.reason[:300])
        publication.editions.update(readable=False)
        publication.current, publication.state = None, State.WITHDRAWN
        publication.save()
        publication.words.delete()
        return publication

    def told(self, result: Publication) -> Told:
        yield self.people(), f"{result}的公开材料已撤回：{self.reason}", self.page


class Remind(OnAssignment):
    """Tell those who answer for it by when a filing has to be public."""

    verb = "publication.remind"

    def effect(self) -> Publication:
        return self.subject

    def facts(self, result: Publication) -> Mapping[str, Any]:
        return {"unit": result.unit_name, "year": result.year}

    def told(self, result: Publication) -> Told:
        due = deadline(result)
        day = f"，期限{due.day}" if due.day else ""
        said = f"{result.unit_name}{result.year}年度自评材料还没有公开{day}，请办理。"
        yield self.people(), said, self.page
