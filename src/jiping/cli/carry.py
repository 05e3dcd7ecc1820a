"""``jiping carry``: this year's forms begun from last year's filing."""

import sys
from argparse import Namespace
from pathlib import Path

from jiping.cli.inputs import CLEAN, standard_input
from jiping.cli.parser import Parser, UsageError
from jiping.cli.terminal import output
from jiping.pipeline.filling import fill_next_year
from jiping.writers.forms import RENDERERS

HELP = "由上年的自评资料生成本年的待填稿"


def configure(parser: Parser) -> None:
    """Source, output, form."""
    known = "、".join(RENDERERS)
    parser.description = (
        "由上年的自评资料生成本年的待填稿：单位和项目名称、指标、年度指标值、分值、"
        "报告的章节照搬，标题和栏目中的年度加一年，上年的决算数移到“上年决算数”，"
        "其他的数清空，要重写的文字标“【待填】”。"
    )
    parser.epilog = (
        "年度指标值是上年的，须按本年批复的绩效目标核对。"
        "退出码：0 写好了；2 读不出来、写不了，或参数有误；130 被中断。"
    )
    parser.add_argument(
        "source",
        metavar="LAST_YEAR",
        help="上年的自评资料：一个单位的文件或文件夹，“-”读标准输入，"
        "或 jiping read --format json 导出的 .json",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="THIS_YEAR",
        required=True,
        help=f"写到这个文件，按扩展名定格式：{known}",
    )
    parser.add_argument(
        "--form",
        metavar="ID",
        default="",
        help="按哪一种表式写（见 jiping forms）；不写时用上年的表式",
    )


def run(arguments: Namespace) -> int:
    """0; raises UsageError where it cannot be read or written."""
    try:
        filled = fill_next_year(
            arguments.source,
            Path(arguments.output).suffix.lower(),
            form=arguments.form,
            stdin=standard_input([arguments.source]),
        )
    except ValueError as refusal:
        raise UsageError(str(refusal)) from refusal
    with output(arguments.output, [arguments.source], binary=True) as stream:
        stream.write(filled.data)
    for note in filled.notes:
        print(f"jiping：{note}", file=sys.stderr)
    return CLEAN
