"""One JSON object for a run, written package by package so that memory stays flat."""

import json
from collections.abc import Callable, Iterable
from typing import IO, Any

from jiping.model.finding import Outcome
from jiping.writers.records import Json
from jiping.writers.tally import Tally


def write_run(
    outcomes: Iterable[Outcome],
    stream: IO[Any],
    package: Callable[[Outcome], Json],
    version: str,
) -> Tally:
    """``{"version", "packages": [one a line], "summary"}``; returns what was counted."""
    tally = Tally()
    stream.write(f'{{"version": {_text(version)}, "packages": [')
    for outcome in outcomes:
        stream.write(",\n" if tally.packages else "\n")
        stream.write(_text(package(outcome)))
        tally.add(outcome)
    stream.write(f'\n], "summary": {_text(_summary(tally))}}}\n')
    return tally


def _summary(tally: Tally) -> Json:
    return {
        "packages": tally.packages,
        "files": tally.files,
        "units": tally.units,
        "unreadable": tally.unreadable,
        "skipped": tally.skipped,
        "findings": tally.findings,
    }


def _text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)
