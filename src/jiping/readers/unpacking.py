"""Archives other than zip, unpacked into a private folder within bounds."""

import os
from collections.abc import Iterator
from pathlib import Path

from jiping.readers import formats, limits, programs, tar
from jiping.readers.formats import Format
from jiping.readers.members import too_large_archive
from jiping.readers.notes import Unreadable
from jiping.readers.source import Source

_OUTSIDE = (formats.SEVEN_ZIP, formats.RAR)


def unpacked(
    kind: Format, whole: Source, private: Path, most: int, members: int
) -> dict[str, Path]:
    """The regular files of an archive by the name in it, copied below ``private``: at
    most ``members`` of ``most`` bytes in all. Raises Unreadable."""
    into = private / "files"
    into.mkdir(mode=0o700)
    packed = whole.path
    if packed is None:
        packed = private / "packed"
        packed.write_bytes(whole.data or b"")
    elif packed.stat().st_size > limits.ARCHIVE_BYTES:
        raise Unreadable(too_large_archive(whole.name, packed.stat().st_size))
    packed = packed.resolve()
    if kind in _OUTSIDE:
        programs.unpack(kind, packed, into, whole.name, most, members)
        found = _regular(into)
    else:
        found = tar.unpack(kind, packed, into, whole.name, most, members)
    # A tar archive may hold a file again, and the last is meant.
    return dict(found)


def _regular(folder: Path) -> Iterator[tuple[str, Path]]:
    """Regular files below a folder; links are not followed and not taken."""
    for base, _, names in os.walk(folder):
        for name in names:
            path = Path(base) / name
            if path.is_file() and not path.is_symlink() and path.stat().st_nlink == 1:
                raw = os.fsencode(path.relative_to(folder)).decode("utf-8", "replace")
                yield raw, path
