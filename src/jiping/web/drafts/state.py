"""A draft as a page needs it: what stands in each cell, what is found, what is left."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jiping.model.finding import Severity
from jiping.model.values import Ref
from jiping.pipeline.drafting import Look, Spot, quoted
from jiping.web.drafts.bindings import Figure, figures, ref_of
from jiping.web.drafts.book import DERIVED, Book, Held
from jiping.web.drafts.models import Conflict, Draft
from jiping.web.drafts.naming import anchor, labels, report_words, slug_of
from jiping.web.drafts.reading import look_at, memory_of
from jiping.web.drafts.shape import LABEL
from jiping.web.drafts.waiting import WAITING, WORD, Open, open_in, waits
from jiping.writers.forms.plan import Grid
from jiping.writers.words import SEVERITY_WORDS

# What is drafted where only a person knows what to say begins so.
_ASKED = "（请填写"
# How many of each kind of thing to do are listed by name.
_LISTED = 40
_KINDS = {
    "header": ("name",),
    "staff": ("authorised_posts", "staff_in_post"),
    "expense": ("prior_actual", "budget", "actual"),
    "text": ("text",),
    "objective": ("expected", "actual"),
}
# Rows that many forms ask for this year alone.
_OFTEN_CLOSED = (("procurement", "prior_actual"), ("basic_adjustment", "prior_actual"))
_FUND = ("initial", "revised", "executed")
_INDICATOR = ("target", "actual", "weight", "score")
_SIGNED = ("preparer", "phone", "date")
_SIGNATURE = {"preparer": "填表人", "phone": "联系电话", "date": "填报日期", "head": "单位负责人签字"}  # fmt: skip


@dataclass(frozen=True)
class State:
    """Everything of one draft at one revision."""

    draft: Draft
    book: Book
    look: Look

    def held(self, ref: Ref) -> Held:
        """What a cell holds."""
        return self.book[ref]

    @cached_property
    def locked(self) -> frozenset[Ref]:
        """The cells that the form computes. One that a person filled in is not locked
        while there is nothing that it could follow from."""
        follows = self.look.follows
        return frozenset(
            ref
            for ref in self.look.locked
            if follows.get(ref) != "" or self.book[ref].source in ("", DERIVED)
        )

    @cached_property
    def words(self) -> Mapping[Ref, str]:
        """What every cell is called."""
        found = report_words(self.draft.shape, self.book.texts)
        memory = memory_of(self.draft)
        for page in self.look.plan.pages:
            found |= memory.of(labels, page)
        for sheet in self.draft.shape.get("sheets", ()):
            for column, word in _SIGNATURE.items():
                found[Ref(sheet["form"], sheet["key"], "signature", column)] = word
        return found

    @cached_property
    def figures(self) -> Mapping[Ref, tuple[Figure, ...]]:
        """The bound figures of each paragraph that has any."""
        held = {ref: h for ref, h in self.book.held.items() if h.bindings}
        held = {ref: h for ref, h in held.items() if ref in self.words}
        now = quoted(self.look, (ref_of(b) for h in held.values() for b in h.bindings))
        return {ref: tuple(figures(h.raw, h.bindings, now)) for ref, h in held.items()}

    @cached_property
    def stale(self) -> tuple[Ref, ...]:
        """Paragraphs with a figure that its cell no longer says."""
        return tuple(
            ref for ref, found in self.figures.items() if any(f.stale for f in found)
        )

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Those that no person has settled."""
        open_ = self.draft.conflicts.filter(settled_at=None)
        # Mostly there are none, and asking for their people costs more.
        if not open_.exists():
            return ()
        return tuple(open_.select_related("by", "theirs_by"))

    @cached_property
    def blank(self) -> tuple[Ref, ...]:
        """Cells that the form asks for and that are blank. Checks say what else a filing
        must have; this is what a person has not got to yet."""
        return tuple(self._blank())

    @cached_property
    def _open(self) -> Open:
        return open_in(self.draft.shape, self._raw)

    def waits(self, spot: Spot) -> bool:
        """Whether a finding only says that something was not got to yet."""
        return waits(spot, self._open, self._raw)

    def _raw(self, ref: Ref) -> str:
        return self.book[ref].raw

    def _blank(self) -> Iterator[Ref]:
        kinds = {
            (sheet["form"], sheet["key"], row["key"]): row
            for sheet in self.draft.shape.get("sheets", ())
            for row in sheet["rows"]
        }
        for page in self.look.plan.pages:
            for block in page.blocks:
                boxes = block.boxes if isinstance(block, Grid) else ()
                for box in boxes:
                    ref = box.ref
                    if (
                        ref is None
                        or box.role != "value"
                        or box.text
                        or ref in self.locked
                    ):
                        continue
                    row = kinds.get((ref.form, ref.key, ref.row))
                    if row is not None and self._asked(ref, row):
                        yield ref
            yield from self._unsigned(page.kind, page.key, kinds)
        yield from self._unwritten()

    def _asked(self, ref: Ref, row: Mapping[str, Any]) -> bool:
        if row["kind"] == "indicator":
            named = self.book[Ref(ref.form, ref.key, ref.row, "level3")].raw
            return bool(named) and ref.column in _INDICATOR
        if row["kind"] == "fund":
            return row["key"] == "total" and ref.form != "funds" and ref.column in _FUND
        own = row.get("named") or (row["key"], ref.column) in _OFTEN_CLOSED
        return not own and ref.column in _KINDS.get(row["kind"], ())

    def _unsigned(
        self, form: str, key: str, rows: Mapping[tuple[str, str, str], Any]
    ) -> Iterator[Ref]:
        row = rows.get((form, key, "signature"))
        for column in row["columns"] if row else ():
            ref = Ref(form, key, "signature", column)
            if column in _SIGNED and not self.book[ref].raw:
                yield ref

    def _unwritten(self) -> Iterator[Ref]:
        report = self.draft.shape.get("report") or {}
        for section in report.get("sections", ()):
            own = [Ref("report", section["key"], key) for key in section["paragraphs"]]
            texts = [self.book[ref].raw for ref in own]
            if own and all(not text or text.startswith(_ASKED) for text in texts):
                yield own[0]

    def editable(self, ref: Ref) -> str:
        """Why a cell may not be typed into; nothing where it may."""
        if self.book[ref].locked:
            return self.book[ref].locked
        return "由其他格自动计算" if ref in self.locked else ""


def state_of(draft: Draft) -> State:
    """The draft as it stands."""
    return State(draft, Book(draft, None), look_at(draft))


def answer_key(spot: Spot) -> tuple[str, str]:
    """By what an answer to a finding is found again: the rule, and where."""
    at = spot.refs[0] if spot.refs else spot.finding.at
    return spot.finding.rule, str(at)


def answered(draft: Draft) -> frozenset[tuple[str, str]]:
    """The findings that the unit has given a reason for."""
    # Answers stand on drafts, so they are reached by their relation.
    answers = draft.assignment.answers.values_list("rule", "at_ref")
    return frozenset((rule, at) for rule, at in answers)


def left(state: State) -> dict[str, Any]:
    """What is left to do, as data for the page: counts, and the first of each kind with
    page, anchor and words. ``errors`` are contradictions; those that only wait for what
    is blank are ``waiting``."""
    spots = state.look.spots
    errors = [s for s in spots if s.finding.severity is Severity.ERROR]
    waiting = sum(map(state.waits, errors))
    warnings = [s for s in spots if s.finding.severity is Severity.WARNING]
    known = answered(state.draft) if warnings else frozenset()
    return {
        "blank": _listed(state, state.blank),
        "stale": _listed(state, state.stale),
        "conflicts": _listed(state, dict.fromkeys(c.ref for c in state.conflicts)),
        "errors": len(errors) - waiting,
        "waiting": waiting,
        "warnings": len(warnings),
        "unanswered": sum(answer_key(spot) not in known for spot in warnings),
        "findings": [finding_data(state, spot) for spot in spots],
    }


def finding_data(state: State, spot: Spot) -> dict[str, Any]:
    """A finding as the page marks and shows it."""
    each = spot.finding
    first = _first(state, spot.refs)
    waiting = state.waits(spot)
    return {
        "rule": each.rule,
        "severity": WAITING if waiting else each.severity.value,
        "word": WORD if waiting else SEVERITY_WORDS[each.severity],
        "message": each.message,
        "stated": each.stated,
        "expected": each.expected,
        "difference": each.difference,
        "arithmetic": each.arithmetic,
        "citation": each.citation,
        "at": place(state, first) if first else None,
        "cells": [anchor(ref) for ref in spot.refs],
    }


def place(state: State, ref: Ref) -> dict[str, str]:
    """A cell as the page links to it."""
    return {
        "page": slug_of(ref),
        "id": anchor(ref),
        "words": state.words.get(ref, "") or state.words.get(_label(ref), "本格"),
    }


def _label(ref: Ref) -> Ref:
    return Ref(ref.form, ref.key, ref.row, LABEL)


def _first(state: State, refs: Iterable[Ref]) -> Ref | None:
    """The first cell that can be gone to; of a row without a column its first cell."""
    for ref in refs:
        if ref in state.words:
            return ref
        near = [
            r
            for r in state.words
            if (r.form, r.key, r.row) == (ref.form, ref.key, ref.row)
        ]
        if near and ref.row:
            return near[0]
    return None


def _listed(state: State, refs: Iterable[Ref]) -> dict[str, Any]:
    every = list(refs)
    return {
        "count": len(every),
        "first": [place(state, ref) for ref in every[:_LISTED]],
    }
