"""Many files written as one folder or one zip, whole or not at all."""

import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from jiping.cli.parser import UsageError
from jiping.cli.terminal import output, unwritable

Put = Callable[[str, bytes], None]
# A package must not tell the time.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


@contextmanager
def packed(name: str, source: str) -> Iterator[Put]:
    """What writes a file below ``name``: a zip by its suffix, else a new folder.

    A file's name is relative, with ``/``; one that is there gets a number. Raises
    UsageError where it cannot be written, is the input or inside it, or a folder of
    that name holds something.
    """
    if name.lower().endswith(".zip"):
        with (
            output(name, [source], binary=True) as stream,
            zipfile.ZipFile(stream, "w") as archive,
        ):
            yield _once(_into_zip(archive))
        return
    target = Path(name)
    _refuse(target, Path(source))
    part = target.with_name(f".{target.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        yield _once(_into_folder(part))
        if target.exists():
            target.rmdir()
        part.replace(target)
    except OSError as fault:
        raise UsageError(f"写不了 {name}：{unwritable(fault)}。") from fault
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _refuse(target: Path, source: Path) -> None:
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} 已经是一个文件，请换一个文件夹名，或用 .zip。")
    if target.is_dir() and any(target.iterdir()):
        raise UsageError(f"文件夹 {target} 里已经有文件，请换一个名字。")
    inside = source.resolve() in (target.resolve(), *target.resolve().parents)
    if source.is_dir() and inside:
        raise UsageError(f"{target} 在要批注的文件夹里面，请写到别处。")


def _into_zip(archive: zipfile.ZipFile) -> Put:
    def put(name: str, data: bytes) -> None:
        entry = zipfile.ZipInfo(name, _NO_DATE)
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, data)

    return put


def _into_folder(folder: Path) -> Put:
    def put(name: str, data: bytes) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    return put


def _once(put: Put) -> Put:
    """``put`` with names that lead nowhere and are never used twice."""
    used: set[str] = set()

    def once(name: str, data: bytes) -> None:
        parts = [
            "".join(char if char.isprintable() else "_" for char in part)
            for part in PurePosixPath(name).parts
            if part not in ("/", "..")
        ]
        plain = PurePosixPath("/".join(parts) or "文件")
        free, number = plain, 1
        while str(free).lower() in used:
            number += 1
            free = plain.with_name(f"{plain.stem}（{number}）{plain.suffix}")
        used.add(str(free).lower())
        put(str(free), data)

    return once
