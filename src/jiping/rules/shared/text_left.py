"""Words of a form's own instructions, and placeholders, left in what was filed."""

import re
from functools import cache

from jiping.intake.text import squash
from jiping.rules.shared.text_words import vocabulary


@cache
def _patterns() -> re.Pattern[str]:
    table = vocabulary("instructions")
    return re.compile("|".join((*table["phrases"], *table["cell_phrases"])))


@cache
def _ellipsis() -> re.Pattern[str]:
    return re.compile(vocabulary("instructions")["ellipsis"])


@cache
def _whole(*groups: str) -> re.Pattern[str]:
    table = vocabulary("instructions")
    return re.compile("|".join(part for group in groups for part in table[group]))


def placeholder(raw: str, *, prose: bool = False) -> bool:
    """Whether a cell holds nothing but what the form printed in it for guidance.

    ``prose`` is a cell that a paragraph is asked for in.
    """
    groups = ("whole", "prose") if prose else ("whole",)
    return bool(_whole(*groups).fullmatch(squash(raw)))


def placeholder_name(raw: str) -> bool:
    """Whether the name of an indicator is still the form's (指标1：, ……)."""
    text = squash(raw)
    return bool(_whole("whole", "indicator").fullmatch(text) or _ellipsis().match(text))


def left_over(text: str) -> str:
    """The first instruction or placeholder in a squashed text, ``""`` without one."""
    found = _patterns().search(text) or _ellipsis().match(text)
    return found[0] if found else ""
