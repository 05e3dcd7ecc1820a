"""``jiping schema``: the published shape of the JSON outputs."""

from argparse import Namespace

from jiping.cli.parser import Parser
from jiping.writers.schemas import NAMES, read

HELP = "显示 JSON 输出的 JSON Schema"


def configure(parser: Parser) -> None:
    """Which one."""
    parser.add_argument(
        "name",
        nargs="?",
        choices=NAMES,
        default="findings",
        help="findings：check --format json 的输出（默认）；"
        "filing：read --format json 的输出；intake：intake --format json 的输出",
    )


def run(arguments: Namespace) -> int:
    """Print the schema."""
    print(read(arguments.name), end="")
    return 0
