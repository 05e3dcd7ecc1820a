"""``jiping fill``: a filing written as the official forms, or the forms blank."""

import sys
from argparse import Namespace
from pathlib import Path

from jiping.cli.inputs import standard_input
from jiping.cli.parser import Parser, UsageError, year
from jiping.cli.terminal import output
from jiping.pipeline.filling import Filled, fill, fill_blank
from jiping.writers.forms import RENDERERS

HELP = "按印发的表式写出全套自评资料，或空白表"


def configure(parser: Parser) -> None:
    """Source, output, form, and how much to add."""
    known = "、".join(RENDERERS)
    parser.description = (
        "把读出的自评资料按印发的表式写成一个文件：附件1至附件5、基金支出情况表，"
        "行列、合并、字体、页边距、页码、签字栏都按表式。缺的表补上空表，"
        "报告缺的章节由各表的数起草，起草文字中的数与表内的格绑定。"
    )
    parser.epilog = (
        "起草的章节只写表内有的数；只有单位知道的内容标“请填写”。"
        "写 .xlsx 时合计、比率、得分是公式，其余的格供填写，末尾附“勾稽核对”。"
        "写 .pdf 要有 typst 和中文字体，字体的文件夹可以用环境变量 JIPING_FONTS 指明。"
        "退出码：0 写好了；2 读不出来、写不了，或参数有误；130 被中断。"
    )
    parser.add_argument(
        "source",
        metavar="SOURCE",
        nargs="?",
        help="自评资料：一个单位的文件或文件夹，“-”读标准输入，"
        "或 jiping read --format json 导出的 .json；写空白表时可以不写",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        required=True,
        help=f"写到这个文件，按扩展名定格式：{known}",
    )
    parser.add_argument(
        "--form",
        metavar="ID",
        default="",
        help="按哪一种表式写（见 jiping forms）；不写时用原来的表式，"
        "认不出原来的表式时用湖南省县级通行表式",
    )
    parser.add_argument(
        "--blank", action="store_true", help="写空白表，要用 --form 指定"
    )
    parser.add_argument(
        "--year", metavar="YEAR", type=year, help="空白表的年度，如 2024"
    )
    parser.add_argument(
        "--as-is",
        action="store_true",
        help="只写原来有的内容：不补缺表，不起草报告的章节",
    )


def run(arguments: Namespace) -> int:
    """0; raises UsageError where it cannot be read or written."""
    try:
        filled = _filled(arguments)
    except ValueError as refusal:
        raise UsageError(str(refusal)) from refusal
    inputs = [arguments.source] if arguments.source else []
    with output(arguments.output, inputs, binary=True) as stream:
        stream.write(filled.data)
    for note in filled.notes:
        print(f"jiping：{note}", file=sys.stderr)
    return 0


def _filled(arguments: Namespace) -> Filled:
    suffix = Path(arguments.output).suffix.lower()
    if arguments.blank:
        if not arguments.form:
            raise UsageError(
                "写空白表要用 --form 指定表式，jiping forms 列出全部表式。"
            )
        return fill_blank(arguments.form, suffix, arguments.year)
    if not arguments.source:
        raise UsageError("缺少自评资料；只要空白表时加上 --blank。")
    return fill(
        arguments.source,
        suffix,
        form=arguments.form,
        complete=not arguments.as_is,
        stdin=standard_input([arguments.source]),
    )
