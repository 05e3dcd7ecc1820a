"""Regular expressions that are compiled when they are first used.

A long list of words or a range of Chinese characters takes about a millisecond to
compile, and there are hundreds. A command that ends before it has looked for them, and
a process that reads one kind of file, need not wait for all.
"""

import re
from typing import AnyStr, Generic, cast

_METHODS = (
    "search",
    "match",
    "fullmatch",
    "finditer",
    "findall",
    "sub",
    "subn",
    "split",
)
_made: list["_Late[str] | _Late[bytes]"] = []


def compile_late(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """``re.compile`` at the first use; to ask for the ``pattern`` is no use."""
    late = _Late(source, flags)
    _made.append(late)
    return cast(re.Pattern[AnyStr], late)


def compile_all() -> None:
    """Compile what has been put off: for a server, so that no request waits, nor each
    of the processes that it starts does it again."""
    for late in _made:
        late.compile()


class _Late(Generic[AnyStr]):
    """Stands in for a pattern.

    Once compiled it has the pattern's own methods, so that a search costs no more.
    """

    def __init__(self, source: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = source
        self._flags = flags

    def compile(self) -> re.Pattern[AnyStr]:
        compiled = re.compile(self.pattern, self._flags)
        for name in _METHODS:
            setattr(self, name, getattr(compiled, name))
        return compiled

    def __getattr__(self, name: str) -> object:
        """Only what is not there yet is asked for here."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.compile(), name)
