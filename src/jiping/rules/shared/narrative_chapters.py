"""Which chapters a report must have, which are missing, and where they would stand."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from jiping.intake.text import squash
from jiping.model.filing import Filing, Report, Section
from jiping.model.patterns import compile_late
from jiping.rules.shared.narrative import FUND_ROLES, chapters, joined
from jiping.rules.shared.narrative_numbers import Numbered, numbered
from jiping.rules.shared.text_words import concept

# What stands for a chapter: any of these roles. In the order of the notices.
CHAPTERS = {
    "profile": ("profile", "duties", "organisation"),
    "general_budget": ("general_budget", "basic", "project", "finance"),
    "government_fund": ("government_fund",),
    "state_capital": ("state_capital",),
    "social_insurance": ("social_insurance",),
    "performance": ("performance",),
    "problems": ("problems",),
    "improvement": ("improvement",),
    "use": ("use",),
    "other": ("other",),
}
_OPTIONAL = ("other",)
_ORDER = {role: at for at, roles in enumerate(CHAPTERS.values()) for role in roles}
_LEAST = 3
# What one heading names together (偏离目标的原因和改进措施) is one chapter for several.
_NAMED = {
    "problems": compile_late(r"问题|不足|原因|偏离"),
    "improvement": compile_late(r"改进|整改|措施|建议|对策"),
    "use": compile_late(r"应用|运用|公开"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Chapters missing at one place, between two that are there.

    ``jumps`` says whether the numbers skip there what is missing.
    """

    keys: tuple[str, ...]
    before: Section | None
    after: Section | None
    jumps: bool


def missing_chapters(filing: Filing) -> tuple[Missing, ...]:
    """Place by place; none where too few chapters were recognised to judge."""
    report = filing.report
    if report is None:
        return ()
    roles_told = {section.role for section in report.sections}
    present = roles_told | _funds_told(report) | _named_together(report)
    asked = {
        key: roles
        for key, roles in CHAPTERS.items()
        if key not in _OPTIONAL and (filing.layout or key not in FUND_ROLES)
    }
    missing = [key for key, roles in asked.items() if not present & set(roles)]
    if len(asked) - len(missing) < _LEAST:
        return ()
    return tuple(_placed(report, missing))


def _placed(report: Report, missing: list[str]) -> Iterator[Missing]:
    known = chapters(report)
    jumped = {after.section.key for _, after in jumps(report)}

    def follower(key: str) -> int:
        later = (
            at
            for at, section in enumerate(known)
            if _ORDER.get(section.role, -1) > _ORDER[key]
        )
        return next(later, len(known))

    for at, keys in itertools.groupby(missing, follower):
        after = known[at] if at < len(known) else None
        yield Missing(
            keys=tuple(keys),
            before=known[at - 1] if at else None,
            after=after,
            jumps=after is not None and after.key in jumped,
        )


def jumps(report: Report) -> Iterator[tuple[Numbered, Numbered]]:
    """Chapters between whose numbers one is left out, and the one after them."""
    every = numbered(report)
    places = {part.section.key: at for at, part in enumerate(every)}
    for before, after in itertools.pairwise(part for part in every if part.style):
        steps = places[after.section.key] - places[before.section.key]
        if after.value > before.value + steps:
            yield before, after


def _named_together(report: Report) -> set[str]:
    """Chapters that the heading of one of the last ones names beside its own."""
    headings = [
        squash(section.heading.raw)
        for section in chapters(report)
        if section.role in _NAMED
    ]
    return {key for key, words in _NAMED.items() if any(map(words.search, headings))}


def _funds_told(report: Report) -> set[str]:
    """Funds that the report names anywhere: several are often told in one chapter."""
    said = joined(report.entries())
    return {key for key in FUND_ROLES if concept("fund_names", key).search(said)}
