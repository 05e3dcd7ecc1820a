"""The committed table that says which rules stand for which kind of defect."""

import tomllib
from collections import defaultdict
from pathlib import Path

TABLE = Path(__file__).resolve().parents[2] / "tests" / "accuracy" / "kinds.toml"


def kinds_of_rules() -> dict[str, frozenset[str]]:
    """For each rule id the kinds it stands for; no entry where it stands for none."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind, rules in tomllib.loads(TABLE.read_text("utf-8"))["kinds"].items():
        for rule in rules:
            found[rule].add(kind)
    return {rule: frozenset(kinds) for rule, kinds in found.items()}
