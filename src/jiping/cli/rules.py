"""``jiping rules``: what is checked."""

import json
from argparse import Namespace
from itertools import groupby

from jiping.cli.parser import Parser
from jiping.model.finding import RuleCard
from jiping.rules import cards
from jiping.writers.width import table
from jiping.writers.words import SEVERITY_WORDS

HELP = "列出全部规则"


def configure(parser: Parser) -> None:
    """The format."""
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="输出格式：text 按类列出（默认），json 供程序使用",
    )


def run(arguments: Namespace) -> int:
    """Print the list."""
    listed = sorted(cards().values(), key=lambda card: card.id)
    if arguments.format == "json":
        data = [_card_json(card) for card in listed]
        print(json.dumps({"rules": data}, ensure_ascii=False, indent=1))
        return 0
    for prefix, family in groupby(listed, key=lambda card: (card.id[:2], card.family)):
        rows = [(card.id, SEVERITY_WORDS[card.severity], card.title) for card in family]
        print(f"{' '.join(prefix)}（{len(rows)} 条）")
        print(*table(rows, indent="  "), sep="\n", end="\n\n")
    print(f"共 {len(listed)} 条，用 jiping rule 编号 查看说明。")
    return 0


def _card_json(card: RuleCard) -> dict[str, object]:
    return {
        "id": card.id,
        "title": card.title,
        "family": card.family,
        "severity": card.severity.value,
        "citations": [str(citation) for citation in card.cites],
        "needs": list(card.needs),
        "since": card.since,
        "until": card.until,
    }
