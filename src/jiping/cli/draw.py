"""``jiping draw``: repeat a draw for spot checks from its seed and its list."""

from argparse import Namespace
from pathlib import Path

from jiping.cli.inputs import CLEAN
from jiping.cli.parser import Parser, UsageError
from jiping.pipeline.draw import Drawn, draw

HELP = "按公布的种子和名单重做抽查抽签"


def configure(parser: Parser) -> None:
    """Seed, list, count, and what was published beforehand."""
    parser.description = (
        "按公布的种子和名单重做一次抽查抽签，结果只由种子和名单决定，谁算都一样。"
        "名单一行一个单位：编码，制表符，名称。每个单位的签是“种子、换行、编码”的 SHA-256，"
        "从小到大取前几个。"
    )
    parser.epilog = "退出码：0 抽好了；2 名单、种子与事先公布的摘要不符，或参数有误。"
    parser.add_argument("--seed", metavar="SEED", required=True, help="公布的种子")
    parser.add_argument("--list", metavar="FILE", required=True, help="公布的名单")
    parser.add_argument(
        "--count", metavar="N", type=int, required=True, help="抽几个单位"
    )
    parser.add_argument(
        "--seed-digest",
        metavar="SHA256",
        default="",
        help="事先公布的种子摘要，不符时报错",
    )
    parser.add_argument(
        "--list-digest",
        metavar="SHA256",
        default="",
        help="事先公布的名单摘要，不符时报错",
    )


def run(arguments: Namespace) -> int:
    """0; raises UsageError where the list cannot be read or is not the one published."""
    try:
        lines = Path(arguments.list).read_text("utf-8-sig").splitlines()
        made = draw(arguments.seed, lines, arguments.count)
    except OSError as fault:
        raise UsageError(
            f"读不了名单“{arguments.list}”（{fault.strerror}）。"
        ) from fault
    except ValueError as fault:
        said = (
            "名单不是 UTF-8 文本。" if isinstance(fault, UnicodeError) else str(fault)
        )
        raise UsageError(said) from fault
    _published(arguments, made)
    print(f"种子摘要 {made.seed_digest}")
    print(f"名单摘要 {made.list_digest}")
    for number, lot in enumerate(made.drawn, start=1):
        print(f"{number}\t{lot.line}\t{lot.digest}")
    return CLEAN


def _published(arguments: Namespace, made: Drawn) -> None:
    """Raises UsageError where a digest is another than the one published."""
    for name, given, found in (
        ("种子", arguments.seed_digest, made.seed_digest),
        ("名单", arguments.list_digest, made.list_digest),
    ):
        if given and given.strip().lower() != found:
            raise UsageError(f"{name}的摘要是 {found}，与事先公布的不符。")
