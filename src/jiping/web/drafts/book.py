"""The cells of a draft as they stand; writing them is for actions alone.

What was read for a draft last is kept in the process: of a draft that is known, only
the cells that changed since are read.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from sys import intern
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiping.model.filing import Filing
from jiping.model.values import Ref
from jiping.web.accounts.models import User
from jiping.web.drafts.bindings import Binding, moved
from jiping.web.drafts.models import Cell, Change, Draft, Source
from jiping.web.drafts.shape import Part, addresses, part_of, put_together, renewed
from jiping.web.drafts.shelf import Shelf

_ADDRESS = ("form", "key", "row", "column")
_FIELDS = ("raw", "version", "source", "page", "locked", "by_id")
# Drafts whose cells are kept, at some 150 KB each.
_ROOM = 500


@dataclass(frozen=True, slots=True)
class Held:
    """What a cell holds; a cell never written to has version 0."""

    raw: str = ""
    version: int = 0
    source: str = ""
    page: str = ""
    locked: str = ""
    bindings: tuple[Binding, ...] = ()
    by: int | None = None

    @property
    def stated(self) -> bool:
        """Whether it is what somebody said: neither blank nor worked out by the form."""
        return bool(self.raw) and self.source != DERIVED


@dataclass(frozen=True, slots=True)
class _Known:
    """A draft's cells at a revision; what they make, and the cells there are, by
    ``shape``."""

    revision: int
    held: Mapping[Ref, Held]
    shape: Mapping[str, Any]
    addresses: frozenset[Ref]
    filing: Filing


_known: Shelf[_Known] = Shelf(_ROOM)


class Book:
    """All cells of one draft; ``write`` collects changes, ``save`` stores them with their
    history and counts the revision on."""

    def __init__(self, draft: Draft, actor: User | None, page: str = "") -> None:
        self.draft = draft
        self.actor = actor
        self.page = page
        self._changed: dict[Ref, tuple[str, str]] = {}
        known = _known.find(draft.pk)
        # A later revision than the draft's is that of another database under one name.
        self._known = known if known and known.revision <= draft.revision else None
        if self._known is None:
            self.held = _read(draft)
            self._touched: set[Part] = set()
        else:
            newer = _read_since(draft, self._known.revision)
            self.held = {**self._known.held, **newer}
            self._touched = set(map(part_of, newer))
        self._keep()

    def __getitem__(self, ref: Ref) -> Held:
        return self.held.get(ref, _NEVER)

    @property
    def texts(self) -> dict[Ref, str]:
        """The text of every cell, changes included."""
        return {ref: held.raw for ref, held in self.held.items()}

    @property
    def stated(self) -> frozenset[Ref]:
        """The cells that hold what somebody said."""
        return frozenset(ref for ref, held in self.held.items() if held.stated)

    @property
    def addresses(self) -> frozenset[Ref]:
        """Every cell that a draft of this shape has."""
        if self._same_shape is not None:
            return self._same_shape.addresses
        return addresses(self.draft.shape)

    def filing(self, besides: Mapping[Ref, str] | None = None) -> Filing:
        """The draft as a filing, with these texts instead of what stands."""
        own = besides or {}
        if self._same_shape is None:
            return put_together(self.draft.shape, {**self.texts, **own})
        touched = {*self._touched, *map(part_of, own)}
        cells = _Texts(self.held, own)
        return renewed(self._same_shape.filing, self.draft.shape, cells, touched)

    @property
    def _same_shape(self) -> _Known | None:
        same = self._known is not None and self._known.shape == self.draft.shape
        return self._known if same else None

    def _keep(self) -> None:
        """Keep what is known now for the next book of this draft, once it is certain:
        what a transaction takes back was never there."""
        draft, same = self.draft, self._same_shape
        if draft.pk is None or not draft.shape:
            return
        self._known = _Known(
            revision=draft.revision,
            held=dict(self.held),
            shape=draft.shape,
            addresses=same.addresses if same else addresses(draft.shape),
            filing=self.filing(),
        )
        self._touched.clear()
        transaction.on_commit(partial(_known.put, draft.pk, self._known))

    def write(
        self,
        ref: Ref,
        raw: str,
        source: str,
        *,
        bindings: Iterable[Binding] | None = None,
        locked: str | None = None,
    ) -> None:
        """Put a text into a cell. Figures bound in it stay bound where they are still
        there, unless ``bindings`` says which are."""
        before = self[ref]
        kept = moved(before.raw, raw, before.bindings) if bindings is None else bindings
        same = raw == before.raw and tuple(kept) == before.bindings
        if same and (locked is None or locked == before.locked):
            return
        self._changed.setdefault(ref, (before.raw, ""))
        self._changed[ref] = (self._changed[ref][0], source)
        self._touched.add(part_of(ref))
        self.held[ref] = replace(
            before,
            raw=raw,
            source=str(source),
            page=self.page,
            version=before.version + 1,
            bindings=tuple(kept),
            locked=before.locked if locked is None else locked,
            by=self.actor.pk if self.actor else None,
        )

    @property
    def changed(self) -> Mapping[Ref, Held]:
        """What was written since the book was opened."""
        return {ref: self.held[ref] for ref in self._changed}

    def save(self, reason: str = "", *, shape_changed: bool = False) -> None:
        """Store what was written, each change a line of the history."""
        if not self._changed and not shape_changed:
            return
        self.draft.revision += 1
        # The draft is held, so no one else makes the same cell meanwhile.
        Cell.objects.bulk_create(
            [self._cell(ref, self.held[ref]) for ref in self._changed],
            batch_size=200,
            update_conflicts=True,
            unique_fields=("draft", "form", "key", "row", "column"),
            update_fields=("raw", "version", "revision", "source", "page", "locked", "bindings", "by", "at"),
        )  # fmt: skip
        Change.objects.bulk_create(
            [
                self._line(ref, before, source, reason)
                for ref, (before, source) in self._changed.items()
            ],
            batch_size=200,
        )
        fields = ["revision", "changed_at", *(["shape"] if shape_changed else [])]
        self.draft.save(update_fields=fields)
        self._keep()

    def _cell(self, ref: Ref, held: Held) -> Cell:
        return Cell(
            draft=self.draft,
            form=ref.form,
            key=ref.key,
            row=ref.row,
            column=ref.column,
            raw=held.raw,
            version=held.version,
            revision=self.draft.revision,
            source=held.source,
            page=held.page,
            locked=held.locked,
            bindings=[list(binding) for binding in held.bindings],
            by_id=held.by,
            at=timezone.now(),
        )

    def _line(self, ref: Ref, before: str, source: str, reason: str) -> Change:
        held = self.held[ref]
        return Change(
            draft=self.draft,
            form=ref.form,
            key=ref.key,
            row=ref.row,
            column=ref.column,
            before=before,
            after=held.raw,
            version=held.version,
            source=source,
            reason=reason,
            by_id=held.by,
        )


class _Texts(Mapping[Ref, str]):
    """The texts of held cells, some of them replaced."""

    def __init__(self, held: Mapping[Ref, Held], own: Mapping[Ref, str]) -> None:
        self._held, self._own = held, own

    def __getitem__(self, ref: Ref) -> str:
        own = self._own.get(ref)
        return self._held[ref].raw if own is None else own

    def __iter__(self) -> Iterator[Ref]:
        return iter(self._held.keys() | self._own.keys())

    def __len__(self) -> int:
        return len(self._held.keys() | self._own.keys())


def _read(draft: Draft) -> dict[Ref, Held]:
    """Every cell. Few have bindings, so those are asked for by themselves."""
    bound = dict(draft.cells.exclude(bindings=[]).values_list("pk", "bindings"))
    rows = draft.cells.values_list(*_ADDRESS, *_FIELDS, "pk")
    return dict(_cell_of(row[:-1], bound.get(row[-1], ())) for row in rows)


def _read_since(draft: Draft, revision: int) -> dict[Ref, Held]:
    """The cells that changed after a revision."""
    newer = draft.cells.filter(revision__gt=revision)
    rows = newer.values_list(*_ADDRESS, *_FIELDS, "bindings")
    return dict(_cell_of(row[:-1], row[-1]) for row in rows)


def _cell_of(row: tuple[Any, ...], bindings: Iterable[Any]) -> tuple[Ref, Held]:
    form, key, line, column, raw, version, source, page, locked, by = row
    # The same words stand in thousands of cells that are kept.
    ref = Ref(intern(form), intern(key), intern(line), intern(column))
    figures = tuple(map(tuple, bindings))
    return ref, Held(raw, version, intern(source), page, locked, figures, by)


_NEVER = Held()
DERIVED = Source.DERIVED.value
