"""Concepts of indicators and objectives, from ``data/text_indicators.toml``."""

import re
from functools import cache

from jiping.rules.shared.text_words import vocabulary


@cache
def words(concept: str) -> re.Pattern[str]:
    """A pattern for any word of a concept; the words are parts of regular expressions.

    Raises KeyError for an unknown concept.
    """
    parts = vocabulary("indicators")[concept]
    return re.compile("|".join(f"(?:{part})" for part in parts))
