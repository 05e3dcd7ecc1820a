"""``jiping score``: every score as printed and as worked out again."""

from argparse import Namespace
from dataclasses import replace

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
from jiping.model.finding import Outcome
from jiping.pipeline import read_paths
from jiping.scoring import total
from jiping.writers import scores

HELP = "重新计算各项得分"
WRITE = {"text": scores.write_text, "json": scores.write_json}


def configure(parser: Parser) -> None:
    """Paths and format."""
    parser.description = "按年度指标值、实际完成值和分值重新计算每项得分，与自评得分对照；不能计算的说明原因。"
    parser.epilog = (
        "“＝”相符，“≠”不符，“－”不能比较。"
        "退出码：0 都读出来了；2 有文件读不出来，或参数有误；130 被中断。"
    )
    add_inputs(parser)
    add_jobs(parser)
    parser.add_argument(
        "--format",
        choices=tuple(WRITE),
        help="输出格式：text 对齐的表（默认），json 供程序使用",
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
    tally = deliver(map(_with_totals, outcomes), WRITE[chosen], arguments, settings)
    return exit_code(tally, faults_count=False)


def _with_totals(outcome: Outcome) -> Outcome:
    """The outcome with the total of each table among its scores."""
    totals = (total(sheet, outcome.computed) for sheet in outcome.filing.evaluations)
    computed = dict(outcome.computed) | {each.ref: each for each in totals}
    return replace(outcome, computed=computed)
