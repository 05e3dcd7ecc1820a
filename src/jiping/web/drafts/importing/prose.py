"""The chapters of another report laid on the draft's."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jiping.intake.text import squash
from jiping.model.filing import Report, Section
from jiping.model.values import Entry, Ref
from jiping.web.drafts.growth import paragraph_added
from jiping.web.drafts.shape import Cells, Json

Met = list[tuple[Ref, Entry]]


def laid(shape: Json, cells: Cells, report: Report | None) -> tuple[Json, Met]:
    """A shape with room for every paragraph of the chapters, and each with its address.

    Chapters match by what they are for, else by their heading. One that the draft lacks
    goes to the end of the chapter before it, its heading as a paragraph.
    """
    found: Met = []
    if report is None or not shape.get("report"):
        return shape, found
    ours = _ours(shape["report"]["sections"], cells)
    content: dict[str, list[Entry]] = {}
    last = ""
    for name, section in _named(report.sections):
        key = ours.get(name) or ours.get(
            ("", section.level, squash(section.heading.raw))
        )
        if key is None and not last:
            continue
        if key is None:
            content[last] += [section.heading, *section.paragraphs]
            continue
        last = key
        content.setdefault(key, []).extend(section.paragraphs)
    for key, entries in content.items():
        said = [entry for entry in entries if entry.raw.strip()]
        shape, refs = _room(shape, key, len(said))
        found += zip(refs, said, strict=True)
    return shape, found


Name = tuple[str, int, object]


def _named(sections: Sequence[Section]) -> Iterator[tuple[Name, Section]]:
    """Each chapter by role, level and how many of that there were before."""
    seen: Counter[tuple[str, int]] = Counter()
    for section in sections:
        if section.role:
            seen[section.role, section.level] += 1
            number = seen[section.role, section.level]
            yield (section.role, section.level, number), section
        else:
            yield ("", section.level, squash(section.heading.raw)), section


def _ours(sections: Sequence[Mapping[str, Any]], cells: Cells) -> dict[Name, str]:
    found: dict[Name, str] = {}
    seen: Counter[tuple[str, int]] = Counter()
    for section in sections:
        role, level, key = section["role"], section["level"], section["key"]
        heading = squash(cells.get(Ref("report", key, "heading"), ""))
        found.setdefault(("", level, heading), key)
        if role:
            seen[role, level] += 1
            found.setdefault((role, level, seen[role, level]), key)
    return found


def _room(shape: Json, key: str, many: int) -> tuple[Json, list[Ref]]:
    """The addresses of so many paragraphs of a chapter, new ones behind the last."""
    own = next(s for s in shape["report"]["sections"] if s["key"] == key)
    refs = [Ref("report", key, row) for row in own["paragraphs"]][:many]
    while len(refs) < many:
        after = refs[-1] if refs else Ref("report", key, "heading")
        shape, ref = paragraph_added(shape, after)
        refs.append(ref)
    return shape, refs
