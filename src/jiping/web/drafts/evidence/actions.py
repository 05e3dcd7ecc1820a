"""Giving evidence, and taking it back."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiping.model.values import Ref
from jiping.web.accounts.models import User
from jiping.web.core.actions import Refused
from jiping.web.core.uploads import MB, File, plain_name
from jiping.web.drafts.evidence.files import put, suffix_of, taken_away
from jiping.web.drafts.evidence.places import point_at, was_handed_in
from jiping.web.drafts.models import Draft, Evidence
from jiping.web.drafts.saving import DraftAction

MOST_FILES = 20
MOST_OF_ALL = 300
MOST_BYTES_OF_ALL = 500 * MB


class AddEvidence(DraftAction):
    """Keep a file for an indicator (``ref`` by its row) or an item of 附件5 (form
    ``rubric``); ``page`` is where in it the proof stands."""

    verb = "evidence.add"

    def __init__(
        self,
        actor: User | None,
        draft: Draft,
        ref: Ref,
        file: File,
        page: str = "",
        note: str = "",
    ) -> None:
        super().__init__(actor, draft)
        self.ref, self.file = ref, file
        self.page, self.note = page.strip(), note.strip()
        self.kept = ""

    def perform(self) -> Evidence:
        """Write the file first, and take it away again where the rest fails."""
        self.ask()
        suffix = suffix_of(plain_name(self.file.name), self.file.data)
        self.kept = put(self.file.data, suffix)
        try:
            done: Evidence = super().perform()
        except BaseException:
            taken_away(self.kept)
            raise
        return done

    def effect(self) -> Evidence:
        """Raises Refused where there is nothing to prove, or too much is there."""
        draft = self.subject
        if len(self.page) > 40 or len(self.note) > 200:
            raise Refused("所在页最多40字，说明最多200字，请缩短。")
        point = point_at(draft, self.ref)
        if point is None or point.words == "已删除的指标":
            raise Refused("没有这个指标或考核项目，可能已被删除，请刷新页面。")
        digest = hashlib.sha256(self.file.data).hexdigest()
        standing = [each for each in point.files if each.withdrawn_at is None]
        if any(each.digest == digest for each in standing):
            raise Refused("这份文件已经传在这里了，不用再传。")
        if len(standing) >= MOST_FILES:
            raise Refused(f"一个指标最多{MOST_FILES}份佐证材料，请打成一个 .zip。")
        sizes = draft.evidence.filter(withdrawn_at=None).values_list("size", flat=True)
        if len(sizes) >= MOST_OF_ALL:
            raise Refused(f"一份材料最多{MOST_OF_ALL}份佐证，请合并后再传。")
        if sum(sizes) + len(self.file.data) > MOST_BYTES_OF_ALL:
            raise Refused(
                f"佐证材料合计超过{MOST_BYTES_OF_ALL // MB}MB，请压缩后再传。"
            )
        assert self.actor is not None
        return Evidence.objects.create(
            draft=draft,
            form=self.ref.form,
            key=self.ref.key,
            row=self.ref.row,
            file=self.kept,
            name=plain_name(self.file.name),
            size=len(self.file.data),
            digest=digest,
            cited_page=self.page,
            note=self.note,
            by=self.actor,
        )

    def facts(self, result: Evidence) -> Mapping[str, Any]:
        """For what, which file, and its digest."""
        at = Ref(result.form, result.key, result.row)
        return {"at": str(at), "file": result.name, "sha256": result.digest}


class WithdrawEvidence(DraftAction):
    """Take a file back: its line stays. The file stays too where it was handed in with a
    version of the package, else it is deleted."""

    verb = "evidence.withdraw"

    def __init__(self, actor: User | None, draft: Draft, evidence: int) -> None:
        super().__init__(actor, draft)
        self.evidence = evidence

    def effect(self) -> Evidence:
        """Raises Refused where it is no file of this draft, or withdrawn already."""
        held = Evidence.objects.select_for_update().filter(draft=self.subject)
        found = held.filter(pk=self.evidence, withdrawn_at=None).first()
        if found is None:
            raise Refused("这份佐证材料已经撤回了，请刷新页面。")
        found.withdrawn_at, found.withdrawn_by = timezone.now(), self.actor
        if not was_handed_in(found):
            name = found.file.name or ""
            found.file = ""
            transaction.on_commit(lambda: taken_away(name))
        found.save(update_fields=["withdrawn_at", "withdrawn_by", "file"])
        return found

    def facts(self, result: Evidence) -> Mapping[str, Any]:
        """Which file."""
        return {"file": result.name, "sha256": result.digest}
