"""Bringing Django up for a command; models may be imported only after that."""

import os
from importlib import import_module
from types import ModuleType
from typing import Any

from jiping.web.site.home import trouble

SETTINGS = "jiping.web.site.settings"
INSTALL = "python -m pip install 'jiping[web,pdf]'"


class NotInstalled(Exception):
    """The packages of the workbench are not there; ``str`` says how to bring them."""


class CannotStart(NotInstalled):
    """All packages are there, and yet it cannot be brought up; ``str`` says why."""


def django() -> ModuleType:
    """Django, set up. Raises NotInstalled."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        found = import_module("django")
        # A variable that cannot be used is said in words there.
        import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    except ModuleNotFoundError as fault:
        raise _lacks(fault) from fault
    except ValueError as fault:
        raise CannotStart(str(fault)) from fault
    except OSError as fault:
        raise CannotStart(
            f"启动不了：{trouble(fault)}（{fault.filename}）。"
        ) from fault
    try:
        found.setup()
    except ModuleNotFoundError as fault:
        raise _lacks(fault) from fault
    except import_module("django.core.exceptions").ImproperlyConfigured as fault:
        raise CannotStart(
            f"连 PostgreSQL 的组件不能用，请先运行：{INSTALL}（{first_line(fault)}）。"
        ) from fault
    return found


def _lacks(fault: ModuleNotFoundError) -> NotInstalled:
    return NotInstalled(f"工作台还缺组件（{fault.name}），请先运行：{INSTALL}")


def load(module: str) -> Any:
    """A module of the workbench, with Django set up before it is imported."""
    django()
    return import_module(module)


def connected() -> None:
    """Raises CannotStart where the database does not answer."""
    database = load("django.db")
    try:
        database.connection.ensure_connection()
    except database.OperationalError as fault:
        raise _no_database(fault) from fault


def migrate() -> None:
    """Bring the database to this version; makes it where there is none.

    Raises CannotStart where it does not answer, or is of a newer version already.
    """
    connected()
    versions = load("jiping.web.site.versions")
    newer = versions.beyond(versions.applied())
    if newer:
        raise CannotStart(
            f"数据库已由更新的版本升级过（{newer[-1]}），这个程序不能用它；"
            "请装新版，或用升级前的备份恢复。"
        )
    try:
        load("django.core.management").call_command(
            "migrate", interactive=False, verbosity=0
        )
    except load("django.db").DatabaseError as fault:
        raise CannotStart(
            f"数据库没有升到这个版本，请检查磁盘和数据库帐号的权限（{first_line(fault)}）。"
        ) from fault


def _no_database(fault: Exception) -> CannotStart:
    """SQLite's file stands in the data folder: no address is at fault there."""
    said = first_line(fault)
    if load("django.db").connection.vendor == "sqlite":
        return CannotStart(f"打不开数据库文件，请检查 JIPING_HOME 和磁盘（{said}）。")
    return CannotStart(f"连不上数据库，请检查 DATABASE_URL 和数据库服务（{said}）。")


def first_line(fault: Exception) -> str:
    """What a fault of the database says, without its details."""
    return str(fault).strip().partition("\n")[0]
