"""``jiping read``: the filing as it was understood, with its places."""

from argparse import Namespace

from jiping.cli import config
from jiping.cli.inputs import (
    add_inputs,
    add_jobs,
    deliver,
    exit_code,
    format_of,
    jobs_of,
    standard_input,
)
from jiping.cli.parser import Parser
from jiping.pipeline import read_paths
from jiping.writers import filing_json, filing_text

HELP = "读出自评资料的全部内容和位置"
WRITE = {"text": filing_text.write, "json": filing_json.write}


def configure(parser: Parser) -> None:
    """Paths and format."""
    parser.description = "读出自评资料：每张表的每一格、报告的每一节和其中的数字，连同所在位置。不作检查。"
    parser.epilog = "退出码：0 都读出来了；2 有文件读不出来，或参数有误；130 被中断。"
    add_inputs(parser)
    add_jobs(parser)
    parser.add_argument(
        "--format",
        choices=tuple(WRITE),
        help="输出格式：text 逐行列出（默认），json 全部内容（见 jiping schema filing）",
    )


def run(arguments: Namespace) -> int:
    """0, or 2 where something could not be read."""
    settings = config.load(arguments.config)
    chosen = format_of(arguments, WRITE)
    outcomes = read_paths(
        arguments.paths,
        jobs=jobs_of(arguments, settings),
        stdin=standard_input(arguments.paths),
    )
    tally = deliver(outcomes, WRITE[chosen], arguments, settings)
    return exit_code(tally, faults_count=False)
