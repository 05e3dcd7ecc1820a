"""Defaults from ``jiping.toml``, in the folder where one works or one above it."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jiping.cli.parser import UsageError
from jiping.readers.dispatch import unopened
from jiping.writers import FORMATS

FILE_NAME = "jiping.toml"
COLORS = ("auto", "always", "never")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What holds where the command line says nothing. ``jobs`` None: every core."""

    format: str = "text"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    jobs: int | None = None
    exit_zero: bool = False
    color: str = "auto"


def _is_rules(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


# What each key must be, in words and as a test.
KEYS: Mapping[str, tuple[str, Callable[[object], bool]]] = MappingProxyType(
    {
        "format": (
            " " + "、".join(FORMATS) + " 之一",
            lambda value: value in tuple(FORMATS),
        ),
        "select": ("规则编号的列表", _is_rules),
        "ignore": ("规则编号的列表", _is_rules),
        "jobs": (
            "正整数",
            lambda value: type(value) is int and value > 0,
        ),
        "exit-zero": (" true 或 false", lambda value: isinstance(value, bool)),
        "color": (" " + "、".join(COLORS) + " 之一", lambda value: value in COLORS),
    }
)


def load(given: str | None) -> Config:
    """The file that was given, else the nearest above the current folder, else defaults.

    Raises UsageError where it cannot be read, or says something unknown.
    """
    path = _nearest() if given is None else Path(given)
    if path is None:
        return Config()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise UsageError(f"配置文件打不开：{unopened(str(path), fault)}") from fault
    except UnicodeDecodeError as fault:
        raise UsageError(
            f"配置文件 {path} 不是 UTF-8 文字，请另存为 UTF-8 编码。"
        ) from fault
    except tomllib.TOMLDecodeError as fault:
        raise UsageError(
            f"配置文件 {path} {_where(fault)}不合 TOML 的写法。"
        ) from fault
    for key, value in data.items():
        _refuse(path, key, value)
    values: dict[str, Any] = {
        key.replace("-", "_"): _frozen(value) for key, value in data.items()
    }
    return Config(**values)


def _where(fault: tomllib.TOMLDecodeError) -> str:
    at = re.search(r"at line (\d+), column (\d+)", str(fault))
    return f"第{at[1]}行第{at[2]}个字符起" if at else ""


def _nearest() -> Path | None:
    here = Path.cwd()
    candidates = (folder / FILE_NAME for folder in (here, *here.parents))
    return next((path for path in candidates if path.is_file()), None)


def _refuse(path: Path, key: str, value: object) -> None:
    if key not in KEYS:
        known = "、".join(KEYS)
        raise UsageError(f"配置文件 {path} 里不认识“{key}”，可以写的有 {known}。")
    words, holds = KEYS[key]
    if not holds(value):
        raise UsageError(f"配置文件 {path} 里“{key}”应是{words}。")


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
