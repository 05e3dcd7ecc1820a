"""What the commands share that read filings: arguments, progress, exit code."""

import os
import sys
from argparse import Namespace
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import BinaryIO

from jiping.cli.config import Config
from jiping.cli.parser import Parser, UsageError, comma_list, positive
from jiping.cli.terminal import MANY, output, wants_color, with_progress
from jiping.model.finding import Outcome
from jiping.pipeline import count_packages
from jiping.rules import EVERYTHING, Selection, rules
from jiping.writers import Options, Write
from jiping.writers.tally import Tally

CLEAN, FAULTY, UNREADABLE = 0, 1, 2
# Names that promise a kind of file: under them nobody opens plain text.
_KINDS = frozenset(("json", "html", "docx", "doc", "xlsx", "xls", "csv", "pdf"))


def add_inputs(parser: Parser) -> None:
    """PATH and the options that every reading command has."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="文件、文件夹或压缩包；“-”读标准输入",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="写到文件，不写到终端")
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="配置文件；不写时用当前文件夹或上级文件夹中的 jiping.toml",
    )
    parser.add_argument("--no-color", action="store_true", help="不用颜色")


def add_selection(parser: Parser) -> None:
    """--select and --ignore, for commands that run rules."""
    parser.add_argument(
        "--select",
        metavar="RULES",
        type=comma_list,
        action="extend",
        help="只用这些规则：编号或编号开头，用逗号隔开，可以多次写，如 ZJ,DF201",
    )
    parser.add_argument(
        "--ignore",
        metavar="RULES",
        type=comma_list,
        action="extend",
        help="不用这些规则，写法同上；与 --select 冲突时以本项为准",
    )


def selection_of(arguments: Namespace, config: Config) -> Selection:
    """The rules to run: as told, else as configured. Raises UsageError for a rule that
    is not known."""
    selection = Selection(
        select=tuple(arguments.select or config.select),
        ignore=tuple(arguments.ignore or config.ignore),
    )
    if selection != EVERYTHING:
        try:
            selection.refuse_unknown(rules())
        except ValueError as refusal:
            raise UsageError(str(refusal)) from refusal
    return selection


def add_jobs(parser: Parser) -> None:
    """--jobs, for commands whose work is done in processes of its own."""
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=positive,
        help="同时检查的进程数；不写时与处理器核数相同",
    )


def jobs_of(arguments: Namespace, config: Config) -> int:
    """How many processes: as told, else one for each core. Never none: a file that
    takes too long or too much memory can only be given up in a process of its own."""
    return arguments.jobs or config.jobs or os.cpu_count() or 1


def standard_input(paths: Iterable[str]) -> BinaryIO | None:
    """The bytes coming in, where ``-`` is among the paths."""
    return sys.stdin.buffer if "-" in paths else None


def format_of(
    arguments: Namespace, known: Collection[str], default: str = "text"
) -> str:
    """The format as told, else as the name of the output says, else ``default``.

    Raises UsageError for the name of a kind of file that is not written here.
    """
    if arguments.format:
        return str(arguments.format)
    named = Path(arguments.output or "").suffix.lower().removeprefix(".")
    named = "html" if named == "htm" else named
    if named in known:
        return named
    if named in _KINDS:
        raise UsageError(
            f"这里不能写成“.{named}”文件，可以写的格式有 {'、'.join(known)}。"
        )
    return default


def deliver(
    outcomes: Iterable[Outcome],
    write: Write,
    arguments: Namespace,
    config: Config,
    *,
    binary: bool = False,
    quiet: bool = False,
    skipped: bool = False,
) -> Tally:
    """Write the outcomes to where the arguments say. Raises UsageError where it cannot."""
    paths, to_file = arguments.paths, arguments.output
    color = wants_color(
        config.color, no_color=arguments.no_color, to_file=to_file is not None
    )
    options = Options(color=color, quiet=quiet, skipped=skipped)
    if sys.stderr.isatty() and not quiet:
        total = count_packages(paths)
        outcomes = with_progress(outcomes, total) if total >= MANY else outcomes
    with output(to_file, paths, binary=binary) as stream:
        return write(outcomes, stream, options)


def exit_code(tally: Tally, *, faults_count: bool) -> int:
    """2 where something could not be read, else 1 where faults count and there are any."""
    if tally.unreadable:
        return UNREADABLE
    return FAULTY if faults_count and tally.faulty else CLEAN
