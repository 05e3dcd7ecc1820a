"""Taking in a package, taking over what is wanted of it, or nothing."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from jiping.pipeline.receiving import GivenUp, received
from jiping.web.accounts.models import User
from jiping.web.core.actions import Refused
from jiping.web.core.turns import turn
from jiping.web.core.uploads import MB, File, plain_name
from jiping.web.drafts.importing.content import Json, content_of
from jiping.web.drafts.importing.plan import names_of, planned
from jiping.web.drafts.importing.records import Plan
from jiping.web.drafts.models import Draft, Proposal, Source
from jiping.web.drafts.saving import DraftAction, ImportCells, Saved
from jiping.web.drafts.starting import StartDraft

MOST_FILES = 20
MOST_BYTES = 40 * MB
STALE = "您看过以后草稿又有改动，差别已重新列出，请再看一遍后导入。"
DONE = "这份来件已经办过了，要再导入请重新上传。"


class ImportPackage(DraftAction):
    """Read the files of a package, in a process that can be ended, and propose what they
    say; the draft itself stays as it is, but for its blank form where it was not begun.

    The files are not kept, only their names and digests.
    """

    verb = "draft.import"
    begins = True

    def __init__(self, actor: User | None, draft: Draft, files: Sequence[File]) -> None:
        super().__init__(actor, draft)
        self.files = files
        self.content: Json = {}

    def perform(self) -> Proposal:
        """Read before anything is locked. Raises Refused, with one sentence, for what
        cannot be read."""
        self.ask()
        if not 0 < len(self.files) <= MOST_FILES:
            raise Refused(f"一次上传1至{MOST_FILES}个文件，多的请打成一个压缩包。")
        if sum(len(file.data) for file in self.files) > MOST_BYTES:
            raise Refused(
                f"文件合计超过{MOST_BYTES // MB}MB，没有读取，请压缩图片或分开上传。"
            )
        assert self.actor is not None
        with turn(self.actor.pk):
            try:
                found = received([(plain_name(f.name), f.data) for f in self.files])
            except GivenUp as lost:
                raise Refused(f"没有读完：{lost}；请把文件拆开分几次上传。") from lost
        self.content = content_of(found, names_of(self.subject))
        proposal: Proposal = super().perform()
        return proposal

    def effect(self) -> Proposal:
        """Keep the proposal; one that was open before is done with."""
        draft = self.subject
        if not draft.started:
            draft = StartDraft(self.actor, draft, []).effect()
        draft.proposals.filter(done_at=None).update(
            done_at=timezone.now(), content={}, taken=0
        )
        assert self.actor is not None
        return Proposal.objects.create(
            draft=draft, files=self._files(), content=self.content, by=self.actor
        )

    def facts(self, result: Proposal) -> Mapping[str, Any]:
        """The files, by name and digest."""
        return {"proposal": result.pk, "files": result.files}

    def _files(self) -> list[dict[str, Any]]:
        return [
            {
                "name": plain_name(file.name),
                "size": len(file.data),
                "sha256": hashlib.sha256(file.data).hexdigest(),
            }
            for file in self.files
        ]


class TakeOver(ImportCells):
    """Write what a person chose of a proposal into the draft, all at once.

    ``revision`` is the one of the draft that they saw; ``choices`` and ``how`` are as
    ``plan.planned`` takes them, ``confirmed`` in ``choices`` where unit or year is wrong.
    """

    verb = "draft.import"

    def __init__(
        self,
        actor: User | None,
        draft: Draft,
        proposal: int,
        revision: int,
        choices: Mapping[str, str],
        how: str = "",
    ) -> None:
        super().__init__(actor, draft, {}, Source.IMPORTED, reason="从文件导入")
        self.proposal = proposal
        self.revision = revision
        self.choices = choices
        self.how = how

    def effect(self) -> Saved:
        """Raises Refused where something is still to be confirmed, the draft changed
        meanwhile, or there is nothing to take over."""
        draft = self.subject
        proposal = open_proposal(draft, self.proposal)
        if self.revision != draft.revision:
            raise Refused(STALE)
        plan = planned(draft, proposal.content, self.choices, self.how)
        if plan.mismatches and not self.choices.get("confirmed"):
            raise Refused("单位或年度对不上，请先在页面上方确认。")
        if still := sum(item.is_open for item in plan.items):
            raise Refused(f"还有{still}处要核对的没有定，请逐处核对后再导入。")
        texts = {i.ref: i.taken for i in plan.items if i.taken is not None}
        if not texts:
            raise Refused("没有选要导入的内容。")
        draft.shape = pruned(plan, texts.keys())
        draft.save(update_fields=["shape"])
        self.reason = f"从文件导入：{'、'.join(f['name'] for f in proposal.files)}"[
            :300
        ]
        self.items = {item.ref: item for item in self._typed(texts)}
        saved = super().effect()
        proposal.done_at = timezone.now()
        proposal.taken = len(saved.changed.keys() - saved.derived)
        proposal.content = {}
        proposal.save(update_fields=["done_at", "taken", "content"])
        return saved

    def facts(self, result: Saved) -> Mapping[str, Any]:
        """Which cells, and from which proposal."""
        return {**super().facts(result), "proposal": self.proposal}


class DropProposal(DraftAction):
    """Take over nothing; what was read is not kept any longer."""

    verb = "draft.import"

    def __init__(self, actor: User | None, draft: Draft, proposal: int) -> None:
        super().__init__(actor, draft)
        self.proposal = proposal

    def effect(self) -> Proposal:
        """Raises Refused where it is done with already."""
        proposal = open_proposal(self.subject, self.proposal)
        proposal.done_at, proposal.taken, proposal.content = timezone.now(), 0, {}
        proposal.save(update_fields=["done_at", "taken", "content"])
        return proposal

    def facts(self, result: Proposal) -> Mapping[str, Any]:
        """Which."""
        return {"proposal": result.pk, "dropped": True}


def open_proposal(draft: Draft, number: int) -> Proposal:
    """A proposal of this draft that waits to be taken over. Raises Refused."""
    found = Proposal.objects.select_for_update().filter(draft=draft, pk=number).first()
    if found is None or found.done_at is not None:
        raise Refused(DONE)
    return found


def pruned(plan: Plan, taken: Any) -> Json:
    """The shape with those of the new tables, rows and paragraphs that hold something."""
    used = {(ref.form, ref.key) for ref in taken}
    rows = {(ref.form, ref.key, ref.row) for ref in taken}
    before = {
        (sheet["form"], sheet["key"]): {row["key"] for row in sheet["rows"]}
        for sheet in plan.before["sheets"]
    }

    def stays(sheet: Json, row: Json) -> bool:
        at = (sheet["form"], sheet["key"])
        # Of a table that is new as a whole all stay but indicators without a word.
        fresh = at not in before and row["kind"] != "indicator"
        heading = row["kind"] == "class"
        known = row["key"] in before.get(at, ())
        return fresh or heading or known or (*at, row["key"]) in rows

    shape = {
        **plan.shape,
        "sheets": [
            {**sheet, "rows": [row for row in sheet["rows"] if stays(sheet, row)]}
            for sheet in plan.shape["sheets"]
            if (sheet["form"], sheet["key"]) in before.keys() | used
        ],
    }
    if plan.shape.get("report"):
        shape["report"] = {
            **plan.shape["report"],
            "sections": list(_sections(plan, rows)),
        }
    return shape


def _sections(plan: Plan, rows: set[tuple[str, str, str]]) -> Any:
    before = {
        section["key"]: section["paragraphs"]
        for section in plan.before["report"]["sections"]
    }
    for section in plan.shape["report"]["sections"]:
        key = section["key"]
        kept = [
            line
            for line in section["paragraphs"]
            if line in before.get(key, ()) or ("report", key, line) in rows
        ]
        yield {**section, "paragraphs": kept}
