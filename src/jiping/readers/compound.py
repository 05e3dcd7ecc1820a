"""Compound files (OLE) of old Office, opened with bounds: streams as bytes."""

import io
import struct
from collections.abc import Mapping

import olefile

from jiping.readers import limits
from jiping.readers.notes import Unreadable

# olefile meets broken files with whatever its arithmetic runs into.
BROKEN = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    struct.error,
)
_SECTOR = 4096
_LISTED = _SECTOR // 4
_SMALL = 64
_FREE, _END_OF_CHAIN, _OF_TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_OBJECT_STORAGES = ("mbd", "lnk")
_MACRO_STORAGES = ("macros", "_vba_project_cur", "vba")


class Compound:
    """The streams of a compound file by name, and ``data``, the file as a whole.

    Raises ``Unreadable`` when its allocation table or directory cannot be followed.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        self.name = name
        try:
            self._file = olefile.OleFileIO(io.BytesIO(data))
            self._streams = {
                "/".join(entry).lower(): entry for entry in self._file.listdir()
            }
        except BROKEN as broken:
            raise self._damaged() from broken

    def __contains__(self, stream: str) -> bool:
        return stream.lower() in self._streams

    def stream(self, stream: str) -> bytes:
        """The bytes of a stream; empty when the file has none of that name."""
        entry = self._streams.get(stream.lower())
        if entry is None:
            return b""
        try:
            size: int = self._file.get_size(entry)
            data: bytes = self._file.openstream(entry).read(limits.FILE_BYTES)
        except BROKEN as broken:
            raise self._damaged() from broken
        # A file that was cut off: what is left of a stream reads as if it were all.
        if len(data) < min(size, limits.FILE_BYTES):
            raise self._damaged()
        return data

    @property
    def has_macros(self) -> bool:
        """True when a macro project is stored beside the document."""
        return any(entry.split("/")[0] in _MACRO_STORAGES for entry in self._streams)

    @property
    def has_objects(self) -> bool:
        """True when objects of other programs are stored inside a workbook."""
        return any(entry.startswith(_OBJECT_STORAGES) for entry in self._streams)

    def _damaged(self) -> Unreadable:
        return Unreadable(
            f"“{self.name}”不完整或已损坏（文件结构读不通），"
            "请重新复制或让单位重新发送。",
            "ole",
        )


def packed(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of these streams, as plain as can be.

    What a library is given instead of the file as sent, once the streams are known to
    be whole. Each is filled up with zeros to whole sectors; 400 MB fit in all. The
    unused sector for small streams is there because readers expect one.
    """
    counts = [max(1, -(-len(data) // _SECTOR)) for data in streams.values()]
    total = sum(counts) + 2
    tables = next(n for n in range(1, total + 1) if n * _LISTED >= total + n)
    chain = [_OF_TABLE] * tables + [_END_OF_CHAIN] * 2
    entries = [_entry("Root Entry", 5, (_FREE, 1), tables + 1, _SMALL)]
    for number, (name, count) in enumerate(zip(streams, counts, strict=True), 2):
        beside = number if number <= len(streams) else _FREE
        entries.append(_entry(name, 2, (beside, _FREE), len(chain), count * _SECTOR))
        chain += [*range(len(chain) + 1, len(chain) + count), _END_OF_CHAIN]
    entries += [_entry("", 0, (_FREE, _FREE))] * (_SECTOR // 128 - len(entries))
    chain += [_FREE] * (tables * _LISTED - len(chain))
    head = struct.pack(
        "<8s16x5H6x9I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 4, 0xFFFE, 12, 6),
        *(1, tables, tables, 0, _SECTOR, _END_OF_CHAIN, 0, _END_OF_CHAIN, 0),
    )
    head += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    return b"".join(
        (
            head.ljust(_SECTOR, b"\0"),
            struct.pack(f"<{len(chain)}I", *chain),
            *entries,
            bytes(_SECTOR),
            *(
                data.ljust(count * _SECTOR, b"\0")
                for data, count in zip(streams.values(), counts, strict=True)
            ),
        )
    )


def _entry(
    name: str, kind: int, links: tuple[int, int], start: int = 0, size: int = 0
) -> bytes:
    """A directory entry; ``kind`` 5 is the root, 2 a stream, 0 none.

    ``links`` are the entry beside this one and the first below it.
    """
    wide = name.encode("utf-16-le")
    length = len(wide) + 2 if wide else 0
    return struct.pack(
        "<64sHBB3I16x4x16xIQ", wide, length, kind, 1, _FREE, *links, start, size
    )
