"""Bytes to text: the encodings Chinese offices use, without guessing wildly."""

import re
from dataclasses import dataclass

from jiping.readers.notes import Unreadable

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_SAMPLE = 4096
_NULS = 50
_MOSTLY_BROKEN = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, and what had to be done to get it.

    ``controls`` and ``broken`` count characters dropped and bytes shown as ``"�"``.
    """

    text: str
    controls: int
    broken: int


def decode(data: bytes, name: str) -> Decoded:
    """The text of a file, line ends as ``"\\n"``, control characters dropped.

    Raises ``Unreadable`` when the bytes are no text in any of the encodings.
    """
    text = _text(data)
    broken = text.count("\ufffd")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    clean, controls = _CONTROL.subn("", text)
    if broken + controls > 8 and (broken + controls) / len(text) > _MOSTLY_BROKEN:
        raise Unreadable(
            f"“{name}”不是可以识别的文字文件，请提交 Word 文件（.docx）或文本文件。"
        )
    return Decoded(text=clean, controls=controls, broken=broken)


def _text(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if wide := _unmarked_utf16(data):
        return data.decode(wide, "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    as_utf8 = data.decode("utf-8", "replace")
    as_gb = data.decode("gb18030", "replace")
    return min(as_utf8, as_gb, key=lambda text: text.count("\ufffd"))


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark shows in its line ends and tabs, a NUL beside each.

    Fewer NULs than one byte in ``_NULS`` are stray ones in another encoding.
    """
    sample = data[:_SAMPLE]
    if sample.count(0) * _NULS < len(sample):
        return ""
    for sign in ("\n", "\t"):
        for encoding in ("utf-16-le", "utf-16-be"):
            wide = sign.encode(encoding)
            at = sample.find(wide)
            if at >= 0 and at % 2 == 0 and len(data) % 2 == 0:
                return encoding
    return ""
