"""Which element of the page a place is, and which findings an element carries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jiping.model.document import Cell, Document, Paragraph, Place, Table
from jiping.model.finding import Finding, Severity

Block = Paragraph | Table | Cell
# The worst first.
RANK = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding with its number in the list of its package."""

    number: int
    finding: Finding


@dataclass(slots=True)
class Mark:
    """What an element shows: findings reported at it, and others that involve it."""

    own: list[Numbered] = field(default_factory=list)
    involved: list[Numbered] = field(default_factory=list)

    @property
    def look(self) -> str:
        """The worst severity reported here, or ``related`` where it is only involved."""
        if not self.own:
            return "related"
        return min((n.finding.severity for n in self.own), key=RANK.index).value


class Anchors:
    """The id of every paragraph, table and cell of a package's documents."""

    def __init__(self, prefix: str, documents: Iterable[Document]) -> None:
        self._ids: dict[Place, str] = {}
        self._by_position: dict[tuple[object, ...], str] = {}
        for number, block in enumerate(_in_depth(documents), start=1):
            anchor = f"{prefix}-b{number}"
            self._ids.setdefault(block.place, anchor)
            for position in _positions(block.place):
                self._by_position.setdefault(position, anchor)

    def of(self, block: Block) -> str:
        """The id of an element; elements at one place share the first one's."""
        return self._ids[block.place]

    def at(self, place: Place) -> str | None:
        """The id of what stands at a place; None where nothing does."""
        exact = self._ids.get(place)
        if exact:
            return exact
        found = (self._by_position.get(position) for position in _positions(place))
        return next((anchor for anchor in found if anchor), None)

    def marks(self, findings: Sequence[Numbered]) -> Mapping[str, Mark]:
        """What each marked element shows, by id."""
        marks: dict[str, Mark] = {}
        for numbered in findings:
            home = self.at(numbered.finding.place)
            if home:
                marks.setdefault(home, Mark()).own.append(numbered)
            others = {self.at(place) for place in numbered.finding.places}
            for anchor in others - {home, None}:
                marks.setdefault(str(anchor), Mark()).involved.append(numbered)
        return marks


def _in_depth(documents: Iterable[Document]) -> Iterator[Block]:
    """Paragraphs and cells, then tables: a line belongs to the cell before the table."""
    tables: list[Table] = []
    for document in documents:
        for block in document.blocks:
            if isinstance(block, Table):
                yield from _cells(block, tables)
            else:
                yield block
    yield from tables


def _cells(table: Table, tables: list[Table]) -> Iterator[Cell]:
    tables.append(table)
    for cell in table.cells:
        for inner in cell.tables:
            yield from _cells(inner, tables)
        yield cell


def _positions(place: Place) -> Iterator[tuple[object, ...]]:
    """Ways to name the same spot, the surest first."""
    if place.table is not None:
        yield place.file, "table", place.table, place.row, place.column
    if place.sheet:
        yield place.file, "sheet", place.sheet, place.row, place.column
    if place.paragraph is not None:
        yield place.file, "paragraph", place.paragraph
    for line in place.lines:
        yield place.file, "line", line
