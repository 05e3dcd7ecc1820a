"""Whether a folder holds the demo's data, and clearing it; without Django."""

import os
import shutil
from pathlib import Path

# Holds the password of the fictional accounts, and says that all else here is the demo's.
MARK = "demo.password"
OURS = (
    MARK,
    "first.code",
    "secret.key",
    "jiping.sqlite3",
    "jiping.sqlite3-wal",
    "jiping.sqlite3-shm",
    "files",
    "turns",
)


def kept(folder: Path) -> str | None:
    """The password of the county that is loaded here, None where none is.

    Raises ValueError (a Chinese sentence) where the folder holds data of others.
    """
    mark = folder / MARK
    if mark.is_file():
        return mark.read_text("ascii") or None
    if folder.is_dir() and any(folder.iterdir()):
        raise ValueError(
            f"“{folder}”里已有别的文件，演示不能放在这里；请把 JIPING_HOME 指到别处。"
        )
    return None


def clear(folder: Path) -> None:
    """Take the demo's data away. Raises ValueError as ``kept``."""
    kept(folder)
    for name in OURS:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def begin(folder: Path) -> None:
    """Say that what comes here is the demo's, before anything does."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write(folder, "")


def write(folder: Path, word: str) -> None:
    """Keep the password, for the owner of the folder alone; empty while it is loading."""
    opened = os.open(folder / MARK, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "w") as file:
        file.write(word)
