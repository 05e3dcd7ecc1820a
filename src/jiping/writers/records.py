"""Places, addresses and notes as JSON, written one way by every JSON output."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jiping.model.document import Note, Place
from jiping.model.values import Ref

Json = dict[str, Any]

# A number with more digits than this is written with an exponent.
LONGEST_NUMBER = 40


def decimal_text(number: Decimal) -> str:
    """The number in plain digits; never a JSON number, which many read as float."""
    return f"{number:f}" if abs(number.adjusted()) <= LONGEST_NUMBER else str(number)


def ref_json(ref: Ref) -> list[str]:
    """``[form, key, row, column]``, empty where it speaks about the whole."""
    return [ref.form, ref.key, ref.row, ref.column]


def ref_parsed(parts: list[str]) -> Ref:
    """Raises TypeError or ValueError where it is not four texts."""
    form, key, row, column = parts
    return Ref(form, key, row, column)


def place_json(place: Place) -> Json:
    """Every field of the place; where unknown ``lines`` and ``sheet`` are empty and
    the others null.
    """
    return {
        "file": place.file,
        "lines": list(place.lines),
        "table": place.table,
        "row": place.row,
        "column": place.column,
        "paragraph": place.paragraph,
        "sheet": place.sheet,
        "page": place.page,
        "box": None if place.box is None else list(place.box),
        "confidence": place.confidence,
    }


def place_parsed(data: Mapping[str, Any]) -> Place:
    """Raises KeyError or TypeError where a field is missing.

    What was written before places knew sheets, pages and confidence has none of those.
    """
    box = data.get("box")
    return Place(
        file=data["file"],
        lines=tuple(data["lines"]),
        table=data["table"],
        row=data["row"],
        column=data["column"],
        paragraph=data["paragraph"],
        sheet=data.get("sheet", ""),
        page=data.get("page"),
        box=None if box is None else _box(*box),
        confidence=data.get("confidence"),
    )


def _box(
    left: float, top: float, right: float, bottom: float
) -> tuple[float, float, float, float]:
    return left, top, right, bottom


def note_json(note: Note) -> Json:
    """``level``, ``text``, ``place``."""
    return {"level": note.level, "text": note.text, "place": place_json(note.place)}


def note_parsed(data: Mapping[str, Any]) -> Note:
    """Raises KeyError or TypeError where a field is missing."""
    return Note(
        level=data["level"], text=data["text"], place=place_parsed(data["place"])
    )
