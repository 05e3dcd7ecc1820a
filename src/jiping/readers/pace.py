"""Work that takes long says that it goes on.

Recognising a page takes seconds. Whoever ends work that takes too long listens here,
and can allow for each such piece of work instead of for the longest there may be.
"""

from collections.abc import Callable
from contextvars import ContextVar

_LISTENER: ContextVar[Callable[[], None] | None] = ContextVar("listener", default=None)


def listen(listener: Callable[[], None]) -> None:
    """Have ``listener`` called before each piece of work that takes seconds."""
    _LISTENER.set(listener)


def another() -> None:
    """Say that a piece of work that takes seconds is about to begin."""
    listener = _LISTENER.get()
    if listener is not None:
        listener()
