"""``jiping intake``: a whole bureau's intake, matched to units, years and annexes."""

from argparse import Namespace
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from jiping.cli import config
from jiping.cli.inputs import (
    CLEAN,
    FAULTY,
    UNREADABLE,
    add_jobs,
    format_of,
    jobs_of,
    standard_input,
)
from jiping.cli.parser import Parser, UsageError
from jiping.cli.terminal import output
from jiping.model.delivery import Collection
from jiping.pipeline.collecting import collect, read_units

HELP = "清点全部单位的报送资料：谁报了、缺什么、什么重复"
# A workbook's library is loaded only where one is asked for.
FORMATS = {
    "text": "jiping.writers.collection_text",
    "json": "jiping.writers.collection_json",
    "xlsx": "jiping.writers.collection_xlsx",
}
_BINARY = "xlsx"


def configure(parser: Parser) -> None:
    """Paths, the list of units, format."""
    parser.description = (
        "清点文件夹或压缩包里全部单位的报送资料：按单位、年度列出附件1至附件5和基金表"
        "有没有、有几张，缺什么、什么重复、哪些文件混有几个单位的资料、"
        "哪些文件归不到单位。同一单位报送两次的都列出来，不判断哪一次为准。"
        "只清点，不核对数字；核对用 jiping check。"
    )
    parser.epilog = (
        "退出码：0 都齐全；1 有缺、重复、未归入或未报送；"
        "2 有文件读不出来，或参数有误；130 被中断。"
    )
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="文件夹、压缩包或文件；“-”读标准输入",
    )
    parser.add_argument(
        "--units",
        metavar="LIST",
        help="应报送单位的名单（.xlsx、.csv、.txt、.docx 等）：“单位名称”一栏，"
        "或一行一个单位；给出后列出没有报送的单位和名单以外的单位",
    )
    parser.add_argument(
        "--format",
        choices=tuple(FORMATS),
        help="输出格式：text 对齐的表（默认），json 供程序使用，xlsx 可筛选的工作簿；"
        "-o 的文件名以这些结尾时不用写",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="写到文件，不写到终端")
    add_jobs(parser)
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="配置文件；不写时用当前文件夹或上级文件夹中的 jiping.toml",
    )


def run(arguments: Namespace) -> int:
    """0 complete, 1 something to be asked for, 2 something could not be read."""
    settings = config.load(arguments.config)
    chosen = format_of(arguments, FORMATS)
    collection = collect(
        arguments.paths,
        expected=_expected(arguments.units),
        jobs=jobs_of(arguments, settings),
        stdin=standard_input(arguments.paths),
    )
    write: Callable[[Collection, IO[Any]], None]
    write = import_module(FORMATS[chosen]).write
    inputs = [*arguments.paths, *([arguments.units] if arguments.units else [])]
    binary = chosen == _BINARY
    with output(arguments.output, inputs, binary=binary) as stream:
        write(collection, stream)
    if any(stray.unread for stray in collection.strays):
        return UNREADABLE
    return FAULTY if _lacking(collection) else CLEAN


def _expected(name: str | None) -> tuple[str, ...] | None:
    if name is None:
        return None
    try:
        return read_units(Path(name))
    except ValueError as refusal:
        raise UsageError(str(refusal)) from refusal


def _lacking(collection: Collection) -> bool:
    """Whether anyone has to be asked for anything."""
    incomplete = any(
        not each.complete or each.listed is False for each in collection.standings
    )
    return bool(
        incomplete or collection.silent or collection.mixed or collection.strays
    )
