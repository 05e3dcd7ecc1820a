"""``jiping rule``: the page of one rule."""

from argparse import Namespace
from difflib import get_close_matches

from jiping.cli.parser import Parser, UsageError
from jiping.rules import rules
from jiping.rules.pages import page

HELP = "显示一条规则的说明"


def configure(parser: Parser) -> None:
    """The id."""
    parser.description = "显示一条规则查什么、为什么、依据、例子和怎么改。"
    parser.add_argument("id", metavar="ID", help="规则编号，如 ZJ103，大小写都可以")


def run(arguments: Namespace) -> int:
    """Print the page. Raises UsageError for an unknown id, naming near ones."""
    known = rules()
    wanted = arguments.id.upper()
    if wanted not in known:
        near = "、".join(get_close_matches(wanted, known, n=3, cutoff=0.5))
        hint = f"相近的有 {near}" if near else "用 jiping rules 查看全部编号"
        raise UsageError(f"没有规则 {arguments.id}，{hint}。")
    print(page(known[wanted]))
    return 0
