"""What was worked out before, for work that is done again when little has changed."""

import weakref
from collections.abc import Callable, Hashable
from functools import wraps
from itertools import zip_longest
from typing import Any, TypeVar, cast

Made = TypeVar("Made")
Value = TypeVar("Value")
Function = TypeVar("Function", bound=Callable[..., Any])


class Memory:
    """Results of pure functions, by the very objects they were made from.

    An argument is known again where it is the same object, or a text, number or tuple
    of such; records that are equal to those of the last round are made the same object
    by ``same``. What was asked for neither in this round nor in the one before is
    forgotten, so a memory holds about two versions of one thing. Threads may share it:
    at worst something is worked out twice.
    """

    def __init__(self) -> None:
        self._now: dict[Hashable, tuple[Any, Any]] = {}
        self._before: dict[Hashable, tuple[Any, Any]] = {}
        self._same: dict[Hashable, Any] = {}

    def turn(self) -> None:
        """Begin a round."""
        self._before, self._now = self._now, {}

    def of(self, function: Callable[..., Made], *arguments: Any) -> Made:
        """What the function makes of the arguments; nobody may change it."""
        made: Made = self._recalled(function, arguments, ())
        return made

    def each_of(
        self,
        name: Hashable,
        function: Callable[..., tuple[Value, ...]],
        *arguments: Any,
    ) -> tuple[Value, ...]:
        """As ``of``, for a function that makes a row of records: those that equal what
        stood in their places in the last row of this name are made the same records, so
        that what is made of them is known too."""
        made: tuple[Value, ...] = self._recalled(
            function, arguments, self._same.get(name, ())
        )
        self._same[name] = made
        return made

    def _recalled(
        self,
        function: Callable[..., Any],
        arguments: tuple[Any, ...],
        last: tuple[Any, ...],
    ) -> Any:
        key = (function, *map(_identity, arguments))
        found = self._now.get(key) or self._before.get(key)
        if found is None:
            made = function(*arguments)
            # The arguments are kept with it, so that no other object takes their place.
            found = (_likened(made, last) if last else made, arguments)
        self._now[key] = found
        return found[0]

    def same(self, name: Hashable, value: Value) -> Value:
        """The record last seen under this name where it is equal, else this one."""
        last: Value = self._same.get(name, value)
        if last is not value and last == value:
            return last
        self._same[name] = value
        return value

    def last(self, name: Hashable) -> Any:
        """What was kept under a name by ``keep``; None where nothing was."""
        return self._same.get(name)

    def keep(self, name: Hashable, value: Any) -> None:
        """Keep a thing until another is kept under its name."""
        self._same[name] = value


class Forgetful(Memory):
    """A memory that keeps nothing: for work that is done once."""

    def turn(self) -> None:
        """Nothing to turn."""

    def of(self, function: Callable[..., Made], *arguments: Any) -> Made:
        """What the function makes of the arguments."""
        return function(*arguments)

    def each_of(
        self,
        name: Hashable,
        function: Callable[..., tuple[Value, ...]],
        *arguments: Any,
    ) -> tuple[Value, ...]:
        """What the function makes of the arguments."""
        return function(*arguments)

    def same(self, name: Hashable, value: Value) -> Value:
        """The record itself."""
        return value

    def keep(self, name: Hashable, value: Any) -> None:
        """Nothing is kept."""


FORGETFUL = Forgetful()


def of_record(function: Function) -> Function:
    """Remember what a pure function made of a record, as long as the record lives.

    The record is the first argument, known by itself and not by what it says; records
    do not change. For what many rules ask of the same table.
    """
    known: dict[tuple[Hashable, ...], tuple[weakref.ref[Any], Any]] = {}

    @wraps(function)
    def recalled(record: object, *rest: Hashable) -> Any:
        key = (id(record), *rest)
        found = known.get(key)
        if found is not None and found[0]() is record:
            return found[1]
        made = function(record, *rest)
        # Its number is free for another record once it is gone.
        known[key] = (weakref.ref(record, lambda _: known.pop(key, None)), made)
        return made

    return cast(Function, recalled)


def _likened(made: tuple[Any, ...], last: tuple[Any, ...]) -> tuple[Any, ...]:
    """The records, those replaced that are equal to the ones in their places before."""
    pairs = zip_longest(made, last[: len(made)])
    return tuple(old if old == new else new for new, old in pairs)


def _identity(argument: Any) -> Hashable:
    if isinstance(argument, tuple):
        return tuple(map(_identity, argument))
    if argument is None or isinstance(argument, str | int):
        return argument
    return id(argument)
