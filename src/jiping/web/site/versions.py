"""At which version the tables stand, told by the migrations that made them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from jiping.web.audit import standing

# Of no use elsewhere, so that a backup leaves their rows out, or made anew by themselves.
LEFT_OUT = frozenset(
    {"contenttypes", "sessions", "messages", "django_tasks_database", "axes"}
)
# Names of migrations by app, in order.
Migrations = Mapping[str, Sequence[str]]


def applied() -> dict[str, list[str]]:
    """The migrations that the database has been through; none where it is new."""
    return _kept(MigrationLoader(connection).applied_migrations)


def known() -> dict[str, list[str]]:
    """The migrations that this program has."""
    return _kept(MigrationLoader(connection).disk_migrations)


def beyond(stated: Migrations) -> list[str]:
    """Those of ``stated`` that this program does not have: they are of a newer one."""
    here = known()
    return [f"{a}.{n}" for a, names in stated.items() for n in names if n not in here.get(a, ())]  # fmt: skip


def lacking(stated: Migrations) -> list[str]:
    """Those of this program that ``stated`` has not been through."""
    return [f"{a}.{n}" for a, names in known().items() for n in names if n not in stated.get(a, ())]  # fmt: skip


def reach(stated: Migrations) -> Any:
    """Make the tables of an empty database as they were after these migrations; the
    models as they were then.

    Raises ValueError (a Chinese sentence) where the tables are of a newer version.
    """
    there = applied()
    if any(set(names) - set(stated.get(app, ())) for app, names in there.items()):
        raise ValueError(
            "备份来自较旧的版本，这里的数据库已经建成新版的表；"
            "请换一个没有启动过工作台的 JIPING_HOME 和数据库再恢复。"
        )
    standing.remove(connection)
    executor = MigrationExecutor(connection)
    targets = last(executor.loader, stated)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def last(loader: MigrationLoader, stated: Migrations) -> list[tuple[str, str]]:
    """The last of each app: those on which no other of the same app stands."""
    nodes = {(app, name) for app, names in stated.items() for name in names}
    nodes &= set(loader.graph.nodes)
    return sorted(
        node
        for node in nodes
        if not any(
            child.key in nodes and child.key[0] == node[0]
            for child in loader.graph.node_map[node].children
        )
    )


def _kept(found: Any) -> dict[str, list[str]]:
    ours = {config.label for config in apps.get_app_configs()} - LEFT_OUT
    kept: dict[str, list[str]] = {}
    for app, name in sorted(found):
        if app in ours:
            kept.setdefault(app, []).append(name)
    return kept
