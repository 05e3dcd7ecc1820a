"""``jiping letter``: 退回修改意见书 or 审核意见 on one unit's filing."""

from argparse import Namespace
from pathlib import Path

from jiping.cli import config
from jiping.cli.inputs import (
    CLEAN,
    add_selection,
    selection_of,
    standard_input,
)
from jiping.cli.parser import Parser, UsageError, day
from jiping.cli.terminal import output
from jiping.model.finding import Outcome
from jiping.pipeline import check_paths
from jiping.pipeline.filling import units_of
from jiping.writers.forms import render
from jiping.writers.letter import SUFFIXES, TITLES, Letter, letter_plan

HELP = "写退回修改意见书或审核意见"


def configure(parser: Parser) -> None:
    """Paths, output, and what only the bureau knows."""
    parser.description = (
        "检查一个单位的自评资料，写成公文式的退回修改意见书或审核意见："
        "按表列出问题、位置、填报数和应填数、依据、怎么改，以及没有核对的事项。"
        "没有给出的内容留空待填。"
    )
    parser.epilog = (
        "退出码：0 写好了；2 读不出来、不止一个单位，或参数有误；130 被中断。"
    )
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="一个单位的文件、文件夹或压缩包；“-”读标准输入",
    )
    known = "、".join(SUFFIXES)
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        required=True,
        help=f"写到这个文件，按扩展名定格式：{known}",
    )
    parser.add_argument(
        "--kind",
        choices=tuple(TITLES),
        default="return",
        help="return 退回修改意见书（默认），opinion 审核意见",
    )
    parser.add_argument(
        "--deadline", metavar="DATE", type=day, help="修改期限，如 2024-07-05"
    )
    parser.add_argument("--issuer", metavar="NAME", default="", help="落款单位")
    parser.add_argument("--date", metavar="DATE", type=day, help="落款日期")
    add_selection(parser)
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="配置文件；不写时用当前文件夹或上级文件夹中的 jiping.toml",
    )


def run(arguments: Namespace) -> int:
    """0; raises UsageError where it is not one unit's filing or cannot be written."""
    settings = config.load(arguments.config)
    suffix = Path(arguments.output).suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(
            f"意见书不能写成“{suffix}”文件，可以写成 {'、'.join(SUFFIXES)}。"
        )
    outcomes = check_paths(
        arguments.paths,
        selection=selection_of(arguments, settings),
        jobs=1,
        stdin=standard_input(arguments.paths),
    )
    letter = Letter(
        kind=arguments.kind,
        issuer=arguments.issuer,
        day=arguments.date,
        deadline=arguments.deadline,
    )
    plan = letter_plan(_only(list(outcomes)), letter)
    try:
        data = render(plan, suffix)
    except ValueError as refusal:
        raise UsageError(str(refusal)) from refusal
    with output(arguments.output, arguments.paths, binary=True) as stream:
        stream.write(data)
    return CLEAN


def _only(outcomes: list[Outcome]) -> Outcome:
    """The one outcome. Raises UsageError for none that was read, or several."""
    read = [o for o in outcomes if o.filing.sheets or o.filing.report]
    if not read:
        said = [n.text for o in outcomes for n in o.notes if n.level == "error"]
        raise UsageError(said[0] if said else "没有读到自评资料。")
    if len(read) > 1:
        units = units_of(outcome.filing for outcome in read)
        raise UsageError(
            f"这里有{len(read)}份自评资料（{units}），一份意见书只对一个单位，请分开。"
        )
    return read[0]
