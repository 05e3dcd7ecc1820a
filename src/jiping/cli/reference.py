"""What the parsers say about themselves: for the manual and for shell completion.

``python -m jiping.cli.reference docs/cli.md`` writes the generated part of the manual.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jiping.cli.commands import BUILT_IN, every, parser_of
from jiping.cli.parser import Parser

BEGIN = "<!-- 以下由程序生成，与 --help 一致 -->"
END = "<!-- 生成部分到此为止 -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """An option (``flags``) or, where it has none, a positional argument."""

    flags: tuple[str, ...]
    metavar: str
    help: str
    choices: tuple[str, ...] = ()
    takes_value: bool = True

    @property
    def shown(self) -> str:
        """As it is typed: ``-o FILE, --output FILE``."""
        value = f" {self.metavar}" if self.takes_value else ""
        return ", ".join(flag + value for flag in self.flags) or self.metavar


def arguments_of(parser: Parser) -> Iterator[Argument]:
    """Every argument of a command, in the order of its help."""
    for action in parser._actions:
        choices = tuple(map(str, action.choices or ()))
        shown = "{" + ",".join(choices) + "}" if choices else action.dest.upper()
        yield Argument(
            flags=tuple(action.option_strings),
            metavar=str(action.metavar or shown),
            help=action.help or "",
            choices=choices,
            takes_value=action.nargs != 0,
        )


def parsers() -> Mapping[str, Parser]:
    """The parser of every command, plug-ins included."""
    return {name: parser_of(name, command) for name, command in every().items()}


def manual() -> str:
    """The generated part of ``docs/cli.md``: our own commands with every argument."""
    own = {name: parser for name, parser in parsers().items() if name in BUILT_IN}
    return "\n".join(
        line for name, parser in own.items() for line in _chapter(name, parser)
    )


def inserted(text: str) -> str:
    """The manual with its generated part made anew."""
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n\n{manual()}\n{END}{after}"


def _chapter(name: str, parser: Parser) -> Iterator[str]:
    yield f"### jiping {name}"
    yield ""
    yield parser.description or ""
    yield ""
    yield "```"
    yield _usage(name, parser)
    yield "```"
    yield ""
    yield "| 参数 | 说明 |"
    yield "| --- | --- |"
    for argument in arguments_of(parser):
        shown = argument.shown.replace("|", "\\|")
        yield f"| `{shown}` | {argument.help} |"
    yield ""
    if parser.epilog:
        yield parser.epilog
        yield ""


def _usage(name: str, parser: Parser) -> str:
    positionals = [
        argument.metavar + ("…" if action.nargs == argparse.ONE_OR_MORE else "")
        for action, argument in zip(parser._actions, arguments_of(parser), strict=True)
        if not argument.flags
    ]
    return " ".join(["jiping", name, "[选项]", *positionals])


if __name__ == "__main__":
    page = Path(sys.argv[1])
    page.write_text(inserted(page.read_text(encoding="utf-8")), encoding="utf-8")
