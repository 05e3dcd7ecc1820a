"""Text boxes: which stretch of text stands in which drawn shape.

Source: [MS-DOC] 2.8.30 (anchors) and 2.8.32 (texts).
"""

import struct
from collections.abc import Iterator, Sequence

from jiping.readers.doc import fib

_ANCHOR = 26
_TEXT = 22
_SHAPE = 14
Span = tuple[int, int]


class Boxes:
    """The text boxes of the main text, each given out once."""

    def __init__(self, table: bytes, head: fib.Fib) -> None:
        self._anchors = dict(_anchors(table[head.part(fib.SHAPES)]))
        self._texts = dict(_texts(table[head.part(fib.TEXT_BOXES)], head.boxes))

    def at(self, positions: Sequence[int]) -> Iterator[Span]:
        """The spans of the boxes whose drawings stand at these positions."""
        for position in positions:
            span = self._texts.pop(self._anchors.get(position, -1), None)
            if span is not None:
                yield span

    def rest(self) -> Iterator[Span]:
        """The spans that no drawing of the text asked for, grouped ones as a rule."""
        while self._texts:
            yield self._texts.pop(next(iter(self._texts)))


def _anchors(plex: bytes) -> Iterator[tuple[int, int]]:
    """Positions in the main text, and the shape drawn there."""
    count = max((len(plex) - 4) // (4 + _ANCHOR), 0)
    for index in range(count):
        (position,) = struct.unpack_from("<I", plex, 4 * index)
        (shape,) = struct.unpack_from("<i", plex, 4 * (count + 1) + _ANCHOR * index)
        yield position, shape


def _texts(plex: bytes, within: slice) -> Iterator[tuple[int, Span]]:
    """Shapes, and the span of the text in each."""
    count = max((len(plex) - 4) // (4 + _TEXT), 0)
    for index in range(count):
        start, end = struct.unpack_from("<2I", plex, 4 * index)
        record = 4 * (count + 1) + _TEXT * index
        (shape,) = struct.unpack_from("<i", plex, record + _SHAPE)
        start, end = within.start + start, min(within.start + end, within.stop)
        if start < end and shape > 0:
            yield shape, (start, end)
