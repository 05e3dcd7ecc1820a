"""A look with the memory of earlier looks is the same as one without."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from jiping.intake.lines import Line, stream
from jiping.model.filing import Filing
from jiping.model.memory import Forgetful, Memory
from jiping.model.values import Ref
from jiping.pipeline.checking import read_paths
from jiping.pipeline.drafting import checked, look, settled
from jiping.web.drafts.shape import put_together, taken_apart

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = ("zhiquan-investment", "yanhu-petition", "lanshi-library")
# What is typed: figures, nothing, words, more words, and what disturbs a reader.
TEXTS = ("", "0", "12.5", "-3", "100%", "无", "三块五", "≤30次", "2023年12月底前", "附件2", "一、单位概况", "没有完成。" * 9)  # fmt: skip
EDITS = some.lists(
    some.tuples(some.integers(0, 10**6), some.sampled_from(TEXTS)),
    min_size=2,
    max_size=6,
)


@cache
def filing(name: str) -> Filing:
    (outcome,) = read_paths([str(SAMPLES / f"{name}.docx")])
    return outcome.filing


def drafts(name: str, edits: list[tuple[int, str]]) -> Iterator[Filing]:
    """The draft after each edit."""
    shape, cells = taken_apart(filing(name))
    places = list(cells)
    for number, text in edits:
        cells[places[number % len(places)]] = text
        yield put_together(shape, cells)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=6)
@given(edits=EDITS, prior=some.booleans())
def test_memory_changes_nothing(
    name: str, edits: list[tuple[int, str]], prior: bool
) -> None:
    memory, before = Memory(), filing(NAMES[0]) if prior else None
    for draft in drafts(name, edits):
        known, texts = settled(draft, (), memory)
        fresh, same = settled(draft)
        assert texts == same
        assert checked(known, prior=before, memory=memory) == checked(
            fresh, prior=before
        )


def test_what_is_looked_at_twice_is_looked_up() -> None:
    (draft,) = drafts(NAMES[0], [(0, "12.5")])
    memory = Memory()
    first, second = look(draft, memory=memory), look(draft, memory=memory)
    assert first.plan.pages[0] is second.plan.pages[0]
    assert first.filing.sheets[0] is second.filing.sheets[0]


def test_last_year_counts_where_it_comes_late() -> None:
    (draft,) = drafts(NAMES[0], [(0, "12.5")])
    memory = Memory()
    look(draft, memory=memory)
    late = look(draft, prior=filing(NAMES[0]), memory=memory)
    assert late == look(draft, prior=filing(NAMES[0]))
    assert {spot.finding.rule[:2] for spot in late.spots} & {"BN"}


def test_a_memory_forgets_what_was_not_asked_for_twice() -> None:
    memory, made = Memory(), []

    def work(key: Ref) -> int:
        made.append(key)
        return len(made)

    ref = Ref("base")
    assert [memory.of(work, ref) for _ in range(3)] == [1, 1, 1]
    memory.turn()
    memory.turn()
    assert memory.of(work, ref) == 2
    assert memory.same("x", Ref("base")) == ref


def test_equal_records_become_one() -> None:
    memory, first = Memory(), Ref("base", "a")
    memory.same("x", first)
    assert memory.same("x", Ref("base", "a")) is first
    other = Ref("base", "b")
    assert memory.same("x", other) is other


def test_of_a_row_of_records_those_that_stand_stay_the_same() -> None:
    memory = Memory()

    def parted(text: str) -> tuple[Ref, ...]:
        return tuple(map(Ref, text.split()))

    first = memory.each_of("x", parted, "a b c")
    second = memory.each_of("x", parted, "a d c e")
    assert second == tuple(map(Ref, "adce"))
    assert [one is other for one, other in zip(first, second, strict=False)] == [
        True,
        False,
        True,
    ]
    assert memory.each_of("y", parted, "a d c e") is second
    assert memory.each_of("x", parted, "") == ()
    assert Forgetful().each_of("x", parted, "a") == (Ref("a"),)


def test_one_cell_leaves_the_other_rows_of_its_table_as_they_are() -> None:
    shape, cells = taken_apart(filing(NAMES[0]))
    at = Ref("base", "", "reception", "actual")
    assert at in cells
    memory, lines = Memory(), []
    for text in ("12.5", "13.5"):
        cells[at] = text
        reading, _ = settled(put_together(shape, cells), (), memory)
        items = stream(reading.paper.document, memory)
        lines.append([item for item in items if isinstance(item, Line)])
    changed = [one for one, other in zip(*lines, strict=True) if one is not other]
    # The row of the cell, and totals that follow from it.
    assert 1 <= len(changed) <= 5


def test_without_memory_everything_is_done_anew() -> None:
    memory, made = Forgetful(), []
    for _ in range(2):
        memory.of(made.append, "x")
    assert made == ["x", "x"]
