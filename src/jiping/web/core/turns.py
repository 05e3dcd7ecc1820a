"""Heavy work in turns: a few at a time on one machine, and one for each person.

The turns are locks on files, which the system lets go of when a process ends however it
ends; all processes of the server share them.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from jiping.web.core.actions import Refused

try:
    import fcntl
except ImportError:  # Windows, where the server is one process.
    fcntl = None  # type: ignore[assignment]

AT_ONCE = 2
TWICE = "您上一次上传的文件还在处理，请等它出结果。"
BUSY = "现在同时处理文件的人多，请过一分钟再试；文件没有留下。"


@contextmanager
def turn(person: int) -> Iterator[None]:
    """Hold a turn while the block runs. Raises Refused where this person holds one, or
    all are taken."""
    folder = Path(settings.HOME) / "turns"
    folder.mkdir(mode=0o700, exist_ok=True)
    own = _taken(folder / f"person-{person}")
    if own is None:
        raise Refused(TWICE)
    try:
        seats = (_taken(folder / f"seat-{number}") for number in range(AT_ONCE))
        seat = next((seat for seat in seats if seat is not None), None)
        if seat is None:
            raise Refused(BUSY)
        try:
            yield
        finally:
            os.close(seat)
    finally:
        os.close(own)


def _taken(path: Path) -> int | None:
    """The lock, or None where somebody holds it."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if fcntl is None:
        return lock
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock
