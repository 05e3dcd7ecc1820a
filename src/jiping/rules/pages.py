"""The page of a rule: 查什么, 为什么, 依据, 例, 怎么改, in one order for every rule.

依据 comes from the citations and 例 from the first case in which the rule fires, so
that an example cannot be wrong.
"""

from jiping.model.finding import Citation, Hit
from jiping.rules.cases import example, prepare, said
from jiping.rules.checking import finding
from jiping.rules.labels import Labels
from jiping.rules.registry import Rule

SEVERITY = {"error": "错误", "warning": "警告", "info": "提示"}
CERTAINTY = {
    "read": "",
    "quoted": "（据转引）",
    "memory": "（未见原文，待核）",
    "house": "（本系统的默认值，不是法定）",
}


def page(rule: Rule) -> str:
    """The whole page in Markdown."""
    card = rule.card
    what_and_why, fix = card.page.split("## 怎么改", 1)
    years = f"{card.since}年度起" + (f"，至{card.until}年度" if card.until else "")
    return "\n\n".join(
        (
            f"# {card.id} {card.title}",
            f"{card.family}；级别：{SEVERITY[card.severity.value]}；适用：{years}",
            what_and_why.strip(),
            "## 依据\n" + "\n".join(f"- {_cited(cite)}" for cite in card.cites),
            f"## 例\n{_example(rule)}",
            f"## 怎么改{fix.rstrip()}",
        )
    )


def _cited(cite: Citation) -> str:
    date = f"，{cite.date}" if cite.date else ""
    return f"{cite}{date}{CERTAINTY.get(cite.certainty, '')}"


def _example(rule: Rule) -> str:
    case = example(rule)
    if case is None:
        return "（暂无）"
    prepared = prepare(case)
    hits = [each for each in said(rule, prepared) if isinstance(each, Hit)]
    labels = Labels(prepared.filing)
    messages = [
        f"- {finding(rule.card, hit, prepared.filing, labels).message}" for hit in hits
    ]
    return f"{case.name}：\n\n```\n{case.filing.strip()}\n```\n\n" + "\n".join(messages)
