"""Locking approved targets into drafts, and changing one with a reason."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from jiping.model.values import Ref
from jiping.pipeline.drafting import settled
from jiping.pipeline.receiving import GivenUp, received
from jiping.web.accounts.models import Role, User
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.core.actions import Action, Refused
from jiping.web.core.turns import turn
from jiping.web.core.uploads import MB, File, plain_name
from jiping.web.drafts.book import DERIVED, Book
from jiping.web.drafts.fitting import fitted, met
from jiping.web.drafts.models import Draft, Source, TargetBatch
from jiping.web.drafts.saving import DraftAction, clean
from jiping.web.drafts.starting import StartDraft, draft_for
from jiping.web.drafts.targets.plan import (
    LOCKED,
    Target,
    as_filing,
    planned,
    weight_fault,
)
from jiping.web.drafts.targets.rows import rows_of
from jiping.web.inbox.tell import people_of
from jiping.web.units.models import Unit

MOST_BYTES = 20 * MB
MOST_FILES = 10
CHANGEABLE = ("level3", "target", "weight")


class UploadTargets(Action[TargetBatch]):
    """Read a table of approved targets, or official forms, to be looked at before
    anything is locked. ``owner`` is the bureau or department that acts."""

    verb = "target.upload"
    subject: Unit

    def __init__(
        self, actor: User | None, owner: Unit, campaign: Campaign, files: Sequence[File]
    ) -> None:
        super().__init__(actor, owner)
        self.campaign, self.files = campaign, files
        self.rows: list[dict[str, str]] = []

    def perform(self) -> TargetBatch:
        """Read first, in a process that can be ended. Raises Refused."""
        self.ask()
        if self.campaign.state != Campaign.State.ISSUED:
            raise Refused("这次自评不在进行中，不能锁定绩效目标。")
        if not 0 < len(self.files) <= MOST_FILES:
            raise Refused(f"一次上传1至{MOST_FILES}个文件。")
        if sum(len(file.data) for file in self.files) > MOST_BYTES:
            raise Refused(f"文件合计超过{MOST_BYTES // MB}MB，请分开上传。")
        assert self.actor is not None
        with turn(self.actor.pk):
            try:
                found = received([(plain_name(f.name), f.data) for f in self.files])
            except GivenUp as lost:
                raise Refused(f"没有读完：{lost}；请把文件拆开分几次上传。") from lost
        self.rows = rows_of(found)
        return super().perform()

    def effect(self) -> TargetBatch:
        """Keep the rows."""
        digest = hashlib.sha256(b"".join(file.data for file in self.files))
        names = "、".join(plain_name(file.name) for file in self.files)
        assert self.actor is not None
        return TargetBatch.objects.create(
            campaign=self.campaign,
            owner=self.subject,
            name=names[:200],
            digest=digest.hexdigest(),
            rows=self.rows,
            by=self.actor,
        )

    def facts(self, result: TargetBatch) -> Mapping[str, Any]:
        """Which file, and how many rows."""
        return {
            "batch": result.pk,
            "file": result.name,
            "sha256": result.digest,
            "rows": len(result.rows),
        }


class ApplyTargets(Action[int]):
    """Lock all targets of a batch into the drafts, or none. ``reason`` is needed where
    one says something else than what is locked already."""

    verb = "target.apply"
    subject: TargetBatch

    def __init__(
        self, actor: User | None, batch: TargetBatch, reason: str = ""
    ) -> None:
        super().__init__(actor, batch)
        self.reason = reason

    def effect(self) -> int:
        """How many targets. Raises Refused while a row is wrong."""
        assert self.actor is not None
        plan = planned(self.subject, self.actor)
        if plan.problems:
            raise Refused(f"有{len(plan.problems)}行不能锁定，请改好文件重新上传。")
        # All before the first writes to the log: who holds one of them may wait for that.
        parts = [each.assignment.pk for each in plan.units]
        held = Assignment.objects.select_for_update().filter(pk__in=parts)
        list(held.order_by("pk").only("pk"))
        for each in plan.units:
            draft = draft_for(each.assignment)
            LockTargets(
                self.actor, draft, each.targets, self.subject.name, self.reason
            ).perform()
        self.subject.applied_at = timezone.now()
        self.subject.save(update_fields=["applied_at"])
        return plan.count

    def facts(self, result: int) -> Mapping[str, Any]:
        """How many, from which file."""
        return {"targets": result, "file": self.subject.name, "reason": self.reason}


class LockTargets(DraftAction):
    """Write approved targets into one draft and lock their cells; a draft that was not
    begun is begun. Indicators of the unit's own stay."""

    verb = "target.lock"
    begins = True

    def __init__(
        self,
        actor: User | None,
        draft: Draft,
        targets: Sequence[Target],
        file: str,
        reason: str = "",
    ) -> None:
        super().__init__(actor, draft)
        self.targets, self.file, self.reason = targets, file, reason.strip()

    def effect(self) -> int:
        """How many cells were written. Raises Refused where the form has no place for a
        target, or one is changed without a reason."""
        if not self.subject.started:
            names = [each.project for each in self.targets if each.project]
            begun = StartDraft(self.actor, self.subject, list(dict.fromkeys(names)))
            self.subject = begun.effect()
        draft, filing = self.subject, as_filing(self.targets)
        book = Book(draft, self.actor)
        shape, texts = fitted(draft.shape, book.texts, filing)
        pairs = {
            ref: entry.raw
            for ref, entry in met(shape, {**book.texts, **texts}, filing)
            if ref.column in LOCKED
        }
        placed = sum(ref.column == "level3" for ref in pairs)
        if placed < len(self.targets):
            raise Refused(
                f"{draft.assignment.unit}有{len(self.targets) - placed}个指标在表式里没有位置，"
                "请核对这次自评要不要附件2、附件3。"
            )
        self._refuse_unexplained(book, pairs)
        why = f"随预算批复的绩效目标，{self.actor}于{localdate():%Y-%m-%d}锁定"[:120]
        # By its name a project's table is found again.
        keys = {ref.key for ref in pairs if ref.form == "project"}
        called = {Ref("project", key, "project", "name") for key in keys}
        held = {ref: book[ref].raw for ref in called}
        for ref, raw in {**held, **texts, **pairs}.items():
            locks = ref in pairs or ref in called
            book.write(ref, raw, Source.TARGET, locked=why if locks else None)
        many = len(book.changed)
        draft.shape = shape
        _followed(book)
        book.save(self.reason or f"按批复锁定：{self.file}"[:300], shape_changed=True)
        return many

    def _refuse_unexplained(self, book: Book, pairs: Mapping[Ref, str]) -> None:
        changed = [
            r for r, raw in pairs.items() if book[r].locked and book[r].raw != raw
        ]
        if changed and not self.reason:
            raise Refused(
                f"{self.subject.assignment.unit}有{len(changed)}格与已锁定的绩效目标不同，"
                "请写明调整理由。"
            )
        if len(self.reason) > 300:
            raise Refused("理由最多300字，请缩短。")

    def facts(self, result: int) -> Mapping[str, Any]:
        """Which targets."""
        return {
            "file": self.file,
            "reason": self.reason,
            "targets": [
                [t.project, t.level3, t.target, t.weight] for t in self.targets
            ],
        }

    def told(self, result: int) -> Iterable[tuple[Iterable[User], str, str]]:
        """The unit."""
        if result:
            assignment = self.subject.assignment
            page = reverse("targets-unit", args=[assignment.pk])
            said = f"{assignment.unit}{assignment.campaign.year}年度批复的绩效目标已锁定，共{len(self.targets)}个指标。"
            yield people_of(assignment.unit, Role.FILER, Role.UNIT_HEAD), said, page


class ChangeTarget(DraftAction):
    """Change a locked target, with the reason, which is shown wherever it is read."""

    verb = "target.change"

    def __init__(
        self, actor: User | None, draft: Draft, ref: Ref, raw: str, reason: str
    ) -> None:
        super().__init__(actor, draft)
        self.ref, self.raw, self.reason = ref, clean(raw), reason.strip()
        self.before = ""

    def effect(self) -> None:
        """Raises Refused without a reason, for what is no locked target, or no change."""
        book = Book(self.subject, self.actor)
        held = book[self.ref]
        if not held.locked or self.ref.column not in CHANGEABLE:
            raise Refused("这一格不是锁定的绩效目标，请刷新页面。")
        if not self.reason or len(self.reason) > 300:
            raise Refused("调整批复的绩效目标要写理由，最多300字。")
        if not self.raw or len(self.raw) > 200:
            raise Refused("请填调整后的内容，最多200字。")
        if self.raw == held.raw:
            raise Refused("调整后的内容与原来相同。")
        if self.ref.column == "weight" and (fault := weight_fault(self.raw)):
            raise Refused(fault)
        self.before = held.raw
        book.write(self.ref, self.raw, Source.TARGET)
        _followed(book)
        book.save(self.reason)

    def facts(self, result: None) -> Mapping[str, Any]:
        """Old, new, and why."""
        return {
            "at": str(self.ref),
            "before": self.before,
            "after": self.raw,
            "reason": self.reason,
        }

    def told(self, result: None) -> Iterable[tuple[Iterable[User], str, str]]:
        """The unit, and its department."""
        unit = self.subject.policy_unit
        page = reverse("targets-unit", args=[self.subject.assignment_id])
        said = (
            f"{unit}的绩效目标由“{self.before}”调整为“{self.raw}”，理由：{self.reason}"
        )
        yield people_of(unit, Role.FILER, Role.UNIT_HEAD), said, page
        if unit.department is not None:
            yield people_of(unit.department, Role.DEPARTMENT_OFFICER), said, page


def _followed(book: Book) -> None:
    """Work out what follows from the cells as they are now."""
    _, follows = settled(book.filing(), book.stated)
    for ref, text in follows.items():
        if not book[ref].locked:
            book.write(ref, text, DERIVED)
