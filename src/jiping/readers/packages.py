"""From what the user names to the files in it, one at a time.

Files, folders, archives and standard input become ``Source`` records lazily: nothing is
read before it is asked for, and of an archive one member is held at a time.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from jiping.readers import limits
from jiping.readers.dispatch import too_large, unopened
from jiping.readers.grouping import group
from jiping.readers.members import is_ignored, opened
from jiping.readers.source import Source

STDIN = "-"
STDIN_NAME = "标准输入"

__all__ = ["STDIN", "Source", "is_ignored", "open_inputs"]


def open_inputs(
    paths: Iterable[str | os.PathLike[str]], stdin: BinaryIO | None = None
) -> Iterator[Source]:
    """Every file that the paths name; ``-`` is ``stdin``.

    Folders are walked in the order of names, hidden and lock files left out. Whatever
    cannot be opened is a source with its problem, and the rest goes on.
    """
    for given in paths:
        text = os.fspath(given)
        path = Path(text)
        if text == STDIN:
            yield from _from_stdin(stdin)
        elif _is_folder(path):
            yield from _from_folder(path, text)
        else:
            yield from opened(Source(name=text, package=text, path=path))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _from_stdin(stdin: BinaryIO | None) -> Iterator[Source]:
    name = STDIN_NAME
    data = stdin.read(limits.FILE_BYTES + 1) if stdin is not None else b""
    if len(data) > limits.FILE_BYTES:
        yield Source(name=name, package=name, problem=too_large(name, len(data)))
    else:
        yield from opened(Source(name=name, package=name, data=data))


def _from_folder(folder: Path, name: str) -> Iterator[Source]:
    """Files of a folder by package, then its folders; links to folders not followed."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as reason:
        yield Source(name=name, package=name, problem=unopened(name, reason))
        return
    shown = [entry for entry in found if not is_ignored(entry.name)]
    files = [entry.name for entry in shown if entry.is_file()]
    packages = _package_of(files, name)
    for file in files:
        called = _below(name, file)
        yield from opened(
            Source(name=called, package=packages[file], path=folder / file)
        )
    for entry in shown:
        if entry.is_dir(follow_symlinks=False):
            yield from _from_folder(folder / entry.name, _below(name, entry.name))


def _package_of(files: Sequence[str], folder: str) -> dict[str, str]:
    """The package key of every file of a folder: itself, or what it shares."""
    keys: dict[str, str] = {}
    for members in group(files):
        whole = len(members) > 1 and len(members) == len(files)
        key = folder if whole else _below(folder, members[0])
        keys.update(dict.fromkeys(members, key))
    return keys


def _below(folder: str, name: str) -> str:
    """A name inside a folder, the folder spelled as the user spelled it."""
    return f"{folder.rstrip('/' + os.sep)}{os.sep}{name}"
