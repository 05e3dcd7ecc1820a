"""Runs of text, and the content controls that bind a figure to its cell."""

import re
from collections.abc import Mapping, Sequence
from zlib import crc32

from jiping.model.terms import COLUMNS
from jiping.model.values import Ref
from jiping.writers.forms.plan import Box, Piece
from jiping.writers.forms.word_parts import FIGURES, STORE, escaped

_BREAKS = re.compile(r"(\r\n|[\n\r\v\f\t])")
# Word refuses a file whose tags are longer.
_LONGEST_TAG = 64
_EAST = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'


class Bindings:
    """Which figures are shared between tables and prose, and the controls so far.

    Controls of one figure are bound to one node of a part of the package, so that
    Word changes all of them when one is changed.
    """

    def __init__(self, figures: Mapping[Ref, str]) -> None:
        self._figures = figures
        self._index = {ref: place for place, ref in enumerate(figures, start=1)}
        self._controls = 0

    def cell(self, box: Box) -> str:
        """The runs of a cell, its value set off where prose quotes it."""
        if box.ref is None or box.ref not in self._index:
            return _run(box.text) if box.text else ""
        value = box.text if box.value is None else box.value
        if not value or not box.text.endswith(value):
            return _run(box.text) if box.text else ""
        before = box.text[: len(box.text) - len(value)]
        bound = self.control(Piece(text=value, ref=box.ref), _run(value))
        return f"{_run(before)}{bound}" if before else bound

    def control(self, piece: Piece, content: str) -> str:
        """A content control around a figure, tagged with its address."""
        assert piece.ref is not None
        self._controls += 1
        name = escaped(COLUMNS.get(piece.ref.column, piece.ref.column))
        binding = ""
        if self._figures.get(piece.ref) == piece.text:
            binding = (
                f"<w:dataBinding w:prefixMappings=\"xmlns:j='{FIGURES}'\" "
                f'w:xpath="/j:figures[1]/j:figure[{self._index[piece.ref]}]" '
                f'w:storeItemID="{STORE}"/>'
            )
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="{_tag(piece.ref)}"/>'
            f'<w:id w:val="{self._controls}"/>{binding}<w:text/></w:sdtPr>'
            f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )


def runs(pieces: Sequence[Piece], bindings: Bindings) -> str:
    """The runs of a paragraph."""
    return "".join(
        bindings.control(piece, _run(piece.text)) if piece.ref else _run(piece.text)
        for piece in pieces
        if piece.text
    )


def _run(text: str) -> str:
    # Quotation marks, dashes and signs are drawn in the Chinese font only if told so.
    look = "" if text.isascii() else _EAST
    if not _BREAKS.search(text):
        return f"<w:r>{look}{_text(text)}</w:r>"
    inside = "".join(
        _text(part) if index % 2 == 0 else "<w:tab/>" if part == "\t" else "<w:br/>"
        for index, part in enumerate(_BREAKS.split(text))
    )
    return f"<w:r>{look}{inside}</w:r>"


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escaped(text)}</w:t>' if text else ""


def _tag(ref: Ref) -> str:
    """The address, cut where it is too long and told apart by a check sum."""
    whole = str(ref)
    if len(whole) <= _LONGEST_TAG:
        return escaped(whole)
    mark = f"~{crc32(whole.encode()):08x}"
    return escaped(whole[: _LONGEST_TAG - len(mark)] + mark)
