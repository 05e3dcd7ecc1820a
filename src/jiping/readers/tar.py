"""Tar archives and single files packed by gzip, bzip2 or xz, unpacked with bounds."""

import bz2
import gzip
import io
import lzma
import shutil
import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from jiping.readers import formats, limits
from jiping.readers.formats import Format
from jiping.readers.notes import Unreadable
from jiping.readers.programs import too_much

_OPEN: dict[str, Callable[[Path], IO[bytes]]] = {
    formats.TAR.key: lambda path: path.open("rb"),
    formats.GZIP.key: gzip.open,  # type: ignore[dict-item]
    formats.BZIP.key: bz2.open,
    formats.XZ.key: lzma.open,
}
_BROKEN = (tarfile.TarError, EOFError, OSError, zlib.error, lzma.LZMAError, ValueError)
_HEADER = 512
_LONG = frozenset(
    (
        *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE),
        *(tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
    )
)


class _Bounded(io.RawIOBase):
    """A stream that ends the reading after ``most`` bytes."""

    def __init__(self, stream: IO[bytes], name: str, most: int) -> None:
        self._stream, self._name, self._left = stream, name, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable(too_much(self._name), "tar")
        buffer[: len(data)] = data
        return len(data)


class _Header(tarfile.TarInfo):
    """A header whose long names and remarks, which are held in memory, have a bound."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in _LONG and self.size > limits.TAR_HEADER:
            raise tarfile.HeaderError("oversized header")
        return super()._proc_member(archive)  # type: ignore[misc,no-any-return]


def unpack(
    kind: Format, archive: Path, into: Path, name: str, most: int, members: int
) -> Iterator[tuple[str, Path]]:
    """The regular files of an archive, as names in it and copies in ``into``.

    What is packed without tar is one file, called as the archive without its suffix. A
    copy has a number for a name, so no name in the archive leads anywhere; links and
    devices are left out. Raises Unreadable beyond ``most`` bytes or ``members`` entries,
    and for what is damaged.
    """
    try:
        with _OPEN[kind.key](archive) as packed:
            stream = io.BufferedReader(_Bounded(packed, name, most))
            if stream.peek(_HEADER)[257:262] == b"ustar":
                yield from _of_tar(stream, into, name, members)
            elif kind is formats.TAR:
                raise tarfile.ReadError
            else:
                inner = name.replace("\\", "/").rpartition("/")[2].rpartition("!")[2]
                yield _stem(inner), _copied(stream, into, 0)
    except _BROKEN as broken:
        raise Unreadable(
            f"“{name}”不完整或已损坏（解压出错），请重新复制或让单位重新发送。",
            kind.key,
        ) from broken


def _stem(name: str) -> str:
    """``报告.docx`` for ``报告.docx.gz``."""
    return name.rpartition(".")[0] or name


def _of_tar(
    stream: IO[bytes], into: Path, name: str, members: int
) -> Iterator[tuple[str, Path]]:
    with tarfile.open(
        fileobj=stream, mode="r|", tarinfo=_Header, errors="surrogateescape"
    ) as opened:
        for number, entry in enumerate(opened):
            if number >= members:
                raise Unreadable(too_much(name), "tar")
            # The archive remembers every entry otherwise.
            opened.members.clear()  # type: ignore[attr-defined]
            content = opened.extractfile(entry) if entry.isreg() else None
            if content is not None:
                yield _name(entry.name), _copied(content, into, number)


def _copied(content: IO[bytes], into: Path, number: int) -> Path:
    path = into / str(number)
    with path.open("wb") as file:
        shutil.copyfileobj(content, file)
    return path


def _name(raw: str) -> str:
    """A name that is no UTF-8 is taken for GB18030."""
    try:
        return raw.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeDecodeError:
        return raw.encode("utf-8", "surrogateescape").decode("gb18030", "replace")
