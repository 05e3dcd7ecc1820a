"""``jiping check``: the main job."""

from argparse import Namespace

from jiping.cli import config
from jiping.cli.inputs import (
    add_inputs,
    add_jobs,
    add_selection,
    deliver,
    exit_code,
    format_of,
    jobs_of,
    selection_of,
    standard_input,
)
from jiping.cli.parser import Parser
from jiping.pipeline import check_paths
from jiping.writers import FORMATS, load

HELP = "检查自评资料，列出问题"
EXIT_CODES = "退出码：0 没有错误和警告；1 有错误或警告；2 有文件读不出来，或参数有误；130 被中断。"


def configure(parser: Parser) -> None:
    """Paths, format, rules, and how much to say."""
    parser.description = "检查自评资料，逐项核对数字，列出问题、位置、应填数和依据。"
    parser.epilog = EXIT_CODES
    add_inputs(parser)
    parser.add_argument(
        "--format",
        choices=tuple(FORMATS),
        help="输出格式：text 逐行列出（默认），json 供程序使用，"
        "html 可离线打开的报告，xlsx 问题清单工作簿；-o 的文件名以这些结尾时不用写",
    )
    add_selection(parser)
    add_jobs(parser)
    parser.add_argument(
        "--exit-zero", action="store_true", help="有错误或警告时退出码也是 0"
    )
    parser.add_argument(
        "--quiet",
        action="store_true",
        help="只列有问题的文件和问题，不显示单位、版式、汇总和进度条",
    )
    parser.add_argument(
        "--show-skipped", action="store_true", help="列出未能进行的检查和原因"
    )


def run(arguments: Namespace) -> int:
    """0 clean or infos only, 1 errors or warnings, 2 something could not be read."""
    settings = config.load(arguments.config)
    format_ = format_of(arguments, FORMATS, settings.format)
    outcomes = check_paths(
        arguments.paths,
        selection=selection_of(arguments, settings),
        jobs=jobs_of(arguments, settings),
        stdin=standard_input(arguments.paths),
        with_documents=format_ == "html",
    )
    tally = deliver(
        outcomes,
        load(format_).write,
        arguments,
        settings,
        binary=FORMATS[format_].binary,
        quiet=arguments.quiet,
        skipped=arguments.show_skipped,
    )
    lenient = arguments.exit_zero or settings.exit_zero
    return exit_code(tally, faults_count=not lenient)
