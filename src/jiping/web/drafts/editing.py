"""The other changes of a draft: rows and projects, conflicts, comments, the report."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from jiping.model.values import Ref
from jiping.pipeline.drafting import checked, quoted, settled, told
from jiping.web.accounts.models import User
from jiping.web.core.actions import Refused
from jiping.web.drafts import growth
from jiping.web.drafts.bindings import bound, ref_of, renewed
from jiping.web.drafts.book import DERIVED, Book
from jiping.web.drafts.models import Change, Comment, Conflict, Draft, Source
from jiping.web.drafts.reading import look_at
from jiping.web.drafts.saving import NOT_BEGUN, DraftAction, SaveCells, Typed
from jiping.web.drafts.shape import Json, addresses

Grown = tuple[Json, Ref, dict[Ref, str]]


class Reshape(DraftAction):
    """Rows, projects or paragraphs come, go or come back. ``change`` is one of
    ``drafts.growth`` with all but the shape given; the result is where to go on."""

    verb = "draft.edit"

    def __init__(
        self,
        actor: User | None,
        draft: Draft,
        change: Callable[[Json], tuple[Any, ...]],
        said: str,
    ) -> None:
        super().__init__(actor, draft)
        self.change = change
        self.said = said

    def effect(self) -> Ref | None:
        """Raises Refused where the form does not let one do it."""
        if not self.subject.started:
            raise Refused(NOT_BEGUN)
        try:
            made = self.change(self.subject.shape)
        except ValueError as fault:
            raise Refused(str(fault)) from fault
        shape, *rest = made
        ref = rest[0] if rest and isinstance(rest[0], Ref) else None
        texts: dict[Ref, str] = rest[1] if len(rest) > 1 else {}
        book = Book(self.subject, self.actor)
        lost = addresses(self.subject.shape) - addresses(shape)
        if any(book[at].locked for at in lost):
            raise Refused("这里有随预算批复锁定的绩效目标，不能删除。")
        self.subject.shape = shape
        for at, text in texts.items():
            book.write(at, text, Source.FORM)
        _, follows = settled(book.filing(), book.stated)
        for at, text in follows.items():
            book.write(at, text, DERIVED)
        book.save(self.said, shape_changed=True)
        return ref

    def facts(self, result: Ref | None) -> Mapping[str, Any]:
        """What was done, and where."""
        return {"change": self.said, "at": str(result or "")}


class RemoveRow(Reshape):
    """Take out a row of the unit's own or an indicator; it can be brought back."""

    def __init__(self, actor: User | None, draft: Draft, ref: Ref) -> None:
        super().__init__(
            actor, draft, lambda shape: growth.row_removed(shape, ref)[:1], "删除一行"
        )
        self.ref = ref

    def effect(self) -> Ref | None:
        """As ``Reshape``; the history of the row says that it was taken out."""
        result = super().effect()
        Change.objects.create(
            draft=self.subject,
            form=self.ref.form,
            key=self.ref.key,
            row=self.ref.row,
            column="",
            version=0,
            source=Source.TYPED,
            reason="删除本行",
            by=self.actor,
        )
        return result

    def facts(self, result: Ref | None) -> Mapping[str, Any]:
        """Which row."""
        return {"change": self.said, "at": str(self.ref)}


class SettleConflict(SaveCells):
    """Choose what a cell is to hold where two people typed into it; all open conflicts
    of the cell are settled by it."""

    verb = "draft.settle"

    def __init__(self, actor: User | None, draft: Draft, ref: Ref, raw: str) -> None:
        super().__init__(
            actor, draft, [Typed(ref, raw)], source=Source.SETTLED, reason="冲突裁定"
        )
        self.ref = ref

    def effect(self) -> Any:
        """Raises Refused where there is nothing to settle any more."""
        ref = self.ref
        open_ = self.subject.conflicts.filter(
            form=ref.form, key=ref.key, row=ref.row, column=ref.column, settled_at=None
        )
        if not open_.update(settled_at=timezone.now(), settled_by=self.actor):
            raise Refused("这一格的冲突已经处理过了，请刷新页面。")
        return super().effect()


class AddComment(DraftAction):
    """Write a remark at a cell."""

    verb = "draft.comment"

    def __init__(self, actor: User | None, draft: Draft, ref: Ref, text: str) -> None:
        super().__init__(actor, draft)
        self.ref, self.text = ref, text.strip()

    def effect(self) -> Comment:
        """Raises Refused for a remark that is empty, too long, or at no cell."""
        if not self.text or len(self.text) > 500:
            raise Refused("请填写批注，最多500字。")
        if self.ref not in addresses(self.subject.shape):
            raise Refused("没有这一格，可能已被删除，请刷新页面。")
        assert self.actor is not None
        return Comment.objects.create(
            draft=self.subject,
            form=self.ref.form,
            key=self.ref.key,
            row=self.ref.row,
            column=self.ref.column,
            text=self.text,
            by=self.actor,
        )

    def facts(self, result: Comment) -> Mapping[str, Any]:
        """Where and what."""
        return {"at": str(self.ref), "text": self.text}


class ResolveComment(DraftAction):
    """Mark a remark as dealt with."""

    verb = "draft.comment"

    def __init__(self, actor: User | None, draft: Draft, comment: int) -> None:
        super().__init__(actor, draft)
        self.comment = comment

    def effect(self) -> Comment:
        """Raises Refused where there is no such open remark."""
        open_ = self.subject.comments.filter(pk=self.comment, resolved_at=None)
        comment = open_.first()
        if comment is None:
            raise Refused("这条批注已经处理过了。")
        comment.resolved_at = timezone.now()
        comment.save(update_fields=["resolved_at"])
        return comment

    def facts(self, result: Comment) -> Mapping[str, Any]:
        """Which remark."""
        return {"at": str(result.ref), "comment": result.pk}


class DraftChapters(DraftAction):
    """Write the blank chapters of the report from the tables, figures bound to cells.
    ``section`` limits it to one chapter."""

    verb = "draft.edit"

    def __init__(self, actor: User | None, draft: Draft, section: str = "") -> None:
        super().__init__(actor, draft)
        self.section = section

    def effect(self) -> int:
        """How many paragraphs were written. Raises Refused where there is no report."""
        draft = self.subject
        if not draft.shape.get("report"):
            raise Refused("这份材料没有自评报告。")
        look = look_at(draft)
        book = Book(draft, self.actor)
        written = 0
        for section in draft.shape["report"]["sections"]:
            if self.section not in ("", section["key"]):
                continue
            own = [Ref("report", section["key"], key) for key in section["paragraphs"]]
            texts = told(look, section["role"]) if section["role"] else ()
            if any(book[ref].raw for ref in own) or not (own and texts):
                continue
            places = self._places(section["key"], own, len(texts))
            for ref, text in zip(places, texts, strict=True):
                raw, bindings = bound(text)
                book.write(ref, raw, Source.DRAFTED, bindings=bindings)
                written += 1
        book.save("据表起草", shape_changed=bool(written))
        return written

    def _places(self, section: str, own: list[Ref], many: int) -> list[Ref]:
        """Addresses for so many paragraphs, new ones added behind those there are."""
        places = own[:many]
        while len(places) < many:
            self.subject.shape, ref = growth.paragraph_added(
                self.subject.shape, places[-1]
            )
            places.append(ref)
        return places

    def facts(self, result: int) -> Mapping[str, Any]:
        """How many paragraphs."""
        return {"section": self.section, "paragraphs": result}


class RenewFigures(DraftAction):
    """Put what the cells say now in place of bound figures. ``ref`` limits it to one
    paragraph."""

    verb = "draft.edit"

    def __init__(
        self, actor: User | None, draft: Draft, ref: Ref | None = None
    ) -> None:
        super().__init__(actor, draft)
        self.ref = ref

    def effect(self) -> int:
        """How many paragraphs changed."""
        draft = self.subject
        book = Book(draft, self.actor)
        reading, _ = settled(book.filing(), book.held)
        bound_to = {ref: held for ref, held in book.held.items() if held.bindings}
        cells = {ref_of(b) for held in bound_to.values() for b in held.bindings}
        now = quoted(checked(reading), cells)
        changed = 0
        for ref, held in bound_to.items():
            if self.ref not in (None, ref):
                continue
            raw, bindings = renewed(held.raw, held.bindings, now)
            if raw != held.raw:
                book.write(ref, raw, Source.RENEWED, bindings=bindings)
                changed += 1
        book.save("数字更新")
        return changed

    def facts(self, result: int) -> Mapping[str, Any]:
        """How many paragraphs."""
        return {"at": str(self.ref or ""), "paragraphs": result}


__all__ = [
    "AddComment",
    "Conflict",
    "DraftChapters",
    "RemoveRow",
    "RenewFigures",
    "Reshape",
    "ResolveComment",
    "SettleConflict",
]
