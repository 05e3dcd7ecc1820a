"""``DATABASE_URL`` as Django's settings of one database."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

# A writer waits for another this long, in seconds, before the page says so.
PATIENCE = 20
_SQLITE = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"


# A save asks the same dozen things each time: planned once for a connection. Behind a
# pooler that gives each transaction another one, the address says prepare_threshold=0.
_PREPARED: dict[str, Any] = {"server_side_binding": True, "prepare_threshold": 3}


def database(url: str, folder: Path) -> dict[str, Any]:
    """The database of ``url`` (``postgresql://user:secret@host:port/name``, a socket
    folder percent-encoded as host), or SQLite in ``folder`` where it is empty.

    Raises ValueError (a Chinese sentence) for any other kind.
    """
    if not url:
        return sqlite(folder / "jiping.sqlite3")
    parts = _parts(url)
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": _host(parts),
            "PORT": str(parts.port or ""),
            "OPTIONS": _PREPARED | dict(parse_qsl(parts.query)),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    raise ValueError(
        f"DATABASE_URL 的开头是“{parts.scheme}”，只支持 postgresql:// 和 sqlite://，请改正。"
    )


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # asked for here: it is checked when asked for
    except ValueError as fault:
        raise ValueError(
            "DATABASE_URL 不是正确的地址，应写成 postgresql://帐号:密码@主机:端口/库名；"
            "密码里的特殊字符要转写（@ 写成 %40），请改正。"
        ) from fault
    return parts


def _host(parts: SplitResult) -> str:
    """The host as written: a socket's folder may hold capitals, which ``hostname``
    makes small."""
    host = parts.netloc.rpartition("@")[2]
    if parts.port is not None:
        host = host.rpartition(":")[0]
    return unquote(host.strip("[]"))


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite in a file, made for its owner alone where there is none. A transaction takes
    the write lock when it begins, so that two writers wait for each other instead of
    failing half way."""
    if path.parent.is_dir():
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": PATIENCE,
            "init_command": _SQLITE,
        },
    }
