"""Standard output, files and the progress bar."""

import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from jiping.cli.parser import UsageError
from jiping.model.finding import Outcome

# Fewer packages are done before a bar could be read.
MANY = 8
BAR_WIDTH = 30
CLEAR_LINE = "\r\033[K"


def wants_color(setting: str, *, no_color: bool, to_file: bool) -> bool:
    """``--no-color``, then the setting, then NO_COLOR and FORCE_COLOR, then whether a
    person is looking at it."""
    if no_color or setting == "never" or to_file:
        return False
    if setting == "always":
        return True
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


@contextmanager
def output(
    name: str | None, inputs: Sequence[str], *, binary: bool
) -> Iterator[IO[Any]]:
    """The file to write, or standard output; UTF-8 whatever the machine's own is.

    Raises UsageError where the file cannot be written, is one of the inputs, or is
    missing although the format is not for a terminal.
    """
    if name is None:
        yield _standard_output(binary=binary)
        return
    path = Path(name).resolve()
    if any(_same(path, given) for given in inputs):
        raise UsageError(f"输出文件 {name} 就是要检查的文件，请换一个名字。")
    special = path.exists() and not path.is_file()
    # Hidden until it is whole: a run that reads the folder it writes to does not take
    # its own output for a filing, and an interrupted run leaves no half report.
    part = path if special else path.with_name(f".{path.name}.part")
    try:
        file = _opened(part, binary=binary)
    except OSError as fault:
        raise UsageError(f"写不了 {name}：{unwritable(fault)}。") from fault
    try:
        with file:
            yield file
        if not special:
            part.replace(path)
    except BaseException:
        if not special:
            part.unlink(missing_ok=True)
        raise


def unwritable(fault: OSError) -> str:
    """Why a file cannot be written, as a clause of a Chinese sentence."""
    if isinstance(fault, FileNotFoundError | NotADirectoryError):
        return "所在的文件夹不存在"
    if isinstance(fault, PermissionError):
        return "没有写入的权限，或者文件正由别的程序打开"
    if isinstance(fault, IsADirectoryError):
        return "这是文件夹的名字"
    return f"系统不允许（错误号 {fault.errno}）"


def _opened(path: Path, *, binary: bool) -> IO[Any]:
    if binary:
        return path.open("wb")
    return path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")


def _standard_output(*, binary: bool) -> IO[Any]:
    if not binary:
        if isinstance(sys.stdout, io.TextIOWrapper):
            # A file name that is not UTF-8 must not end the run.
            own = sys.stdout.encoding if sys.stdout.isatty() else "utf-8"
            sys.stdout.reconfigure(encoding=own, errors="backslashreplace")
        return sys.stdout
    if sys.stdout.isatty():
        raise UsageError("这种格式不能显示在终端上，请用 -o 指定要写的文件。")
    return sys.stdout.buffer


def _same(path: Path, given: str) -> bool:
    try:
        return path.samefile(given)
    except (OSError, ValueError):
        return False


def with_progress(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    """The outcomes, with a bar on standard error that is out of the way while one is
    being written."""
    done, package = 0, None
    _draw(done, total)
    try:
        for outcome in outcomes:
            # The filings of several units in one package come one after another.
            done += outcome.package != package
            package = outcome.package
            sys.stderr.write(CLEAR_LINE)
            yield outcome
            _draw(done, total)
    finally:
        sys.stderr.write(CLEAR_LINE)
        sys.stderr.flush()


def _draw(done: int, total: int) -> None:
    # An archive counts as one until it is opened.
    total = max(total, done)
    filled = BAR_WIDTH * done // max(total, 1)
    bar = "█" * filled + "░" * (BAR_WIDTH - filled)
    sys.stderr.write(f"{CLEAR_LINE}{bar} {done}/{total}")
    sys.stderr.flush()
