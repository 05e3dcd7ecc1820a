"""Formatting pages (FKP): which properties stand behind a stored character.

Pages of 512 bytes in the main stream cover it without gaps; each lists runs of it and
what they say. Source: [MS-DOC] 2.9.33 and 2.9.174.
"""

import struct
from bisect import bisect_right
from collections.abc import Container, Iterator
from functools import cached_property

from jiping.readers.doc import fib
from jiping.readers.doc.properties import (
    PLAIN,
    Characters,
    Layout,
    characters,
    expanded,
    layout,
)

_PAGE = 512
_NUMBER = 0x3FFFFF
_PARAGRAPH_ENTRY = 13
_MOST_PARAGRAPHS = 0x1D
_MOST_RUNS = 0x65


class Pages:
    """The properties of every stored character.

    ``main``, ``table`` and ``data`` are the streams, ``head`` says where the lists of
    pages stand, ``signs`` are the numbers of fonts of signs.
    """

    def __init__(
        self,
        main: bytes,
        table: bytes,
        data: bytes,
        head: fib.Fib,
        signs: Container[int] = (),
    ) -> None:
        self._signs = signs
        self._main = main
        self._data = data
        self._paragraph_pages = table[head.part(fib.PARAGRAPH_PAGES)]
        self._character_pages = table[head.part(fib.CHARACTER_PAGES)]
        self._known: dict[bytes, Layout] = {}

    def layout(self, place: int, kept: bytes) -> Layout:
        """The layout of the paragraph whose end is stored at ``place``.

        ``kept`` are modifiers of its piece, which come last and so decide.
        """
        starts, stated = self._paragraphs
        at = bisect_right(starts, place) - 1
        packed = (stated[at] if at >= 0 else b"") + kept
        found = self._known.get(packed)
        if found is None:
            style = packed[0] | packed[1] << 8 if len(packed) > 1 else 0
            own = expanded(packed[2:], self._data)
            found = self._known[packed] = layout(style, own)
        return found

    @cached_property
    def _paragraphs(self) -> tuple[list[int], list[bytes]]:
        """Where each run of a paragraph begins, and its style and modifiers."""
        found = sorted(
            entry
            for page in self._pages(self._paragraph_pages)
            for entry in _paragraph_page(page)
        )
        return [start for start, _ in found], [packed for _, packed in found]

    @cached_property
    def marked(self) -> list[tuple[int, int, Characters]]:
        """Stored runs whose properties change their text, from front to back."""
        known: dict[bytes, Characters] = {}
        found = []
        for page in self._pages(self._character_pages):
            for start, end, packed in _character_page(page):
                if packed not in known:
                    known[packed] = characters(packed, self._signs)
                if known[packed] != PLAIN and start < end:
                    found.append((start, end, known[packed]))
        return sorted(found, key=lambda run: run[:2])

    def _pages(self, listed: bytes) -> Iterator[bytes]:
        count = (len(listed) - 4) // 8
        seen: set[int] = set()
        for index in range(max(count, 0)):
            (entry,) = struct.unpack_from("<I", listed, 4 * (count + 1) + 4 * index)
            number = entry & _NUMBER
            page = self._main[number * _PAGE : (number + 1) * _PAGE]
            if len(page) == _PAGE and number not in seen:
                seen.add(number)
                yield page


def _paragraph_page(page: bytes) -> Iterator[tuple[int, bytes]]:
    count = min(page[-1], _MOST_PARAGRAPHS)
    starts = struct.unpack_from(f"<{count + 1}I", page)
    for index in range(count):
        at = 2 * page[4 * (count + 1) + _PARAGRAPH_ENTRY * index]
        yield starts[index], _paragraph_entry(page, at) if at else b""


def _paragraph_entry(page: bytes, at: int) -> bytes:
    """Style and modifiers; an odd size is stated in one byte, an even one in two."""
    words = page[at]
    if words:
        return page[at + 1 : at + 2 * words]
    return page[at + 2 : at + 2 + 2 * page[at + 1]] if at + 1 < _PAGE else b""


def _character_page(page: bytes) -> Iterator[tuple[int, int, bytes]]:
    count = min(page[-1], _MOST_RUNS)
    bounds = struct.unpack_from(f"<{count + 1}I", page)
    for index in range(count):
        at = 2 * page[4 * (count + 1) + index]
        if at:
            yield bounds[index], bounds[index + 1], page[at + 1 : at + 1 + page[at]]
