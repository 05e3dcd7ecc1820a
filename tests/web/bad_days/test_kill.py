"""``kill -9`` at random moments of saves and submits (the full hundred: benchmarks.kills)."""

import os
from pathlib import Path

import pytest

from benchmarks.kills import on_postgresql, on_sqlite

TIMES = 8


@pytest.mark.slow
def test_nothing_is_lost_or_half_on_sqlite(tmp_path: Path) -> None:
    tally = on_sqlite(tmp_path / "home", TIMES)
    assert not tally.faults
    assert tally.kills == TIMES and tally.saves


@pytest.mark.slow
@pytest.mark.skipif(
    not os.environ.get("DATABASE_URL"), reason="DATABASE_URL names no PostgreSQL"
)
def test_nothing_is_lost_or_half_on_postgresql(tmp_path: Path) -> None:
    tally = on_postgresql(tmp_path / "home", TIMES)
    assert not tally.faults
    assert tally.kills == TIMES and tally.saves
