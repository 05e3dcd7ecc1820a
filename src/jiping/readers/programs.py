"""Outside programs that open 7z and RAR archives, run with bounds.

None is needed and none is shipped: where one stands in the PATH it is used, where not
the user is told which to install. A program works in a private folder, without input,
with bounds on time, memory and what it writes.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from jiping.model.patterns import compile_late
from jiping.readers import formats, limits
from jiping.readers.formats import Format
from jiping.readers.notes import Unreadable

try:
    import resource
except ImportError:  # Windows has no such limits; time and size are watched there too.
    resource = None  # type: ignore[assignment]

_SAID = "said"
_LISTED = "listed"
_SAID_BYTES = 64 * limits.KB
_LOCKED = compile_late(r"encrypt|password|passphrase", re.IGNORECASE)
_UNSUPPORTED = "Unsupported archive type"
_PACKAGE_PARTS = frozenset(("word/document.xml", "xl/workbook.xml"))
_RAR_5 = b"Rar!\x1a\x07\x01"
_WATCH_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of an archive as its program lists it; ``link`` for every entry that is
    neither a file nor a folder, ``size`` in bytes."""

    name: str
    size: int = 0
    folder: bool = False
    link: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """How a program is asked to list and to unpack; ``{archive}`` and ``{kind}``
    (7z, rar, rar5) are put in, and it unpacks into the folder it is started in."""

    name: str
    formats: tuple[Format, ...]
    listing: tuple[str, ...]
    unpacking: tuple[str, ...]
    parse: Callable[[str], Iterator[Listed]]


def _of_seven_zip(text: str) -> Iterator[Listed]:
    for block in text.partition("\n----------\n")[2].split("\n\n"):
        told = _fields(block, "=")
        if "Path" in told:
            attributes = told.get("Attributes", "")
            mode = attributes.rpartition(" ")[2][:1]
            folder = attributes.startswith("D") or told.get("Folder") == "+"
            named = told.get("Symbolic Link") or told.get("Hard Link")
            yield Listed(
                told["Path"],
                _whole(told.get("Size", "")),
                folder,
                bool(named) or mode not in ("", "-", "d", *"ADHIRSN_"),
                told.get("Encrypted") == "+",
            )


def _of_unrar(text: str) -> Iterator[Listed]:
    for block in text.split("\n\n"):
        told = _fields(block, ":")
        if "Name" in told:
            kind = told.get("Type", "File")
            yield Listed(
                told["Name"],
                _whole(told.get("Size", "")),
                kind == "Directory",
                kind not in ("File", "Directory"),
                "encrypted" in told.get("Flags", ""),
            )


def _of_bsdtar(text: str) -> Iterator[Listed]:
    for line in text.splitlines():
        words = line.split(None, 8)
        if len(words) == 9 and words[1].isdecimal():
            yield Listed(
                words[8], _whole(words[4]), words[0][0] == "d", words[0][0] not in "-d"
            )


def _of_lsar(text: str) -> Iterator[Listed]:
    try:
        told = json.loads(text)
    except ValueError:
        return
    locked = bool(told.get("lsarProperties", {}).get("XADIsEncrypted"))
    for entry in told.get("lsarContents", []):
        name = entry.get("XADFileName", "")
        yield Listed(
            name if isinstance(name, str) else "",
            int(entry.get("XADFileSize", 0)),
            bool(entry.get("XADIsDirectory")),
            bool(entry.get("XADIsLink")),
            locked or bool(entry.get("XADIsEncrypted")),
        )


def _fields(block: str, sign: str) -> dict[str, str]:
    parted = (line.partition(sign) for line in block.splitlines())
    return {name.strip(): value.strip() for name, _, value in parted}


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 0


_BOTH = (formats.SEVEN_ZIP, formats.RAR)
# A password that is none: asked for one, a program would wait for an answer.
_SEVEN_ZIPS = tuple(
    Program(
        name=name,
        formats=_BOTH,
        listing=("l", "-slt", "-sccUTF-8", "-p-", "-t{kind}", "--", "{archive}"),
        unpacking=("x", "-y", "-bd", "-p-", "-t{kind}", "--", "{archive}"),
        parse=_of_seven_zip,
    )
    for name in ("7zz", "7z", "7za")
)
PROGRAMS = (
    Program(
        name="unrar",
        formats=(formats.RAR,),
        listing=("lt", "-p-", "-c-", "--", "{archive}"),
        unpacking=("x", "-p-", "-c-", "-o+", "-y", "--", "{archive}"),
        parse=_of_unrar,
    ),
    *_SEVEN_ZIPS,
    Program(
        name="unar",
        formats=_BOTH,
        listing=("-j", "-p", "-", "{archive}"),
        unpacking=("-q", "-f", "-D", "-p", "-", "{archive}"),
        parse=_of_lsar,
    ),
    Program(
        name="bsdtar",
        formats=_BOTH,
        listing=("-t", "-v", "-f", "{archive}"),
        unpacking=("-x", "-f", "{archive}"),
        parse=_of_bsdtar,
    ),
)
# What lists for a program that only unpacks.
_LISTERS = {"unar": "lsar"}


def programs_for(kind: Format) -> tuple[Program, ...]:
    """The programs of this machine that open such archives, the best first."""
    return tuple(
        program
        for program in PROGRAMS
        if kind in program.formats
        and shutil.which(program.name)
        and shutil.which(_LISTERS.get(program.name, program.name))
    )


def unpack(
    kind: Format, archive: Path, into: Path, name: str, most: int, members: int
) -> None:
    """The archive unpacked into the empty folder ``into``.

    ``most`` bytes and ``members`` entries at most. Raises Unreadable with the sentence:
    no program, a password, damage, too much, entries that lead out of the archive.
    """
    found = programs_for(kind)
    if not found:
        raise Unreadable(missing(kind, name), kind.key)
    refusal = None
    for program in found:
        try:
            _unpack(program, kind, archive, into, name, most, members)
        except _Failed as failed:
            # Not every build of a program opens every archive of the kind.
            refusal = refusal or failed
            shutil.rmtree(into, ignore_errors=True)
            into.mkdir(mode=0o700)
        else:
            return
    assert refusal is not None
    raise Unreadable(refusal.sentence, kind.key)


class _Failed(Unreadable):
    """This program could not; another may."""


def missing(kind: Format, name: str) -> str:
    """The sentence where no program opens such archives; says what to install."""
    fitting = "7-Zip（7zz）、bsdtar 或 unar"
    if kind is formats.RAR:
        fitting = "unrar、7-Zip（7zz）、bsdtar 或 unar"
    return (
        f"“{name}”是{kind.title}，本机没有能解开它的程序，"
        f"请安装 {fitting}，或者先解压再改存为 .zip 压缩包。"
    )


def _unpack(
    program: Program,
    kind: Format,
    archive: Path,
    into: Path,
    name: str,
    most: int,
    members: int,
) -> None:
    entries = _entries(program, kind, archive, into.parent, name)
    if any(entry.link or _leads_out(entry.name) for entry in entries):
        raise Unreadable(
            f"“{name}”里有指向压缩包以外的链接或路径，为安全起见没有打开，请核实来源。",
            "archive",
        )
    size = sum(entry.size for entry in entries if not entry.folder)
    if len(entries) > members or size > most:
        raise Unreadable(too_much(name), "archive")
    command = [program.name, *_put(program.unpacking, kind, archive)]
    code, said = _run(command, into, into.parent / _SAID, name, most)
    if code and _LOCKED.search(said):
        raise _locked(name)
    if code:
        raise _Failed(_broken(name))


def _entries(
    program: Program, kind: Format, archive: Path, beside: Path, name: str
) -> tuple[Listed, ...]:
    """What the archive holds, before anything of it is unpacked."""
    listed = beside / _LISTED
    lister = _LISTERS.get(program.name, program.name)
    command = [lister, *_put(program.listing, kind, archive)]
    code, said = _run(command, beside, listed, name, limits.LISTING_BYTES)
    text = listed.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    entries = tuple(program.parse(text))
    if any(entry.locked for entry in entries) or (code and _LOCKED.search(said)):
        raise _locked(name)
    if code:
        foreign = _UNSUPPORTED in said
        raise _Failed(missing(kind, name) if foreign else _broken(name))
    if any(entry.name in _PACKAGE_PARTS for entry in entries):
        # The last file of the archive, stored as it is, was taken for the archive.
        raise _Failed(missing(kind, name))
    return entries


def _locked(name: str) -> Unreadable:
    return Unreadable(
        f"“{name}”加了密码，本程序打不开，请去掉密码后重新提交。", "archive"
    )


def _broken(name: str) -> str:
    return f"“{name}”不完整或已损坏（解压出错），请重新复制或让单位重新发送。"


def too_much(name: str) -> str:
    """The sentence for an archive that would unpack beyond the bounds."""
    return (
        f"压缩包“{name}”里的文件超过 {limits.ARCHIVE_MEMBERS} 个或解开后超过 "
        f"{limits.ARCHIVE_UNPACKED // limits.GB} GB，没有打开，请分成几个压缩包再提交。"
    )


def _put(arguments: Sequence[str], kind: Format, archive: Path) -> list[str]:
    with archive.open("rb") as file:
        called = "rar5" if file.read(len(_RAR_5)) == _RAR_5 else kind.key
    return [each.format(archive=archive, kind=called) for each in arguments]


def _leads_out(name: str) -> bool:
    """Whether a name is absolute or climbs above the archive."""
    path = name.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or path[1:2] == ":"


def _run(
    command: list[str], folder: Path, output: Path, name: str, most: int
) -> tuple[int, str]:
    """Exit code and complaints of a program; its output goes to the file ``output``.

    Raises Unreadable where it takes too long or writes more than ``most`` bytes.
    """
    complaints = output.with_name(f"{output.name}.err")
    with output.open("wb") as out, complaints.open("wb") as err:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            preexec_fn=_bounded(most) if resource is not None else None,
            start_new_session=True,
        )
        try:
            _watch(process, folder, output, name, most)
        finally:
            with suppress(OSError):
                process.kill()
            process.wait()
    if process.returncode == -getattr(signal, "SIGXFSZ", 0):
        raise Unreadable(too_much(name), "archive")
    with complaints.open("rb") as said, output.open("rb") as told:
        both = said.read(_SAID_BYTES) + told.read(
            _SAID_BYTES if process.returncode else 0
        )
    return process.returncode, both.decode("utf-8", "replace")


def _bounded(most: int) -> Callable[[], None]:
    def limit() -> None:
        for which, value in (
            (resource.RLIMIT_AS, limits.PROGRAM_BYTES),
            (resource.RLIMIT_FSIZE, most),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ValueError, OSError):
                resource.setrlimit(which, (value, value))

    return limit


def _watch(
    process: "subprocess.Popen[bytes]", folder: Path, output: Path, name: str, most: int
) -> None:
    """Wait for the end. The size is looked at now and then: the bound of the system
    holds for each file alone."""
    began, pause = time.monotonic(), _WATCH_SECONDS
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=pause)
            return
        pause = min(2 * pause, 1)
        if time.monotonic() - began > limits.PROGRAM_SECONDS:
            raise Unreadable(
                f"“{name}”解压超过 {limits.PROGRAM_SECONDS} 秒，没有读完，"
                "请先解压再提交里面的文件。",
                "archive",
            )
        if _size(folder) > most or output.stat().st_size > most:
            raise Unreadable(too_much(name), "archive")


def _size(folder: Path) -> int:
    """Bytes in the files below a folder; what vanishes meanwhile counts for nothing."""
    total = 0
    for base, _, files in os.walk(folder):
        for file in files:
            with suppress(OSError):
                total += os.lstat(Path(base) / file).st_size
    return total
