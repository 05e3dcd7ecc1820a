"""The guards of all apps: out of the way while tables change, back when that is over.

An app says in ``triggers.GUARDS`` which of its tables stay as they are. SQLite changes a
table by making it anew, and its triggers are gone with the old one; PostgreSQL does not
change the type of a column that a trigger names.
"""

from importlib import import_module
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.module_loading import module_has_submodule

from jiping.web.audit.guarding import Guarded

_THERE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
}


def guards() -> tuple[Guarded, ...]:
    """Every table that stays as it is."""
    found: list[Guarded] = []
    for config in apps.get_app_configs():
        if config.module and module_has_submodule(config.module, "triggers"):
            found.extend(import_module(f"{config.name}.triggers").GUARDS)
    return tuple(found)


def install(connection: BaseDatabaseWrapper) -> None:
    """Set all of them up anew."""
    for guard in guards():
        guard.install(connection)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take all of them away: to change tables, and to empty a test database."""
    for guard in guards():
        guard.remove(connection)


def missing(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """The names of triggers that should be there and are not, or are switched off."""
    with connection.cursor() as cursor:
        cursor.execute(_THERE[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    return tuple(n for guard in guards() for n in guard.names if n not in there)


def before_migrating(
    sender: AppConfig, using: str, plan: object = (), **_: Any
) -> None:
    """Step aside where there is something to migrate."""
    if plan:
        remove(connections[using])


def after_migrating(sender: AppConfig, using: str, plan: object = (), **_: Any) -> None:
    """Stand again: after a change in any case, else where something is missing. Every
    start of the workbench migrates, so that it never runs without them."""
    connection = connections[using]
    if plan or missing(connection):
        install(connection)
