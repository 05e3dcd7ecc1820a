"""Archives made by hand, for tests on machines without the programs that pack them."""

import gzip
import io
import struct
import tarfile
import zlib

REGULAR, LINK = 0o100644, 0o120777
_END = bytes.fromhex("c43d7b00400700")


def rar(*files: tuple[str, bytes, int]) -> bytes:
    """A RAR 4 archive of stored files: name, content, Unix mode."""
    out = b"Rar!\x1a\x07\x00" + _block(0x73, 0, b"\0" * 6)
    for name, data, mode in files:
        called = name.encode()
        head = struct.pack(
            "<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 0x5A8F7C00,
            20, 0x30, len(called), mode,
        )  # fmt: skip
        out += _block(0x74, 0x8000, head + called) + data
    return out + _END


def _block(kind: int, flags: int, body: bytes) -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head


def tar(files: dict[str, bytes], *, links: dict[str, str] | None = None) -> bytes:
    """A tar archive of files, and of symbolic links by name and target."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
        for name, target in (links or {}).items():
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = tarfile.SYMTYPE, target
            archive.addfile(entry)
    return out.getvalue()


def tgz(files: dict[str, bytes], **more: dict[str, str]) -> bytes:
    """The same, packed."""
    return gzip.compress(tar(files, **more))
