"""Words of a form's own instructions, and placeholders, left in what was filed."""

import re
from functools import cache

from jiping.rules.shared.text_words import vocabulary


@cache
def _patterns() -> re.Pattern[str]:
    table = vocabulary("instructions")
    return re.compile("|".join((*table["phrases"], *table["cell_phrases"])))


@cache
def _ellipsis() -> re.Pattern[str]:
    return re.compile(vocabulary("instructions")["ellipsis"])


def left_over(text: str) -> str:
    """The first instruction or placeholder in a squashed text, ``""`` without one."""
    found = _patterns().search(text) or _ellipsis().match(text)
    return found[0] if found else ""
