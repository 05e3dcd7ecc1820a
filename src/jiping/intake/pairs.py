"""Rows in which each label has its value beside it."""

from itertools import pairwise

from jiping.intake.columns import Block, number_fit
from jiping.intake.draft import Datum, Draft
from jiping.intake.labels import Lexicon, joined
from jiping.intake.lines import Line, Slot
from jiping.model.patterns import compile_late

# In ``名称：甲  日期：`` the value ends where the next label begins.
_NEXT_FIELD = compile_late(r"\s+(?=[^\s:]{2,12}:)")


def header_rows(line: Line, labels: Lexicon) -> list[Draft]:
    """A header row for each label of the line; the value is in the next cell, or after
    a colon in the same one. ``[]`` where the line shows no such label."""
    slots = [slot for slot in line.slots if not slot.continued]
    rows: list[Draft] = []
    for slot, after in zip(slots, (*slots[1:], None), strict=True):
        inside = inner_pair(slot, labels)
        key = labels.find(slot.text)
        if inside is not None:
            key, value = inside
        elif not key:
            continue
        elif after is None or labels.find(after.text):
            value = Datum(raw="", place=slot.place)
        else:
            value = Datum(raw=after.text, place=after.place)
        rows.append(
            Draft(
                key=key,
                kind="header",
                place=slot.place,
                label=joined(slot.text if inside is None else _before(slot.text)),
                cells={"name": value},
            )
        )
    return rows


def inner_pair(slot: Slot, labels: Lexicon) -> tuple[str, Datum] | None:
    """Key and value of a cell that holds ``label：value``, the value not empty."""
    before, value = _before(slot.text), _after(slot.text)
    key = labels.find(before) if value else ""
    return (key, Datum(raw=value, place=slot.place)) if key else None


def _before(text: str) -> str:
    return text.replace("：", ":").partition(":")[0]


def _after(text: str) -> str:
    value = text.replace("：", ":").partition(":")[2]
    return _NEXT_FIELD.split(value, maxsplit=1)[0].strip()


def labelled_values(line: Line, block: Block) -> dict[str, Slot]:
    """The value beside each column label of a row; ``{}`` for a plain header row."""
    slots = [slot for slot in line.slots if not slot.continued]
    values: dict[str, Slot] = {}
    for slot, after in pairwise(slots):
        key = block.labels.find(slot.text)
        if not key or after.blank or block.labels.find(after.text):
            continue
        if number_fit(block.form.columns[key].unit, after) >= 0:
            values.setdefault(key, after)
    return values
