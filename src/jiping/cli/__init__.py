"""The command line. ``main`` is the program; commands are modules beside this one."""

import os
import sys
from collections.abc import Sequence

from jiping import __version__
from jiping.cli.commands import every, find, parser_of
from jiping.cli.parser import Parser, UsageError
from jiping.writers.width import table

CANNOT = 2
INTERRUPTED = 130
BROKEN_PIPE = 141
DESCRIPTION = (
    "绩评：读预算绩效自评资料（基础数据表、整体和项目支出绩效自评表、自评报告），"
    "逐项核对数字并列出问题。"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give the exit code: 0, 1 or 2 as the command says, 2 for a
    bad argument, 130 after Ctrl-C, 141 where the reader of the output went away."""
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except UsageError as refusal:
        print(f"jiping：{refusal}", file=sys.stderr)
        return CANNOT
    except KeyboardInterrupt:
        print("\njiping：已中断。", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Python flushes standard output once more at exit and would complain there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return code


def _run(arguments: list[str]) -> int:
    name = arguments[0] if arguments else "--help"
    if name == "--version":
        print(f"jiping {__version__}")
        return 0
    if name.startswith("-"):
        parser = top_parser()
        parser.parse_args(arguments if arguments else ["--help"])
        parser.error("the following arguments are required: COMMAND")
    command = find(name)
    if command is None:
        known = "、".join(every())
        raise UsageError(f"没有“{name}”这个命令，可用的命令有 {known}。")
    return command.run(parser_of(name, command).parse_args(arguments[1:]))


def top_parser() -> Parser:
    """The parser in front of the commands, whose help lists them."""
    rows = [(name, command.HELP) for name, command in every().items()]
    listed = "\n".join(table(rows, indent="  "))
    parser = Parser(prog="jiping", description=DESCRIPTION)
    parser.epilog = f"命令：\n{listed}\n\n用 jiping 命令 --help 查看一个命令的用法。"
    parser.usage = "jiping [-h] [--version] COMMAND …"
    parser.add_argument("--version", action="store_true", help="显示版本后退出")
    return parser
