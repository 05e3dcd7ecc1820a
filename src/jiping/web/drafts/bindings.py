"""Figures in prose that are taken from cells: where they stand, and whether they still
say what the cell says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jiping.model.values import Ref
from jiping.writers.forms.plan import Text
from jiping.writers.records import ref_json, ref_parsed

# Where it starts, how long it is, and the address of its cell as JSON.
Binding = tuple[int, int, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A bound figure: ``said`` in the paragraph, ``now`` what its cell says (empty where
    it states nothing any more)."""

    start: int
    said: str
    now: str
    ref: Ref

    @property
    def stale(self) -> bool:
        """Whether the cell says something else."""
        return self.said != self.now


def ref_of(binding: Binding) -> Ref:
    """The cell that a figure is taken from."""
    return ref_parsed(binding[2])


def bound(text: Text) -> tuple[str, tuple[Binding, ...]]:
    """A paragraph as text and the figures in it."""
    bindings: list[Binding] = []
    at = 0
    for piece in text.pieces:
        if piece.ref is not None:
            bindings.append((at, len(piece.text), ref_json(piece.ref)))
        at += len(piece.text)
    return text.text, tuple(bindings)


def figures(
    raw: str, bindings: Sequence[Binding], now: Mapping[Ref, str]
) -> Iterator[Figure]:
    """The bound figures of a paragraph, compared with what the cells say now."""
    for start, length, address in bindings:
        ref = ref_parsed(address)
        said = raw[start : start + length]
        yield Figure(start=start, said=said, now=now.get(ref, ""), ref=ref)


def moved(before: str, after: str, bindings: Iterable[Binding]) -> tuple[Binding, ...]:
    """The bindings of a paragraph that was edited freely.

    What stands before or after the edited stretch moves with the text. A figure inside it
    stays bound where its text is found there again, else it is the writer's own.
    """
    kept = list(bindings)
    if before == after or not kept:
        return tuple(kept)
    head, tail = _unchanged(before, after)
    found: list[Binding] = []
    taken = head
    for start, length, address in kept:
        figure = before[start : start + length]
        if start + length <= head:
            found.append((start, length, address))
        elif start >= len(before) - tail:
            found.append((start + len(after) - len(before), length, address))
        else:
            reach = len(after) - tail + length
            again = after.find(figure, max(taken - length, 0), reach)
            if again >= 0 and not _overlaps(again, length, found):
                found.append((again, length, address))
                taken = again + length
    return tuple(found)


def renewed(
    raw: str, bindings: Sequence[Binding], now: Mapping[Ref, str]
) -> tuple[str, tuple[Binding, ...]]:
    """The paragraph with every bound figure as its cell says it now. A figure whose cell
    states nothing stays as it is, and stays stale."""
    text, found, last = "", [], 0
    for start, length, address in sorted(bindings, key=lambda b: b[0]):
        text += raw[last:start]
        said = raw[start : start + length]
        figure = now.get(ref_parsed(address)) or said
        found.append((len(text), len(figure), address))
        text += figure
        last = start + length
    return text + raw[last:], tuple(found)


def _unchanged(before: str, after: str) -> tuple[int, int]:
    """How many characters at the beginning and at the end are the same."""
    most = min(len(before), len(after))
    head = 0
    while head < most and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < most - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return head, tail


def _overlaps(start: int, length: int, bindings: Iterable[Binding]) -> bool:
    return any(start < s + n and s < start + length for s, n, _ in bindings)
