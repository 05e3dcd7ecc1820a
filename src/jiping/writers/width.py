"""Columns of a terminal: Chinese characters take two."""

from collections.abc import Iterable, Iterator, Sequence
from unicodedata import combining, east_asian_width

# Punctuation that may not begin a line.
CLINGING = frozenset("，。、；：？！）》」』】”’%,.;:?!)]}")


def width(text: str) -> int:
    """How many columns a text takes (ambiguous characters counted as one)."""
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if combining(char):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def pad(text: str, columns: int) -> str:
    """The text with spaces up to so many columns; longer text is left as it is."""
    return text + " " * (columns - width(text))


def shortened(text: str, columns: int) -> str:
    """The text cut to so many columns, with ``…`` where something was left out."""
    if width(text) <= columns:
        return text
    kept = text[:columns]
    while width(kept) >= columns:
        kept = kept[:-1]
    return f"{kept}…"


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most so many columns, broken at spaces or between Chinese characters.

    Punctuation stays with what it follows; a word longer than a line stands alone.
    """
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and width(lines[-1]) + width(piece.rstrip()) > columns:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    lines[-1] = lines[-1].rstrip()
    return lines


def _pieces(text: str) -> Iterator[str]:
    """The shortest parts that a line may not break within."""
    piece = ""
    for char in text:
        after_space = piece[-1:].isspace()
        clings = char.isspace() or (char in CLINGING and not after_space)
        wide = _columns(char) == 2 or _columns(piece[-1:] or " ") == 2
        if piece and not clings and (after_space or wide):
            yield piece
            piece = ""
        piece += char
    yield piece


def table(rows: Iterable[Sequence[str]], *, indent: str = "") -> Iterator[str]:
    """Rows as aligned lines, two spaces between columns; the last is not padded."""
    kept = [tuple(row) for row in rows]
    if not kept:
        return
    widths = [max(map(width, column)) for column in zip(*kept, strict=True)]
    for row in kept:
        *head, last = row
        cells = [pad(cell, size) for cell, size in zip(head, widths, strict=False)]
        yield (indent + "  ".join([*cells, last])).rstrip()
