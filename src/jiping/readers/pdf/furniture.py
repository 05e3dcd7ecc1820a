"""Page numbers, running heads and feet: on the page, but not of the document."""

import re
from collections import Counter
from collections.abc import Sequence

from jiping.readers.pdf.shapes import Line, Sheet
from jiping.readers.text import markers

_HEAD = 0.07
# GB/T 9704 sets the number 7 mm under the text and that 35 mm from the edge: at 0.897.
_FOOT = 0.885
_REPEATS = 3
_NUMBER = re.compile(
    r"[-—–－―~·\s]*(第\s*)?\d{1,4}\s*(页)?([,，]?\s*[/／共]\s*(共\s*)?\d{1,4}\s*页?)?"
    r"[-—–－―~·\s]*"
)


def without_furniture(
    pages: Sequence[tuple[Sheet, Sequence[Line]]],
) -> list[list[Line]]:
    """The lines of each page, outside tables, that belong to the document.

    A bare number near the upper or lower edge goes, and what stands in the margin of
    several pages in the same words; headings of annexes and forms always stay.
    """
    seen = Counter(
        text
        for sheet, lines in pages
        for text in {_plain(line) for line in lines if _is_marginal(line, sheet)}
    )
    return [
        [
            line
            for line in lines
            if not (_is_number(line, sheet, lines) or _is_running(line, sheet, seen))
        ]
        for sheet, lines in pages
    ]


def _plain(line: Line) -> str:
    return "".join(line.text.split())


def _is_marginal(line: Line, sheet: Sheet) -> bool:
    return line.box[3] < _HEAD * sheet.height or line.box[1] > _FOOT * sheet.height


def _is_number(line: Line, sheet: Sheet, lines: Sequence[Line]) -> bool:
    outermost = line is lines[0] or line is lines[-1]
    return (
        outermost
        and _is_marginal(line, sheet)
        and _NUMBER.fullmatch(line.text) is not None
    )


def _is_running(line: Line, sheet: Sheet, seen: Counter[str]) -> bool:
    return (
        _is_marginal(line, sheet)
        and seen[_plain(line)] >= _REPEATS
        and not markers.is_strong(line.text)
    )
