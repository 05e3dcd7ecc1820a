"""The numbers of a report's chapters: their style and their order."""

from dataclasses import dataclass

from jiping.intake.text import numeral, squash
from jiping.model.filing import Report, Section
from jiping.model.patterns import compile_late
from jiping.rules.shared.narrative import chapters

_CHINESE = compile_late(r"[(]?([一二三四五六七八九十]{1,3})[)]?[、.,:]?")
_ARABIC = compile_late(r"[(]?(\d{1,2})[)]?[、.,:]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A chapter with its number: ``style`` is ``chinese``, ``arabic`` or ``""``."""

    section: Section
    style: str
    value: int


def numbered(report: Report) -> tuple[Numbered, ...]:
    """The chapters whose role is known or that carry a number, each with it."""
    return tuple(
        _numbered(section)
        for section in chapters(report)
        if section.role or section.number
    )


def _numbered(section: Section) -> Numbered:
    text = squash(section.number)
    for style, pattern in (("chinese", _CHINESE), ("arabic", _ARABIC)):
        found = pattern.fullmatch(text)
        value = numeral(found[1]) if found else None
        if value is not None:
            return Numbered(section=section, style=style, value=int(value))
    return Numbered(section=section, style="", value=0)
