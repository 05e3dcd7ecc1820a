"""Vocabularies of words, from ``data/text_*.toml``, as patterns."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jiping.model.patterns import compile_late


@cache
def vocabulary(name: str) -> Mapping[str, Any]:
    """The table ``data/text_NAME.toml``."""
    path = files("jiping.rules.shared").joinpath(f"data/text_{name}.toml")
    return tomllib.loads(path.read_text("utf-8"))


@cache
def concept(key: str, group: str = "words") -> re.Pattern[str]:
    """A pattern for the words of one entry of ``data/text_concepts.toml``."""
    return any_of(vocabulary("concepts")[key][group])


def any_of(entries: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these words, the longest first."""
    ordered = sorted(set(entries), key=lambda word: (-len(word), word))
    return compile_late("|".join(map(re.escape, ordered)) or r"(?!)")


@cache
def concepts() -> Mapping[str, re.Pattern[str]]:
    """The five subjects that 附件5 looks for, each with its words."""
    return {
        key: any_of(found) for key, found in vocabulary("concepts")["subject"].items()
    }


def subjects(text: str) -> frozenset[str]:
    """Which of the five subjects a text speaks about."""
    return frozenset(key for key, pattern in concepts().items() if pattern.search(text))
