"""Which cell of a row stands under which column of its header."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from jiping.intake.labels import Lexicon, lexicon, year
from jiping.intake.lines import Line, Slot
from jiping.intake.text import absence
from jiping.intake.values import number
from jiping.model.form import BlockForm, ColumnForm
from jiping.model.values import Gap

# How far a row may be shifted against its header.
_FARTHEST = 3
# A header row shows two labels at least.
_FEWEST = 2
_NUMBERS = frozenset({"money", "%", "分", "人", "㎡"})


@dataclass(frozen=True)
class Block:
    """A block of a form with its labels made ready."""

    key: str
    form: BlockForm

    @cached_property
    def labels(self) -> Lexicon:
        """Column keys by label."""
        return lexicon((c.key, c.labels) for c in self.form.columns.values())

    @cached_property
    def sides(self) -> Lexicon:
        """Labels that stand beside the block."""
        return lexicon([("side", self.form.sides)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The columns of a block: for each slot of the header row its key or ``""``.

    ``slots`` is empty where no header is printed and the usual order is assumed.
    """

    block: Block
    keys: tuple[str, ...]
    slots: tuple[Slot, ...] = ()
    table: int = -1
    ragged: bool = True

    @property
    def width(self) -> int:
        """The grid column after the last."""
        return max((slot.end for slot in self.slots), default=0)

    @property
    def known(self) -> int:
        """How many of its columns have a key."""
        return sum(map(bool, self.keys))

    @property
    def unknown(self) -> tuple[Slot, ...]:
        """Columns that the form does not know, of those behind the first it knows."""
        first = next((at for at, key in enumerate(self.keys) if key), len(self.keys))
        behind = zip(self.keys[first:], self.slots[first:], strict=False)
        return tuple(s for k, s in behind if not (k or s.blank or s.continued))

    def column(self, key: str) -> ColumnForm:
        """What the form says about a column."""
        return self.block.form.columns[key]

    def printed(self) -> dict[str, Slot]:
        """The header cell of each column."""
        return {k: slot for k, slot in zip(self.keys, self.slots, strict=False) if k}


def header_in(line: Line, blocks: Iterable[Block]) -> Header | None:
    """The header that this row is: of the block most of whose labels it shows."""
    labels = [slot.label for slot in line.slots]
    if sum(1 for label in labels if label and not label[0].isdigit()) < _FEWEST:
        return None
    labels = [
        "" if slot.continued else label
        for slot, label in zip(line.slots, labels, strict=True)
    ]
    found = [header for block in blocks if (header := _header(line, labels, block))]
    return max(found, key=_telling, default=None)


def _telling(header: Header) -> tuple[int, int, int]:
    """How many columns it knows; of two, the one that leaves fewer unknown, and the
    block that asks for more of them."""
    return header.known, -len(header.unknown), len(header.block.form.needs)


def _header(line: Line, labels: Sequence[str], block: Block) -> Header | None:
    """The header of this block, ``labels`` being those that start in the row."""
    slots = line.slots
    keys = [block.labels.meant(label) for label in labels]
    if len(keys) - keys.count("") < block.form.least:
        return None
    keys = _unique(keys, slots, block)
    keys = _earlier(keys, slots, block.form.earlier)
    keys = [_meant(key, keys, block.form.instead) for key in keys]
    shown = set(keys)
    if any(shown.isdisjoint(group) for group in block.form.needs):
        return None
    if len(shown - {""}) < block.form.least:
        return None
    return Header(
        block=block,
        keys=tuple(keys),
        slots=slots,
        table=line.table,
        ragged=line.ragged,
    )


def _unique(keys: list[str], slots: Sequence[Slot], block: Block) -> list[str]:
    """Of a key shown twice, not the slot that may as well be the label at the side, nor
    the one in front of all other columns."""
    first = next((index for index, key in enumerate(keys) if key), 0)
    return [
        ""
        if keys.count(key) > 1
        and (
            block.sides.find(slot.text)
            or (index == first and key not in block.form.earlier)
        )
        else key
        for index, (key, slot) in enumerate(zip(keys, slots, strict=True))
    ]


def _earlier(
    keys: list[str], slots: Sequence[Slot], earlier: Mapping[str, str]
) -> list[str]:
    """``2022年决算数`` beside 2023: the column for the year before; the rest of a key
    shown twice is left to the first."""
    years = [
        (year(s.text) if k else None) or 0 for k, s in zip(keys, slots, strict=True)
    ]
    result = list(keys)
    for key, before in earlier.items():
        at = [index for index, shown in enumerate(keys) if shown == key]
        oldest = min(at, key=lambda index: years[index], default=None)
        if oldest is not None and (len(at) > 1 or 0 < years[oldest] < max(years)):
            result[oldest] = before
    return ["" if key in result[:index] else key for index, key in enumerate(result)]


def _meant(key: str, keys: Sequence[str], instead: Mapping[str, str]) -> str:
    """The only column of budgets is the budget, whatever it is called."""
    other = instead.get(key, key)
    return key if other in keys else other


Fit = Callable[[str, Slot], int]


def cells(header: Header, line: Line, fit: Fit | None = None) -> dict[str, Slot]:
    """The slot under each column: by order where header and row show equally many
    cells, by position on the grid, or by the shift at which contents fit best."""
    gridded = not (header.ragged or line.ragged)
    if len(header.slots) == len(line.slots) and gridded:
        pairs = zip(header.keys, line.slots, strict=True)
        return {key: slot for key, slot in pairs if key}
    if gridded and (
        header.table == line.table
        or header.width == max(slot.end for slot in line.slots)
    ):
        return _by_position(header, line)
    return _by_shift(header, line, fit or _plain_fit(header))


def _by_position(header: Header, line: Line) -> dict[str, Slot]:
    under: dict[str, Slot] = {}
    taken: set[int] = set()
    for key, top in header.printed().items():
        best = max(line.slots, key=lambda slot: _overlap(top, slot))
        if _overlap(top, best) > 0 and best.start not in taken:
            under[key] = best
            taken.add(best.start)
    return under


def _overlap(top: Slot, slot: Slot) -> int:
    return min(top.end, slot.end) - max(top.start, slot.start)


def _plain_fit(header: Header) -> Fit:
    def fit(key: str, slot: Slot) -> int:
        return number_fit(header.column(key).unit, slot)

    return fit


def number_fit(unit: str, slot: Slot) -> int:
    """How well a cell suits a column: 2 a number where one is expected, -2 words."""
    if slot.blank or unit not in _NUMBERS:
        return 0
    if absence(slot.text) is Gap.NOT_APPLICABLE:
        return 0
    return -2 if isinstance(number(slot.text, unit)[0], Gap) else 2


def _by_shift(header: Header, line: Line, fit: Fit) -> dict[str, Slot]:
    wide, narrow = len(header.keys), len(line.slots)
    right = narrow - wide
    shifts = sorted(
        {0, right, *range(-_FARTHEST, _FARTHEST + 1)},
        key=lambda shift: (shift != right, abs(shift)),
    )
    candidates = {shift: _shifted(header.keys, line.slots, shift) for shift in shifts}
    best = max(
        shifts,
        key=lambda shift: (
            _suits(candidates[shift], line, header, fit, shift) - abs(shift - right)
        ),
    )
    return candidates[best]


def _shifted(keys: Sequence[str], slots: Sequence[Slot], shift: int) -> dict[str, Slot]:
    return {
        key: slots[index + shift]
        for index, key in enumerate(keys)
        if key and 0 <= index + shift < len(slots)
    }


def _suits(
    under: Mapping[str, Slot], line: Line, header: Header, fit: Fit, shift: int
) -> int:
    """Columns that the form does not know take up cells too: only what stands beyond
    the last of the header is lost."""
    end = max(len(header.keys) + shift, 0)
    lost = sum(1 for slot in line.slots[end:] if not slot.blank)
    missing = sum(1 for key in header.keys if key and key not in under)
    content = sum(fit(key, slot) for key, slot in under.items())
    return 2 * content - 3 * lost - missing


def beside(line: Line, under: Mapping[str, Slot]) -> tuple[Slot, ...]:
    """What a row prints left of its first column: its label, and labels at the side."""
    first = min((slot.start for slot in under.values()), default=10**9)
    return tuple(slot for slot in line.slots if slot.start < first)
