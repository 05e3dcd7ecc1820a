"""A plan as a page to read: the forms as on paper, marked where a finding speaks of a
cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from jiping.model.values import Ref
from jiping.pipeline.drafting import Look
from jiping.rules.labels import Labels
from jiping.writers.forms.plan import Box, Grid, Page, Plan, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The number of a finding at a cell; ``own`` where it is the cell to go to."""

    number: int
    severity: str
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a ruled table. ``look`` are its classes."""

    text: str
    look: str
    anchor: str
    columns: int
    rows: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A ruled table (``lines``, ``widths`` in percent) or a paragraph (``text``, ``look``)."""

    text: str = ""
    look: str = ""
    anchor: str = ""
    marks: tuple[Mark, ...] = ()
    widths: tuple[str, ...] = ()
    lines: tuple[tuple[Cell, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One page of the plan."""

    anchor: str
    name: str
    ruled: bool
    blocks: tuple[Block, ...]


def marks_of(found: Iterable[tuple[int, Mapping[str, Any]]]) -> dict[Ref, list[Mark]]:
    """Which numbered findings speak of which cell."""
    marks: dict[Ref, list[Mark]] = {}
    for number, record in found:
        for place, parts in enumerate(record["refs"]):
            mark = Mark(number=number, severity=record["severity"], own=not place)
            marks.setdefault(Ref(*parts), []).append(mark)
    return marks


def drawn(
    plan: Plan,
    marks: Mapping[Ref, Sequence[Mark]],
    changed: AbstractSet[Ref] = frozenset(),
) -> tuple[Drawn, ...]:
    """Every page of the plan; ``changed`` cells are shown as such."""
    return _Drawing(marks, changed).pages(plan)


def anchor_of(ref: Ref) -> str:
    """The id of a cell on the page: letters, digits and dots of its address; what else
    stands there as its code."""
    return "c-" + "".join(
        char if char.isascii() and char.isalnum() else f"-{ord(char):x}-"
        for char in "|".join((ref.form, ref.key, ref.row, ref.column))
    )


class _Drawing:
    def __init__(
        self, marks: Mapping[Ref, Sequence[Mark]], changed: AbstractSet[Ref]
    ) -> None:
        self._marks = marks
        self._changed = changed

    def pages(self, plan: Plan) -> tuple[Drawn, ...]:
        return tuple(
            self._page(number, page) for number, page in enumerate(plan.pages, start=1)
        )

    def _page(self, number: int, page: Page) -> Drawn:
        return Drawn(
            anchor=f"page-{number}",
            name=page.name,
            ruled=page.ruled,
            blocks=tuple(
                self._text(block) if isinstance(block, Text) else self._grid(block)
                for block in page.blocks
            ),
        )

    def _text(self, text: Text) -> Block:
        return Block(
            text=text.text,
            look=f"t-{text.role}{self._look(text.at)}",
            anchor=anchor_of(text.at) if text.at else "",
            marks=self._at(text.at),
        )

    def _grid(self, grid: Grid) -> Block:
        whole = sum(grid.widths) or 1
        lines: dict[int, list[Cell]] = {row: [] for row in range(1, grid.rows + 1)}
        for box in grid.boxes:
            lines[box.row].append(self._cell(box))
        return Block(
            widths=tuple(f"{width / whole * 100:.2f}%" for width in grid.widths),
            lines=tuple(tuple(line) for line in lines.values()),
        )

    def _cell(self, box: Box) -> Cell:
        return Cell(
            text=box.text,
            look=f"{box.role} {box.align} in{box.indent}{self._look(box.ref)}",
            anchor=anchor_of(box.ref) if box.ref else "",
            columns=box.column_span,
            rows=box.row_span,
            marks=self._at(box.ref),
        )

    def _at(self, ref: Ref | None) -> tuple[Mark, ...]:
        return tuple(self._marks.get(ref, ())) if ref else ()

    def _look(self, ref: Ref | None) -> str:
        """Classes of what is marked or changed at an address."""
        if ref is None:
            return ""
        own = [mark.severity for mark in self._marks.get(ref, ()) if mark.own]
        worst = next((s for s in ("error", "warning", "info") if s in own), "")
        look = f" mark {worst}" if worst else ""
        return f"{look} changed" if ref in self._changed else look


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """What a person may point at: ``at`` is its address as one text, ``names`` are form,
    row and column as printed, ``text`` is what stands there."""

    at: str
    anchor: str
    names: tuple[str, str, str]
    text: str

    @property
    def words(self) -> str:
        """``三公经费 · 2025年预算数：6.32``."""
        named = " · ".join(name for name in self.names[1:] if name)
        return f"{named}：{self.text or '空白'}" if named else self.text


def places(look: Look) -> dict[str, list[Pointed]]:
    """Every cell and sentence that a person may point at, page by page."""
    labels = Labels(look.filing)
    read_as = {own: read for read, own in look.keys.items()}
    found: dict[str, list[Pointed]] = {}
    for page in look.plan.pages:
        for ref, text in _addressed(page):
            pointed = Pointed(
                at="|".join((ref.form, ref.key, ref.row, ref.column)),
                anchor=anchor_of(ref),
                names=labels.of(read_as.get(ref, ref)),
                text=text,
            )
            found.setdefault(page.name, []).append(pointed)
    return found


def _addressed(page: Page) -> Iterator[tuple[Ref, str]]:
    for block in page.blocks:
        if isinstance(block, Text):
            if block.at is not None:
                yield block.at, block.text
        else:
            yield from ((box.ref, box.text) for box in block.boxes if box.ref)
