"""Objectives taken apart: the items that a goal or its result lists."""

from collections.abc import Iterator

from jiping.intake.text import fold, squash
from jiping.model.filing import Filing, Sheet
from jiping.model.patterns import compile_late
from jiping.model.values import Entry

_MARK = compile_late(
    r"(?<![\d.])\(?\d{1,2}[).、](?!\d)"
    r"|(?:^|(?<=[\n。;]))\s*(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、)"
    r"|[①-⑳]"
)
_LINE = compile_late(r"[\n。;]")


def items(text: str) -> tuple[str, ...]:
    """What a cell lists, by its numbers, else by sentences and lines; squashed."""
    plain = fold(text)
    pieces = _MARK.split(plain) if numbered(text) else _LINE.split(plain)
    return tuple(filter(None, (squash(piece).strip("。;") for piece in pieces)))


def numbered(text: str) -> bool:
    """Whether a cell numbers its items."""
    return len(_MARK.findall(fold(text))) > 1


def objectives(filing: Filing) -> Iterator[tuple[Sheet, Entry, Entry]]:
    """Each table's expected goal and its result, where the table has them."""
    for sheet in filing.evaluations:
        for row in sheet.of_kind("objective"):
            yield sheet, row["expected"], row["actual"]
