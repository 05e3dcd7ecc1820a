"""``jiping grade``: what a package shows of the 附件5 rubric."""

from argparse import Namespace
from functools import partial

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
from jiping.cli.parser import Parser, UsageError
from jiping.pipeline import check_paths
from jiping.pipeline.grading import grade
from jiping.writers import grade_sheet, grades

HELP = "按附件5给自评工作评分"
WRITE = {"text": grades.write_text, "json": grades.write_json}
DOCUMENTS = {suffix.removeprefix("."): suffix for suffix in grade_sheet.SUFFIXES}


def configure(parser: Parser) -> None:
    """Paths and format."""
    parser.description = (
        "按附件5（自评工作考核评分表）逐项评分：资料能证明的直接评定，写明扣分的依据和位置；"
        "要人判断的给出建议的分数范围；资料看不出来的留空，写明需要什么材料。"
    )
    parser.epilog = "退出码：0 都读出来了；2 有文件读不出来，或参数有误；130 被中断。"
    add_inputs(parser)
    parser.add_argument(
        "--format",
        choices=(*WRITE, *DOCUMENTS),
        help="输出格式：text 逐项列出（默认），json 供程序使用，"
        "docx、pdf 考核评分表；-o 的文件名以 .docx、.pdf 结尾时不用写",
    )
    add_jobs(parser)


def run(arguments: Namespace) -> int:
    """0, or 2 where something could not be read."""
    settings = config.load(arguments.config)
    chosen = format_of(arguments, (*WRITE, *DOCUMENTS))
    outcomes = check_paths(
        arguments.paths,
        jobs=jobs_of(arguments, settings),
        stdin=standard_input(arguments.paths),
    )
    if chosen in WRITE:
        write = partial(WRITE[chosen], grade=grade)
        tally = deliver(outcomes, write, arguments, settings)
    else:
        sheet = partial(grade_sheet.write, grade=grade, suffix=DOCUMENTS[chosen])
        try:
            tally = deliver(outcomes, sheet, arguments, settings, binary=True)
        except ValueError as refusal:
            raise UsageError(str(refusal)) from refusal
    return exit_code(tally, faults_count=False)
