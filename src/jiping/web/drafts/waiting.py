"""Errors that only say that something was not got to yet, told from contradictions.

While a draft is written most errors are of this kind. They are shown apart, and calmly;
the gate at signing knows no difference.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jiping.model.finding import Severity
from jiping.model.values import Ref
from jiping.pipeline.drafting import Spot

# What a rule of completeness finds missing has no cell to stand in.
_COMPLETENESS = "BD"
WAITING, WORD = "waiting", "待填完"
_POINTS = ("weight", "score")
_WHOLE, _PROJECT = "score_total", "project"
Raw = Callable[[Ref], str]


@dataclass(frozen=True, slots=True)
class Open:
    """Where a draft is open yet. ``projects`` are the keys of its project tables: a total
    over projects waits for each of them. ``classes`` are those (form, key, class, column)
    in which an indicator has no name or no points yet; their sum waits for it."""

    projects: tuple[str, ...]
    classes: frozenset[tuple[str, str, str, str]]


def open_in(shape: Mapping[str, Any], raw: Raw) -> Open:
    """Where a draft is open yet."""
    sheets = shape.get("sheets", ())
    projects = tuple(s["key"] for s in sheets if s["form"] == _PROJECT)
    return Open(projects, frozenset(_classes(shape, raw)))


def _classes(shape: Mapping[str, Any], raw: Raw) -> Iterator[tuple[str, str, str, str]]:
    for sheet in shape.get("sheets", ()):
        form, key = sheet["form"], sheet["key"]
        for row in sheet["rows"]:
            if row["kind"] != "indicator":
                continue
            unnamed = not raw(Ref(form, key, row["key"], "level3"))
            for column in _POINTS:
                if unnamed or not raw(Ref(form, key, row["key"], column)):
                    yield form, key, row["parent"].partition(".")[0], column
                    yield form, key, _WHOLE, column


def waits(spot: Spot, blank: Open, raw: Raw) -> bool:
    """Whether an error rests on something blank: on a cell without text (``raw``), on a
    sum of which a part is blank, or on a part of the package that is not there at all."""
    if spot.finding.severity is not Severity.ERROR:
        return False
    if not spot.refs:
        return spot.finding.rule.startswith(_COMPLETENESS)
    across = len({(ref.form, ref.key) for ref in spot.refs}) > 1
    return any(
        (ref.column and not raw(ref))
        or (ref.form, ref.key, ref.row, ref.column) in blank.classes
        or (across and ref.form == _PROJECT and _open_elsewhere(ref, blank, raw))
        for ref in spot.refs
    )


def _open_elsewhere(ref: Ref, blank: Open, raw: Raw) -> bool:
    others = (Ref(_PROJECT, key, ref.row, ref.column) for key in blank.projects)
    return any(not raw(other) for other in others)
