"""``jiping annotate``: the filer's own file back, with the findings at the cells."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from jiping.cli import config
from jiping.cli.inputs import CLEAN, add_selection, selection_of
from jiping.cli.packing import packed
from jiping.cli.parser import Parser, UsageError, day
from jiping.cli.terminal import output
from jiping.pipeline.annotating import (
    MarkedFile,
    is_package,
    mark,
    mark_package,
    within,
)
from jiping.readers import formats
from jiping.readers.notes import Unreadable

# The suffixes of one kind of file, the usual one first.
_TEXTS = (".docx", ".docm", ".dotx", ".dotm")
_BOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm")

HELP = "把问题写成批注，加在原来的 Word 或 Excel 文件里"


def configure(parser: Parser) -> None:
    """File, output, rules, and whether to correct."""
    parser.description = (
        "在原文件每个有问题的格或段落上加批注（Excel 为单元格批注）："
        "规则、级别、填报数、应填数、算式、怎么改。Word 文件的其他内容一个字节也不改。"
        "给文件夹或压缩包时，同一单位的文件放在一起核对，各自加批注，"
        "写到另一个文件夹或 .zip，其他文件原样复制。"
    )
    parser.epilog = (
        "退出码：0 写好了；2 文件读不出来、不能加批注，或参数有误；130 被中断。"
    )
    parser.add_argument(
        "file", metavar="FILE", help=".docx 或 .xlsx 文件，或者文件夹、压缩包"
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        required=True,
        help="写到这个文件；给文件夹或压缩包时，写到这个 .zip 或新文件夹",
    )
    add_selection(parser)
    parser.add_argument(
        "--fix",
        action="store_true",
        help="由同表其他格必然得出的数（合计、控制率、执行率、总分）写成修订，"
        "由人接受或拒绝；只用于 Word",
    )
    parser.add_argument(
        "--date",
        metavar="DATE",
        type=day,
        help="批注和修订的日期，如 2024-07-05；不写时不带日期",
    )
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="配置文件；不写时用当前文件夹或上级文件夹中的 jiping.toml",
    )


def run(arguments: Namespace) -> int:
    """0; raises UsageError where the file cannot be read or written in."""
    settings = config.load(arguments.config)
    options = {
        "selection": selection_of(arguments, settings),
        "fix": arguments.fix,
        "date": f"{arguments.date}T00:00:00Z" if arguments.date else "",
    }
    if is_package(arguments.file):
        return _package(arguments, mark_package(arguments.file, **options))
    try:
        marked = mark(Path(arguments.file), **options)
    except Unreadable as refusal:
        raise UsageError(refusal.sentence) from refusal
    _refuse_suffix(arguments, marked.data)
    with output(arguments.output, [arguments.file], binary=True) as stream:
        stream.write(marked.data)
    said = f"{arguments.output}：加了 {marked.written} 条批注"
    if arguments.fix:
        said += f"，写了 {marked.changed} 处修订"
    if marked.left:
        said += f"；另有 {marked.left} 处格内还有别的内容，只加批注，没有改"
    print(f"{said}。")
    return CLEAN


def _refuse_suffix(arguments: Namespace, data: bytes) -> None:
    """Raises UsageError for the suffix of another kind of file than was annotated: Word
    and Excel open none that is called otherwise."""
    given, named = (
        Path(name).suffix.lower() for name in (arguments.file, arguments.output)
    )
    kind = _BOOKS if formats.is_workbook(data) else _TEXTS
    own = given if given in kind else kind[0]
    if named in _BOOKS + _TEXTS and named != own:
        raise UsageError(
            f"批注写在原来的文件里，原来是“{own}”，不能写成“{named}”，请写成“{own}”。"
        )


def _package(arguments: Namespace, files: Iterator[MarkedFile]) -> int:
    """Write the files of a package as they come, then say what was done."""
    done: list[MarkedFile] = []
    with packed(arguments.output, arguments.file) as put:
        for file in files:
            name = within(file.name, arguments.file)
            if file.data is not None:
                put(name, file.data)
            done.append(
                MarkedFile(
                    name=name,
                    data=None if file.data is None else b"",
                    written=file.written,
                    changed=file.changed,
                    left=file.left,
                    note=file.note,
                )
            )
        if not any(file.data is not None for file in done):
            said = next((file.note for file in done if file.note), "")
            raise UsageError(said or f"“{arguments.file}”里没有文件。")
    for file in done:
        if file.written or file.note:
            print(_line(file, fix=arguments.fix))
    marked = [file for file in done if file.written]
    copied = sum(1 for file in done if not file.written and file.data is not None)
    print(
        f"{arguments.output}：{len(marked)} 个文件加了 "
        f"{sum(file.written for file in marked)} 条批注，{copied} 个文件原样复制。"
    )
    return CLEAN


def _line(file: MarkedFile, *, fix: bool) -> str:
    if file.note:
        how = "原样复制" if file.data is not None else "没有写出"
        return f"{file.name}：{how}；{file.note}"
    said = f"{file.name}：加了 {file.written} 条批注"
    if fix and file.changed:
        said += f"，写了 {file.changed} 处修订"
    if file.left:
        said += f"；另有 {file.left} 处格内还有别的内容，只加批注，没有改"
    return f"{said}。"
