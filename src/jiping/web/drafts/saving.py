"""Saving cells: one action for what is typed, pasted, carried over or imported."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from jiping.model.values import Ref
from jiping.pipeline.drafting import Look, Reading, checked, settled
from jiping.web.accounts.models import User
from jiping.web.campaigns.models import Assignment
from jiping.web.core.actions import Action, Refused
from jiping.web.drafts.book import DERIVED, Book, Held
from jiping.web.drafts.models import Conflict, Draft, Source
from jiping.web.drafts.prior import prior_of
from jiping.web.drafts.reading import keep_look, memory_of

MOST_CELLS = 4000
LONGEST = 20_000
GONE = "这一格所在的行或表已被删除，没有保存；可在“已删除”中恢复。"
NOT_BEGUN = "还没有开始填报，请先开始填报。"
FOLLOWS = "这一格由其他格自动计算，不能填写。"
LONG = f"一格最多{LONGEST}字，超出的没有保存，请缩短。"


@dataclass(frozen=True, slots=True)
class Typed:
    """A text for a cell; ``version`` is the one that its writer saw, None where whatever
    stands is to be written over."""

    ref: Ref
    raw: str
    version: int | None = None


@dataclass(slots=True)
class Saved:
    """What became of a save. ``changed`` are all cells that were written, derived ones
    included; ``seen`` those that already held what was typed; ``refused`` says why a cell
    was not written; ``conflicts`` are left to a person. ``book`` and ``look`` are the
    draft as it stands now."""

    changed: dict[Ref, Held] = field(default_factory=dict)
    derived: frozenset[Ref] = frozenset()
    seen: dict[Ref, Held] = field(default_factory=dict)
    refused: dict[Ref, str] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    book: Book | None = None
    reading: Reading | None = None
    look: Look | None = None


class DraftAction(Action[Any]):
    """A change of a draft: its assignment is held too, so that a draft is never written
    to while it is being signed."""

    subject: Draft
    # Whether it may be what the draft begins with.
    begins: ClassVar[bool] = False

    def __init__(self, actor: User | None, draft: Draft) -> None:
        super().__init__(actor, draft)

    def ask(self) -> None:
        """Raises Refused for who may not, or where there is no draft to be changed."""
        super().ask()
        if self.subject.pk is None and not self.begins:
            raise Refused(NOT_BEGUN)

    def _hold(self) -> None:
        held = Assignment.objects.select_for_update().only("pk")
        held.get(pk=self.subject.assignment_id)
        if self.subject.pk is None:
            self.subject.assignment.refresh_from_db()
        super()._hold()


class SaveCells(DraftAction):
    """Put texts into cells, and what follows from them into the derived cells.

    Never refused for what a check finds. A cell that changed since its writer saw it
    becomes a conflict; one that may not be written to is left, with the reason.
    """

    verb = "draft.edit"

    def __init__(
        self,
        actor: User | None,
        draft: Draft,
        items: Sequence[Typed],
        *,
        page: str = "",
        source: str = Source.TYPED,
        reason: str = "",
    ) -> None:
        super().__init__(actor, draft)
        self.items = {item.ref: item for item in items}
        self.page = page
        self.source = source
        self.reason = reason

    def effect(self) -> Saved:
        """Write what may be written. Raises Refused for more cells than one save takes."""
        if len(self.items) > MOST_CELLS:
            raise Refused(f"一次最多保存{MOST_CELLS}格，请分几次粘贴。")
        saved = Saved()
        book = Book(self.subject, self.actor, self.page)
        accepted = dict(self._accepted(book, saved))
        reading = self._follow(book, accepted, saved)
        self._write(book, accepted, saved)
        saved.book, saved.reading = book, reading
        saved.changed = dict(book.changed)
        book.save(self.reason)
        return saved

    def facts(self, result: Saved) -> Mapping[str, Any]:
        """Which cells, in which version, and where the texts came from."""
        return {
            "source": str(self.source),
            "revision": self.subject.revision,
            "cells": [
                [str(ref), held.version, held.raw[:80]]
                for ref, held in result.changed.items()
            ],
            "conflicts": [str(conflict.ref) for conflict in result.conflicts],
        }

    def perform(self) -> Saved:
        """Save, then look: who asks for the findings next need not wait."""
        saved: Saved = super().perform()
        if saved.reading is not None:
            prior = prior_of(self.subject.assignment)
            memory = memory_of(self.subject)
            saved.look = checked(saved.reading, prior=prior, memory=memory)
            keep_look(self.subject, saved.look)
        return saved

    def _accepted(self, book: Book, saved: Saved) -> Iterator[tuple[Ref, str]]:
        known = book.addresses
        for ref, item in self.items.items():
            held, raw = book[ref], clean(item.raw)
            if ref not in known:
                saved.refused[ref] = GONE
            elif held.locked:
                saved.refused[ref] = f"这一格已锁定：{held.locked}"
            elif len(raw) > LONGEST:
                saved.refused[ref] = LONG
            elif raw == held.raw:
                saved.seen[ref] = held
            elif self._unseen(item, held):
                saved.conflicts.append(self._conflict(ref, raw, held))
            else:
                yield ref, raw

    def _unseen(self, item: Typed, held: Held) -> bool:
        """Whether the cell was changed by another page since its writer saw it. What the
        form computed, and what nobody has written to, is nobody's."""
        if item.version is None or item.version == held.version:
            return False
        own = bool(self.page) and held.page == self.page
        return not own and held.source != DERIVED

    def _conflict(self, ref: Ref, raw: str, held: Held) -> Conflict:
        assert self.actor is not None
        return Conflict.objects.create(
            draft=self.subject,
            form=ref.form,
            key=ref.key,
            row=ref.row,
            column=ref.column,
            raw=raw,
            by=self.actor,
            theirs=held.raw,
            theirs_by_id=held.by,
            theirs_at=self._written_at(ref),
        )

    def _written_at(self, ref: Ref) -> datetime | None:
        found = self.subject.cells.filter(
            form=ref.form, key=ref.key, row=ref.row, column=ref.column
        )
        return found.values_list("at", flat=True).first()

    def _follow(self, book: Book, accepted: dict[Ref, str], saved: Saved) -> Reading:
        """Work out the derived cells. What was typed into one is taken back, unless
        there is nothing that the cell could follow from."""
        reading, texts = self._settled(book, accepted)
        wrong = [
            ref
            for ref in accepted
            if ref in reading.locked and not self._stated(book[ref], ref, texts)
        ]
        if wrong:
            for ref in wrong:
                del accepted[ref]
                saved.refused[ref] = FOLLOWS
            reading, texts = self._settled(book, accepted)
        for ref, text in texts.items():
            book.write(ref, text, DERIVED)
        saved.derived = frozenset(texts)
        return reading

    def _settled(
        self, book: Book, accepted: Mapping[Ref, str]
    ) -> tuple[Reading, Mapping[Ref, str]]:
        given = self.source in (Source.IMPORTED, Source.PRIOR, Source.TARGET)
        stated = _Stated(book, accepted if given else {})
        return settled(book.filing(accepted), stated, memory_of(self.subject))

    def _stated(self, held: Held, ref: Ref, texts: Mapping[Ref, str]) -> bool:
        """Whether a derived cell is a person's own for want of anything to follow from."""
        given = self.source in (Source.IMPORTED, Source.PRIOR, Source.TARGET)
        return (given or held.stated) and ref not in texts

    def _write(self, book: Book, accepted: Mapping[Ref, str], saved: Saved) -> None:
        for ref, raw in accepted.items():
            if ref not in saved.derived:
                book.write(ref, raw, self.source)


@dataclass(frozen=True, slots=True)
class _Stated:
    """The cells that say what a person said: those of the book, and some more."""

    book: Book
    more: Mapping[Ref, str]

    def __contains__(self, ref: object) -> bool:
        held = self.book.held.get(ref)  # type: ignore[call-overload]
        return (held is not None and held.stated) or ref in self.more


class ImportCells(SaveCells):
    """Texts from somewhere else than the keyboard (an uploaded package, last year's
    filing, approved targets), over whatever stands; ``source`` as ``models.Source``."""

    def __init__(
        self,
        actor: User | None,
        draft: Draft,
        texts: Mapping[Ref, str],
        source: str,
        *,
        reason: str = "",
    ) -> None:
        items = self._typed(texts)
        super().__init__(actor, draft, items, source=source, reason=reason)

    @staticmethod
    def _typed(texts: Mapping[Ref, str]) -> list[Typed]:
        return [Typed(ref, raw) for ref, raw in texts.items()]


def clean(raw: str) -> str:
    """A text as it is stored: one kind of line break, no characters that no database
    takes, nothing blank at its ends."""
    whole = raw.encode("utf-8", "ignore").decode()
    return whole.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
