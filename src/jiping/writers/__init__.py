"""What a run found, rendered for people and programs: text, JSON, HTML, XLSX.

Every format is a module with ``write(outcomes, stream, options) -> Tally``. It takes
the outcomes lazily and keeps none of them, so that memory does not grow with the run.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import IO, Any, Protocol, cast

from jiping.model.finding import Outcome
from jiping.writers.tally import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a person may choose about the look; a format ignores what it has no use for.

    ``skipped`` lists the rules that could not run one by one; ``quiet`` leaves the
    findings and nothing else.
    """

    color: bool = False
    quiet: bool = False
    skipped: bool = False


class Write(Protocol):
    """Writes every outcome as it comes; returns what was counted on the way."""

    def __call__(
        self, outcomes: Iterable[Outcome], stream: IO[Any], options: Options
    ) -> Tally:
        """The stream is of bytes for a binary format, of text for the others."""


class Writer(Protocol):
    """A module that writes one format."""

    write: Write


@dataclass(frozen=True, slots=True)
class Format:
    """Where the writer of a format is, and whether it writes bytes."""

    module: str
    binary: bool = False


FORMATS = MappingProxyType(
    {
        "text": Format("jiping.writers.text"),
        "json": Format("jiping.writers.findings_json"),
        "html": Format("jiping.writers.html"),
        "xlsx": Format("jiping.writers.xlsx", binary=True),
    }
)


def load(name: str) -> Writer:
    """The writer of a format. Raises KeyError for a format that is not in ``FORMATS``.

    Loaded by name because a workbook needs openpyxl, whose import alone takes longer
    than reading a filing: a run that asks for text must not wait for it.
    """
    return cast(Writer, import_module(FORMATS[name].module))
