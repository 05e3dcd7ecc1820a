"""How much room text takes, told without a font: at most, so that nothing is clipped."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from jiping.writers.forms.plan import Box, Grid

POINT = 25.4 / 72
_ROW_HEIGHT = 6.6
_LINE = 1.3
# mm beside and above the text of a cell, as in the template.
_BESIDE, _ABOVE = 0.8, 1.0
_INDENT = 10.5
_SMALLEST = 6.0
# A line may break between these, so what stands in one must fit.
_WORD = re.compile(r"[!-~]+")
# Such cells have one size in a row, or the eye takes them for unlike.
_AMOUNT = re.compile(r"-?[\d,]{4,}(\.\d+)?")
# What must not begin a line, and words before which a title is parted with sense.
_STAYS = "，。、；：！？）》】”’%％"
_TITLE_WORD = re.compile(
    "(?<=年度)|部门|单位|整体支出|项目支出|预算支出|绩效|自评|基础数据|考核|资料|（|《"
)
# More would make too many ways to try.
_MOST_PLACES = 14


def ems(text: str) -> float:
    """How wide text is at most, in times its size."""
    return sum(map(_em, text))


@lru_cache(maxsize=4096)
def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    if character.isdigit():
        return 0.52
    if character in ".,:;!'|il":
        return 0.3
    return 0.95 if character.isupper() or character in "@%&m" else 0.58


def room(grid: Grid, box: Box) -> float:
    """The room for a line of text in a box, in points."""
    start = box.column - 1
    whole = sum(grid.widths[start : start + box.column_span])
    return max((whole - 2 * _BESIDE) / POINT - box.indent * _INDENT, _INDENT)


def fitted(grid: Grid, size: float) -> list[tuple[str, float]]:
    """For each box its text and the size at which its longest word fits: ``size``, or
    less; cut where no size that can be read would do."""
    made = [_fitted(box.text, size, room(grid, box)) for box in grid.boxes]
    amounts: dict[int, float] = {}
    for box, (_, own) in zip(grid.boxes, made, strict=True):
        if _AMOUNT.fullmatch(box.text):
            amounts[box.row] = min(amounts.get(box.row, size), own)
    return [
        (text, amounts[box.row] if _AMOUNT.fullmatch(box.text) else own)
        for box, (text, own) in zip(grid.boxes, made, strict=True)
    ]


def _fitted(text: str, size: float, width: float) -> tuple[str, float]:
    longest = max((ems(word) for word in _WORD.findall(text)), default=0.0)
    if longest * size <= width:
        return text, size
    smaller = max(_SMALLEST, int(width / longest * 4) / 4)
    if longest * smaller <= width:
        return text, smaller
    most = max(int(width / smaller), 1)
    return _WORD.sub(lambda word: "\n".join(_cut(word[0], most)), text), smaller


def _cut(word: str, most: int) -> Iterator[str]:
    return (word[at : at + most] for at in range(0, len(word), most))


def heights(grid: Grid, size: float) -> list[float | None]:
    """Of every row in mm; None for those that grow with their text."""
    rows: list[float | None] = [*_least(grid)]
    for box in sorted(grid.boxes, key=lambda box: box.row_span):
        last = box.row + box.row_span - 1
        spanned = rows[box.row - 1 : last]
        fixed = [height for height in spanned if height is not None]
        if len(fixed) == len(spanned) and _need(grid, box, size) > sum(fixed):
            rows[last - 1] = None
    return rows


def height(grid: Grid, size: float) -> float:
    """mm that a table takes at most."""
    rows = _least(grid)
    for box in grid.boxes:
        if box.row_span == 1:
            rows[box.row - 1] = max(rows[box.row - 1], _need(grid, box, size))
    return sum(rows)


def _least(grid: Grid) -> list[float]:
    return [grid.heights.get(row, _ROW_HEIGHT) for row in range(1, grid.rows + 1)]


def _need(grid: Grid, box: Box, size: float) -> float:
    """mm that the text of a box takes at most."""
    if not box.text:
        return 0
    width = room(grid, box)
    # A line ends before a character that does not fit, or is not to begin the next.
    usable = max(width - size * 1.5, size)
    lines = sum(
        1 if (wide := ems(line) * size) <= width else int(wide / usable) + 1
        for line in box.text.splitlines()
    )
    return ((lines - 1) * _LINE + 1) * size * POINT + 2 * _ABOVE


def balanced(title: str, most: float) -> str:
    """A title in lines of about the same length, none longer than ``most`` times its
    size: parted before words of such titles if need be in a line more, else anywhere."""
    whole = ems(title)
    if whole <= most:
        return title
    least = int(whole / most) + 1
    senses = [at for at in range(1, len(title)) if _TITLE_WORD.match(title, at)]
    for count in (least, least + 1):
        if made := _parted(title, most, senses[:_MOST_PLACES], count):
            return made
    return "\n".join(_anywhere(title, most))


def _parted(title: str, most: float, places: Sequence[int], count: int) -> str:
    """The title in ``count`` lines that begin at ``places``, as even as can be; empty
    where there is no such way."""
    ways = (
        [title[a:b] for a, b in pairwise((0, *chosen, len(title)))]
        for chosen in combinations(places, count - 1)
    )
    fitting = [lines for lines in ways if max(map(ems, lines)) <= most]
    return "\n".join(min(fitting, key=_unevenness)) if fitting else ""


def _unevenness(lines: Iterable[str]) -> float:
    widths = [ems(line) for line in lines]
    return max(widths) - min(widths)


def _anywhere(title: str, most: float) -> Iterator[str]:
    rest = title
    for left in range(int(ems(title) / (most * 0.95)) + 1, 1, -1):
        goal = ems(rest) / left
        costs = {
            abs(ems(rest[:at]) - goal): at
            for at in range(1, len(rest))
            if _may_part(rest, at) and ems(rest[:at]) <= most
        }
        if not costs:
            break
        best = costs[min(costs)]
        yield rest[:best]
        rest = rest[best:]
    yield rest


def _may_part(text: str, at: int) -> bool:
    inside = text[at - 1].isascii() and text[at].isascii()
    return not inside and text[at] not in _STAYS
