"""A table that a page break parted, put together again."""

import re

from jiping.readers.pdf.ruled import NEAR
from jiping.readers.pdf.tables import PageTable, Slot
from jiping.readers.pdf.wording import is_item

_FIGURE = re.compile(r"[-+]?[\d.,，]+\s*[%％]?")
_WIDE = 8
_ROOM = 1.6
_PADDING = 11.0

Pair = tuple[Slot, Slot]


def continues(table: PageTable, following: PageTable) -> bool:
    """Whether a table at the top of a page has the sides of the one that ended before."""
    return (
        abs(table.box[0] - following.box[0]) <= NEAR
        and abs(table.box[2] - following.box[2]) <= NEAR
    )


def append(table: PageTable, following: PageTable) -> None:
    """Adds the rows of the next page: without the repeated header, a cut row mended."""
    _drop_header(table, following)
    if not following.rows:
        return
    pairs = _pairs(table, following)
    if pairs is not None and _is_cut(pairs):
        shift = table.rows - 1
        merged = {id(below) for _, below in pairs}
        for above, below in pairs:
            above.rows += below.rows - 1
            _take(above, below)
    else:
        shift = table.rows
        merged = set()
        for above, below in pairs or _matching(table, following):
            if _is_merge(above, below, following):
                merged.add(id(below))
                above.rows += below.rows
                _take(above, below)
    for slot in following.slots:
        if id(slot) not in merged:
            slot.row += shift
            table.slots.append(slot)
    table.rows = shift + following.rows


def _take(above: Slot, below: Slot) -> None:
    above.lines.extend(below.lines)
    above.unread |= below.unread
    above.tables.extend(below.tables)


def _drop_header(table: PageTable, following: PageTable) -> None:
    """Takes off the leading rows that say again what the table began with."""
    first, again = _rows(table), _rows(following)
    count = 0
    while (
        count < min(len(first), len(again) - 1)
        and _is_same(first[count], again[count])
        and len(first[count]) > 1
    ):
        count += 1
    following.slots = [slot for slot in following.slots if slot.row >= count]
    for slot in following.slots:
        slot.row -= count
    following.rows -= count


def _is_same(row: list[tuple[float, str]], other: list[tuple[float, str]]) -> bool:
    return len(row) == len(other) and all(
        text == again and abs(x - beside) <= NEAR
        for (x, text), (beside, again) in zip(row, other, strict=True)
    )


def _rows(table: PageTable) -> list[list[tuple[float, str]]]:
    """The texts that begin in each row, with where they stand; blank cells left out."""
    rows: list[list[tuple[float, str]]] = [[] for _ in range(table.rows)]
    left = table.box[0]
    for slot in table.slots:
        text = "".join(slot.text.split())
        if text and slot.row < len(rows):
            rows[slot.row].append((slot.box[0] - left, text))
    return rows


def _matching(table: PageTable, following: PageTable) -> list[Pair]:
    """Cells at the break that stand one above the other with the same sides."""
    return [
        (above, below)
        for below in following.top()
        for above in table.bottom()
        if abs(above.box[0] - below.box[0]) <= NEAR
        and abs(above.box[2] - below.box[2]) <= NEAR
    ]


def _pairs(table: PageTable, following: PageTable) -> list[Pair] | None:
    """The cells of the two rows at the break, if they match one to one."""
    pairs = _matching(table, following)
    whole = len(pairs) == len(following.top()) == len(table.bottom())
    return pairs if whole else None


def _is_merge(above: Slot, below: Slot, following: PageTable) -> bool:
    """Whether a cell under a break belongs to the merged cell above it.

    An empty one does below a merge, and one that only adds what is in brackets.
    """
    if below.lines and above.lines:
        return _is_bracketed(below)
    if below.lines or not above.lines:
        return above.rows > 1 and not (below.lines or above.lines)
    leading = all(
        not slot.lines for slot in following.top() if slot.box[0] <= below.box[0]
    )
    return leading and (above.rows > 1 or below.rows > 1)


def _is_cut(pairs: list[Pair]) -> bool:
    """Whether the break went through a row.

    Then whatever stands below it goes on with a text above it. That a line above is
    full and unfinished shows it, or that other cells of the row have nothing below.
    Figures below figures are a row of their own, and so is a word that would have had
    room beside the one above. Cells that were blank above and
    filled below where the others are not were pushed over the break.
    """
    told = [(above, below) for above, below in pairs if below.lines]
    if _is_shared_out(pairs):
        return True
    if not told or not all(above.lines for above, _ in told):
        return False
    if any(_FIGURE.fullmatch(below.text) or _had_room(a, below) for a, below in told):
        return False
    if any(_is_unfinished(above) for above, _ in told):
        return True
    if not any(a.lines and not b.lines and a.rows == 1 for a, b in pairs):
        return False
    if len(told) > 1 and all(_is_full(above) for above, _ in told):
        return True
    return any(_goes_on(above, below) for above, below in told)


def _had_room(above: Slot, below: Slot) -> bool:
    """True for two single lines that would stand side by side in the cell."""
    if len(above.lines) != 1 or len(below.lines) != 1:
        return False
    width = above.box[2] - above.box[0] - _PADDING
    return above.lines[0].width + below.lines[0].width < width


def _is_shared_out(pairs: list[Pair]) -> bool:
    """True when each cell of a row has its text on one side of the break alone."""
    single = [(bool(a.lines), bool(b.lines)) for a, b in pairs if a.rows == 1]
    sides = [single.count((True, False)), single.count((False, True))]
    return sum(sides) == len(single) and min(sides) > 1


def _is_unfinished(slot: Slot) -> bool:
    """True for a long last line that reaches the edge and ends no sentence."""
    text = slot.lines[-1].text
    return len(text) >= _WIDE and _is_full(slot) and not text.endswith(("。", "；"))


def _goes_on(above: Slot, below: Slot) -> bool:
    several = len(above.lines) > 1 and len(above.lines[-1].text) >= _WIDE // 2
    return (
        (several and _is_full(above))
        or is_item(below.lines[0].text)
        or _is_bracketed(below)
    )


def _is_bracketed(slot: Slot) -> bool:
    """True for what begins with a bracket, as what is said of a label does: （10分）."""
    return slot.lines[0].text.startswith(("（", "("))


def _is_full(slot: Slot) -> bool:
    line = slot.lines[-1]
    return slot.box[2] - slot.box[0] - line.width < _ROOM * line.em + _PADDING
