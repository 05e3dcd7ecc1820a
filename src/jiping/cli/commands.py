"""Which commands there are: our own, and those that plug-ins bring by entry point.

A command is a module with ``HELP``, ``configure`` and ``run``. Its module is imported
when the command is used and not before, so that each starts as fast as it can; that is
why they are listed by name here. The list of what other packages bring is loaded the
same way: the import alone of what reads it costs as much as a fifth of a start.
"""

import gc
from argparse import Namespace
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Protocol, cast

from jiping.cli.parser import Parser


class Command(Protocol):
    """A module, or an object, that is a command.

    ``HELP`` is one line; ``configure`` adds the arguments and may set a longer
    description; ``run`` gives the exit code.
    """

    HELP: str

    def configure(self, parser: Parser) -> None:
        """Add the command's arguments."""

    def run(self, arguments: Namespace) -> int:
        """Do it. May raise UsageError."""


PLUG_INS = "jiping.cli.plugins"
BUILT_IN = MappingProxyType(
    {
        "check": "jiping.cli.check",
        "intake": "jiping.cli.intake",
        "read": "jiping.cli.read",
        "score": "jiping.cli.score",
        "grade": "jiping.cli.grade",
        "annotate": "jiping.cli.annotate",
        "letter": "jiping.cli.letter",
        "carry": "jiping.cli.carry",
        "fill": "jiping.cli.fill",
        "draw": "jiping.cli.draw",
        "rules": "jiping.cli.rules",
        "rule": "jiping.cli.rule",
        "forms": "jiping.cli.forms",
        "schema": "jiping.cli.schema",
        "completion": "jiping.cli.completion",
    }
)


def find(name: str) -> Command | None:
    """The command of this name; a built-in one cannot be replaced."""
    if name in BUILT_IN:
        return _imported(BUILT_IN[name])
    point = import_module(PLUG_INS).found(BUILT_IN).get(name)
    return None if point is None else cast(Command, point.load())


def every() -> Mapping[str, Command]:
    """All commands by name, our own first."""
    own = {name: _imported(module) for name, module in BUILT_IN.items()}
    points = import_module(PLUG_INS).found(BUILT_IN)
    return own | {name: point.load() for name, point in points.items()}


def _imported(module: str) -> Command:
    """The command's module. What is loaded with it stays, so the collector, which would
    look through it again and again, is stopped meanwhile and told not to look later."""
    gc.disable()
    try:
        return cast(Command, import_module(module))
    finally:
        gc.freeze()
        gc.enable()


def parser_of(name: str, command: Command) -> Parser:
    """The parser of one command."""
    parser = Parser(prog=f"jiping {name}", description=f"{command.HELP}。")
    command.configure(parser)
    return parser
