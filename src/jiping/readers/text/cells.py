"""Lines to cells: a tab opens a cell, and a gap of lines without tab follows it."""

from collections.abc import Sequence
from dataclasses import dataclass

TAB = "\t"


@dataclass(frozen=True, slots=True)
class Line:
    """A source line and its 1-based number."""

    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Opening:
    """A tab line, and the lines without tab between it and the next tab line.

    ``head`` are the lines of text directly below it; ``tail`` is what follows the first
    blank line, trailing blank lines left off. ``parted`` says whether any line of the
    gap is blank, which ends a row unless structure shows otherwise; ``open_ended`` that
    text stands below the blank line and directly above the next tab line.
    """

    line: Line
    head: tuple[Line, ...]
    tail: tuple[Line, ...]
    parted: bool
    open_ended: bool

    @property
    def is_empty(self) -> bool:
        """True for a cell without any text of its own."""
        return self.line.is_blank and not self.head

    @property
    def texts(self) -> tuple[Line, ...]:
        """The lines of the gap that are not blank."""
        return self.head + tuple(line for line in self.tail if not line.is_blank)


def openings(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Opening, ...]]:
    """The lines before the first tab, and every tab line with its gap."""
    starts = [at for at, line in enumerate(lines) if line.text.startswith(TAB)]
    if not starts:
        return tuple(lines), ()
    before = tuple(lines[: starts[0]])
    ends = [*starts[1:], len(lines)]
    return before, tuple(
        _opening(lines[start], lines[start + 1 : end])
        for start, end in zip(starts, ends, strict=True)
    )


def _opening(line: Line, gap: Sequence[Line]) -> Opening:
    first_blank = next(
        (at for at, follower in enumerate(gap) if follower.is_blank), len(gap)
    )
    end = len(gap)
    while end > first_blank and gap[end - 1].is_blank:
        end -= 1
    return Opening(
        line=line,
        head=tuple(gap[:first_blank]),
        tail=tuple(gap[first_blank:end]),
        parted=first_blank < len(gap),
        open_ended=first_blank < len(gap) == end,
    )
