"""Loads every app's rows of the policy table and its links, once all models are there."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from rules.permissions import add_perm, perm_exists
from rules.predicates import predicate


class CoreConfig(AppConfig):
    name = "jiping.web.core"
    label = "core"

    def ready(self) -> None:
        """``policies`` of every app add rows; ``user.has_perm(verb, subject)`` then
        answers as the table does."""
        autodiscover_modules("policies")
        policy = import_module("jiping.web.core.policy")
        for verb in policy.TABLE:
            if not perm_exists(verb):
                add_perm(verb, predicate(_asking(policy, verb)))


def _asking(policy: Any, verb: str) -> Callable[[Any, Any], bool]:
    def asked(user: Any, subject: Any) -> bool:
        return bool(policy.decide(user, verb, subject or policy.WHOLE))

    return asked
