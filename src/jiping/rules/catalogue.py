"""All rules of the house, found by walking the folders and the table of identities."""

import sys
from collections.abc import Mapping
from functools import cache

from jiping.model.finding import RuleCard
from jiping.rules.identities.evaluate import as_rule
from jiping.rules.identities.table import identities
from jiping.rules.registry import Rule, by_id, module_rules


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by id."""
    package = sys.modules[__package__]
    return by_id([*module_rules(package), *map(as_rule, identities())])


def cards() -> Mapping[str, RuleCard]:
    """What a user may know about each rule, by id."""
    return {rule_id: rule.card for rule_id, rule in rules().items()}
