"""The statements that a head signs, as data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One declaration, asked for filings of the years ``since`` to ``until``."""

    id: str
    text: str
    since: int
    until: int | None = None


@cache
def _all() -> tuple[Statement, ...]:
    text = files(__package__).joinpath("data", "statements.toml").read_text("utf-8")
    return tuple(Statement(**entry) for entry in tomllib.loads(text)["statement"])


def statements(year: int) -> tuple[Statement, ...]:
    """Those in force for filings of a year."""
    return tuple(
        each
        for each in _all()
        if each.since <= year and (each.until is None or year <= each.until)
    )
