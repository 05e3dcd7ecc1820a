"""Which row of a list another belongs to, by their numbers and by 其中.

一、 stands above （一）, that above 1、, that above （1） and ①. Units number loosely, so a
row goes under another only where it is the first or the next of those below it.
"""

from dataclasses import dataclass

from jiping.intake.labels import Number, numbering, of_which


@dataclass(frozen=True, slots=True)
class _Level:
    number: Number
    key: str


class Outline:
    """The rows under one row that sums up (``group``; ``""`` for none) in order:
    ``pass_by`` a row that the form itself has, ``place`` one that a unit added."""

    def __init__(self, group: str = "", text: str = "") -> None:
        self.group = group
        self._head = numbering(text)
        self._open: list[_Level] = []
        self._latest: dict[str, int] = {}
        self._inside = ""
        self._last = group
        self._said_inside = False

    def pass_by(self, key: str, text: str, *, itemised: bool) -> None:
        """A row of the form within the group; under an ``itemised`` one a unit lists
        single items, whether it numbers them or not."""
        number = numbering(text)
        self._close(number)
        if number.rank or itemised:
            self._open.append(_Level(number, key))
        self._inside = key if itemised else ""
        self._last, self._said_inside = key, False

    def place(self, key: str, text: str) -> str:
        """The row that an added one belongs to; ``""`` where it leaves the group."""
        number = numbering(text)
        if number.rank:
            return self._numbered(key, number)
        if of_which(text):
            parent = self._inside if self._said_inside else self._last
            self._inside, self._said_inside = parent or self.group, True
        self._last = key
        return self._inside or self.group

    def _numbered(self, key: str, number: Number) -> str:
        if number.follows(self._head):
            self.group = ""
            return ""
        self._close(number)
        self._inside, self._said_inside, self._last = "", False, key
        while self._open:
            above = self._open[-1].key
            if number.value in (1, self._latest.get(above, 0) + 1):
                break
            self._open.pop()
        parent = self._open[-1].key if self._open else self.group
        self._latest[parent] = number.value
        self._open.append(_Level(number, key))
        return parent

    def _close(self, number: Number) -> None:
        """Rows of the same or a lower order end where one is numbered."""
        while number.rank and self._open and self._open[-1].number.rank >= number.rank:
            self._open.pop()
