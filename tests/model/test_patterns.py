"""Patterns that are compiled late are patterns, and none is found wrong in use only."""

import re

from jiping.model import patterns
from jiping.model.patterns import compile_late
from jiping.rules import rules


def test_it_searches_like_a_pattern() -> None:
    late, plain = compile_late(r"(\d+)元", re.ASCII), re.compile(r"(\d+)元", re.ASCII)
    text = "12元，3元"
    assert late.findall(text) == plain.findall(text)
    assert late.sub("x", text) == plain.sub("x", text)
    assert late.split(text) == plain.split(text)
    assert [m[1] for m in late.finditer(text)] == ["12", "3"]
    assert late.match(text) and late.search(text) and not late.fullmatch(text)
    assert (late.groups, late.flags, late.pattern) == (1, plain.flags, plain.pattern)


def test_nothing_is_compiled_before_it_is_used() -> None:
    late = compile_late("(")
    patterns._made.remove(late)  # type: ignore[arg-type]
    try:
        late.search("")
    except re.error:
        return
    raise AssertionError("compiled although it is wrong")


def test_every_pattern_of_the_house_compiles() -> None:
    rules()
    patterns.compile_all()
