"""Archives of any kind, and archives in them, as the files they hold."""

import io
import zipfile
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import BinaryIO

from jiping.readers import archive, formats, limits
from jiping.readers.dispatch import load
from jiping.readers.formats import Format
from jiping.readers.grouping import group, several
from jiping.readers.notes import Unreadable
from jiping.readers.source import Source

_MEMBER = "!"
_SYSTEM = frozenset(("thumbs.db", "desktop.ini", "__macosx"))
_OFFICE = ("[content_types].xml", "word/document.xml", "mimetype", "ofd.xml")
_OFFICE_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".pptx")
_HEAD = 512
# Loaded when an archive asks for it: most inputs are none, and zip needs no program.
_UNPACKING = "jiping.readers.unpacking"


@dataclass(slots=True)
class Budget:
    """What one archive, with the archives inside it, may still unpack."""

    members: int = field(default_factory=lambda: limits.ARCHIVE_MEMBERS)
    unpacked: int = field(default_factory=lambda: limits.ARCHIVE_UNPACKED)

    def takes(self, size: int) -> bool:
        """Whether another member of ``size`` bytes is within the bounds."""
        self.members -= 1
        self.unpacked -= size
        return self.members >= 0 and self.unpacked >= 0


def is_ignored(name: str) -> bool:
    """True for hidden files, lock files of Office and leavings of the system."""
    return name.startswith((".", "~$")) or name.lower() in _SYSTEM


def opened(
    whole: Source, budget: Budget | None = None, depth: int = 1
) -> Iterator[Source]:
    """What a source holds: itself, or the members of the archive that it is.

    Members share the folder's package unless their names tell of several units. An
    Office package is no archive but one file. Never raises: what cannot be opened is a
    source with its problem.
    """
    kind = _kind(whole)
    if kind is None:
        yield whole
        return
    budget = budget or Budget()
    try:
        if depth > limits.ARCHIVE_DEPTH:
            yield whole if _is_office(whole, kind) else _too_deep(whole)
        elif kind is formats.ZIP:
            with _stream(whole) as file:
                yield from _from_zip(file, whole, budget, depth)
        else:
            yield from _from_other(kind, whole, budget, depth)
    except OSError as reason:
        yield _problem(whole, _unopened(whole.name, reason))
    except Unreadable as reason:
        yield _problem(whole, reason.sentence)


def _kind(whole: Source) -> Format | None:
    """The kind of archive; None for what is no archive or cannot be opened."""
    if whole.problem or formats.suffix(whole.name) in _OFFICE_SUFFIXES:
        return None
    try:
        if whole.data is not None:
            return formats.archive_of(whole.data[:_HEAD])
        path = whole.path or Path(whole.name)
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return formats.archive_of(file.read(_HEAD))
    except (OSError, ValueError):
        return None


@contextmanager
def _stream(whole: Source) -> Iterator[BinaryIO]:
    """The bytes of a source. Raises OSError, Unreadable beyond the size bound."""
    if whole.data is not None:
        yield io.BytesIO(whole.data)
        return
    with (whole.path or Path(whole.name)).open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        if size > limits.ARCHIVE_BYTES:
            raise Unreadable(too_large_archive(whole.name, size))
        file.seek(0)
        yield file


def too_large_archive(name: str, size: int) -> str:
    """The sentence for an archive beyond its bound; ``size`` in bytes."""
    return (
        f"压缩包“{name}”有 {size / limits.GB:.1f} GB，超过 "
        f"{limits.ARCHIVE_BYTES // limits.GB} GB 的上限，没有读取，请分成几个压缩包。"
    )


def _unopened(name: str, reason: OSError) -> str:
    return (
        f"“{name}”解不开（系统错误号 {reason.errno}，可能是磁盘空间不足），"
        "请先解压再提交里面的文件。"
    )


def _problem(whole: Source, sentence: str) -> Source:
    return Source(name=whole.name, package=whole.package, problem=sentence)


def _too_deep(whole: Source) -> Source:
    return _problem(
        whole,
        f"“{whole.name}”是压缩包里套了 {limits.ARCHIVE_DEPTH} 层的压缩包，没有打开，"
        "请解压后直接提交里面的文件。",
    )


def _over_budget(whole: Source) -> Source:
    return _problem(
        whole,
        f"压缩包“{whole.name}”里的文件超过 {limits.ARCHIVE_MEMBERS} 个或解开后超过 "
        f"{limits.ARCHIVE_UNPACKED // limits.GB} GB，后面的没有读取，"
        "请分成几个压缩包再提交。",
    )


def _empty(whole: Source) -> Source:
    return _problem(whole, f"压缩包“{whole.name}”里没有文件，请核对后重新提交。")


def _clean(raw: str) -> str:
    """A member's name without what leads out of the archive; empty for what is left
    out."""
    path = PurePosixPath(raw.replace("\\", "/"))
    parts = [part for part in path.parts if part not in ("/", "..")]
    return "" if any(map(is_ignored, parts)) else "/".join(parts)


def _packages(whole: Source, names: list[str]) -> dict[str, str]:
    """The package of every member: its folder, or where several units have sent into
    one folder, what the names put together. Packages in the order of their first
    members."""
    folders: dict[str, list[str]] = {}
    for name in names:
        folders.setdefault(name.rpartition("/")[0], []).append(name)
    keys: dict[str, str] = {}
    for folder, members in folders.items():
        key = f"{whole.name}{_MEMBER}{folder}" if folder else whole.name
        keys.update(dict.fromkeys(members, key))
        if several(members):
            for together in group(members):
                own = f"{whole.name}{_MEMBER}{together[0]}"
                keys.update(dict.fromkeys(together, own))
    first = {keys[name]: name for name in sorted(names, reverse=True)}
    return dict(sorted(keys.items(), key=lambda item: (first[item[1]], item[0])))


def _from_zip(
    file: BinaryIO, whole: Source, budget: Budget, depth: int
) -> Iterator[Source]:
    with archive.open_zip(file, whole.name) as packed:
        members = _members(packed)
        if any(member.lower() in _OFFICE for member, _ in members):
            yield whole
            return
        if not members:
            yield _empty(whole)
        packages = _packages(whole, [member for member, _ in members])
        place = {member: at for at, member in enumerate(packages)}
        for member, info in sorted(members, key=lambda found: place[found[0]]):
            if not budget.takes(info.file_size):
                yield _over_budget(whole)
                return
            name = f"{whole.name}{_MEMBER}{member}"
            source = Source(name=name, package=packages[member])
            try:
                data = archive.read_member(packed, info, limits.FILE_BYTES, name)
            except Unreadable as reason:
                yield _problem(source, reason.sentence)
                continue
            inner = Source(name=name, package=packages[member], data=data)
            yield from opened(inner, budget, depth + 1)


def _members(packed: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """Files of an archive by cleaned name, sorted; system leavings left out."""
    found = [
        (name, info)
        for info in packed.infolist()
        if not info.is_dir() and (name := _clean(archive.member_name(info)))
    ]
    return sorted(found, key=lambda entry: entry[0])


def _is_office(whole: Source, kind: Format) -> bool:
    if kind is not formats.ZIP:
        return False
    try:
        with _stream(whole) as file, archive.open_zip(file, whole.name) as packed:
            return any(name.lower() in _OFFICE for name, _ in _members(packed))
    except Unreadable:
        return True


def _from_other(
    kind: Format, whole: Source, budget: Budget, depth: int
) -> Iterator[Source]:
    """Members by way of a private folder, which is gone when the last was taken."""
    with TemporaryDirectory(prefix="jiping-", ignore_cleanup_errors=True) as private:
        most, members = max(budget.unpacked, 0), max(budget.members, 0)
        unpacking = import_module(_UNPACKING)
        files = unpacking.unpacked(kind, whole, Path(private), most, members)
        cleaned = _cleaned(files)
        if not cleaned:
            yield _empty(whole)
        packages = _packages(whole, list(cleaned))
        for member in packages:
            path = cleaned[member]
            if not budget.takes(path.stat().st_size):
                yield _over_budget(whole)
                return
            name = f"{whole.name}{_MEMBER}{member}"
            source = Source(name=name, package=packages[member])
            try:
                data = load(path, name)
            except Unreadable as reason:
                yield _problem(source, reason.sentence)
                continue
            path.unlink(missing_ok=True)
            inner = Source(name=name, package=packages[member], data=data)
            yield from opened(inner, budget, depth + 1)


def _cleaned(files: Mapping[str, Path]) -> dict[str, Path]:
    """Unpacked files by their cleaned names."""
    cleaned: dict[str, Path] = {}
    for raw, path in files.items():
        if name := _clean(raw):
            cleaned[_unused(name, cleaned)] = path
    return cleaned


def _unused(name: str, used: Container[str]) -> str:
    """The name, or with a number in front where two members have come to share it."""
    free, number = name, 1
    while free in used:
        number += 1
        folder, slash, last = name.rpartition("/")
        free = f"{folder}{slash}（{number}）{last}"
    return free
