"""Rows as read, before they have addresses."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from jiping.intake.lines import Slot
from jiping.model.document import Place

Kind = Literal["number", "text", "measure"]


class Datum(NamedTuple):
    """A cell: its text, where it stands and how to read it.

    ``reading`` is what is measured where it differs from what is printed.
    """

    raw: str
    place: Place
    kind: Kind = "text"
    unit: str = ""
    reading: str = ""


@dataclass(slots=True, kw_only=True)
class Draft:
    """A row: key, label and cells by column."""

    key: str
    kind: str
    place: Place
    label: str = ""
    parent: str = ""
    template: bool = True
    cells: dict[str, Datum] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Drafts:
    """What was read of one part: rows, column heads, remarks, and what was left:
    ``unread`` cells, ``unknown`` columns."""

    rows: list[Draft] = field(default_factory=list)
    columns: dict[str, Slot] = field(default_factory=dict)
    remarks: list[tuple[str, Place]] = field(default_factory=list)
    unread: list[Slot] = field(default_factory=list)
    unknown: list[Slot] = field(default_factory=list)
    unit: str = ""
    assumed: bool = False

    def row(self, key: str) -> Draft | None:
        """The first row of this key."""
        return next((row for row in self.rows if row.key == key), None)

    def sign(self, fields: dict[str, Datum], place: Place) -> None:
        """Add fields of a signature line; there is one such row. Signers that the form
        does not ask for become remarks."""
        for key, value in fields.items():
            if key == "other" and value.raw.strip():
                self.remarks.append((value.raw, value.place))
        fields = {key: value for key, value in fields.items() if key != "other"}
        if not fields:
            return
        row = self.row("signature")
        if row is None:
            row = Draft(key="signature", kind="signature", place=place)
            self.rows.append(row)
        row.cells = fields | row.cells

    def head(self, columns: dict[str, Slot], *, over: bool = False) -> None:
        """Remember the printed column heads: the first of each, or these ``over`` all."""
        self.columns = self.columns | columns if over else columns | self.columns


def datum(slot: Slot, unit: str, money: str) -> Datum:
    """A cell under a column of this ``unit`` (a form's word; ``money`` its amounts)."""
    if unit == "text":
        return Datum(raw=slot.text, place=slot.place)
    if unit == "measure":
        return Datum(raw=slot.text, place=slot.place, kind="measure")
    real = money if unit == "money" else unit
    return Datum(raw=slot.text, place=slot.place, kind="number", unit=real)
