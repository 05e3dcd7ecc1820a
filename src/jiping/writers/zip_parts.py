"""A zip with some of its members replaced and every other byte of it kept.

``zipfile`` packs members anew when it copies them; here what is not replaced is copied
as it stands, packed as its maker packed it.
"""

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_ENTRY = struct.Struct("<4s4B4HL2L5H2L")
_LOCAL = struct.Struct("<4s2B4HL2L2H")
_END = struct.Struct("<4s4H2LH")
_ENTRY_SIGN, _LOCAL_SIGN, _END_SIGN = b"PK\1\2", b"PK\3\4", b"PK\5\6"
_CLOSING = re.compile(rb"</([\w.:-]+)\s*>\s*\Z|<([\w.:-]+)(?:\s[^<>]*)?/>\s*\Z")
_DEFLATED, _UTF8 = 8, 0x800
_VERSION = 20
# 1 January 1980, where the file says no other day: a package must not tell the time.
_NO_DATE = 0x21


@dataclass(frozen=True, slots=True)
class _Member:
    """An entry of the table of contents and where its member begins."""

    name: bytes
    head: bytes
    tail: bytes
    start: int
    time: int
    date: int


def appended(part: bytes, element: str) -> bytes:
    """The XML part with an element more at the end of its root.

    Raises ValueError for a part that has none.
    """
    found = _CLOSING.search(part)
    if found is None:
        raise ValueError("a part without a root")
    if found[1]:
        return part[: found.start()] + element.encode() + part[found.start() :]
    opened = part[: part.rindex(b"/>")]
    return opened + b">" + element.encode() + b"</" + found[2] + b">"


def with_parts(package: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The package with these parts, new ones at the end.

    Names are matched as Office does, whatever their case. Raises ValueError for bytes
    that are no zip of the usual kind.
    """
    members, directory, comment = _opened(package)
    starts = sorted(member.start for member in members)
    stops = dict(zip(starts, [*starts[1:], directory], strict=True))
    waiting = {_folded(name.encode()): name for name in parts}
    body, entries = [package[: min(starts, default=0)]], []
    at = len(body[0])
    for member in sorted(members, key=lambda each: each.start):
        name = waiting.pop(_folded(member.name), None)
        if name is None:
            raw = package[member.start : stops[member.start]]
            entry = member.head + struct.pack("<L", at) + member.tail
        else:
            raw, entry = _packed(member.name, parts[name], at, member)
        body.append(raw)
        entries.append(entry)
        at += len(raw)
    for name in waiting.values():
        raw, entry = _packed(name.encode(), parts[name], at)
        body.append(raw)
        entries.append(entry)
        at += len(raw)
    table = b"".join(entries)
    end = _END.pack(
        _END_SIGN, 0, 0, len(entries), len(entries), len(table), at, len(comment)
    )
    return b"".join([*body, table, end, comment])


def _opened(package: bytes) -> tuple[list[_Member], int, bytes]:
    """Members, where the table of contents begins, and the comment of the archive."""
    at = package.rfind(_END_SIGN)
    if at < 0 or at + _END.size > len(package):
        raise ValueError("no end of a zip")
    _, _, _, _, _, size, stated, _ = _END.unpack_from(package, at)
    begin = at - size
    if begin < stated:
        raise ValueError("the table of contents is not where it should be")
    members = list(_members(package, begin, at, begin - stated))
    return members, begin, package[at + _END.size :]


def _members(package: bytes, at: int, stop: int, shift: int) -> Iterator[_Member]:
    while at + _ENTRY.size <= stop and package.startswith(_ENTRY_SIGN, at):
        fields = _ENTRY.unpack_from(package, at)
        time, date = fields[7], fields[8]
        lengths, start = fields[12:15], fields[-1] + shift
        name_at = at + _ENTRY.size
        stop_at = name_at + sum(lengths)
        if not package.startswith(_LOCAL_SIGN, start):
            raise ValueError("a member is not where it should be")
        yield _Member(
            name=package[name_at : name_at + lengths[0]],
            head=package[at : name_at - 4],
            tail=package[name_at:stop_at],
            start=start,
            time=time,
            date=date,
        )
        at = stop_at


def _packed(
    name: bytes, data: bytes, at: int, like: _Member | None = None
) -> tuple[bytes, bytes]:
    """A member and its entry, dated as the one that it replaces."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush()
    flags = 0 if name.isascii() else _UTF8
    time, date = (like.time, like.date) if like else (0, _NO_DATE)
    common = (flags, _DEFLATED, time, date, zlib.crc32(data), len(packed), len(data))
    local = _LOCAL.pack(_LOCAL_SIGN, _VERSION, 0, *common, len(name), 0)
    entry = _ENTRY.pack(
        *(_ENTRY_SIGN, _VERSION, 0, _VERSION, 0),
        *common,
        *(len(name), 0, 0, 0, 0, 0, at),
    )
    return local + name + packed, entry + name


def _folded(name: bytes) -> bytes:
    return name.replace(b"\\", b"/").lstrip(b"/").lower()
