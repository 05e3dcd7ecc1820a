"""Work on hostile input in processes that can be ended, results in order, memory flat.

Each process holds one task. One that takes too long is killed and one that dies is
replaced; the task's result is then whatever ``failed`` makes of it, and the others go
on. Work that says it goes on (``readers.pace``) is given more time. No more tasks are
taken from the source than the processes and a short queue hold.
"""

import mmap
import multiprocessing
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Generic, TypeVar, cast

from jiping.readers import pace

try:
    import resource
except ImportError:  # Windows has no such limits.
    resource = None  # type: ignore[assignment]

Task = TypeVar("Task")
Result = TypeVar("Result")

_ANOTHER_PIECE = "another piece"
_DONE = "done"

SECONDS = 60
# Further time for each piece of work that is known to take long: a scanned page.
PIECE_SECONDS = 20
# Beyond what the program itself takes up before it reads anything.
BYTES = 4 * 1024**3
# Finished results that may wait for a slower one before them.
AHEAD = 16


class GivenUp(ValueError):
    """A task that was not finished; the text is the reason in Chinese, no sentence."""


@dataclass(slots=True)
class _Worker(Generic[Task]):
    process: multiprocessing.process.BaseProcess
    pipe: Connection
    index: int = -1
    task: Task | None = None
    since: float = field(default_factory=time.monotonic)
    seconds: int = 0

    def take(self, index: int, task: Task) -> None:
        """Have the process work on a task."""
        self.index, self.task = index, task
        self.since, self.seconds = time.monotonic(), SECONDS
        # One that died while idle is found out when its result is asked for.
        with suppress(OSError):
            self.pipe.send(task)

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


def in_processes(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    failed: Callable[[Task, str], Result],
    jobs: int,
    meanwhile: Callable[[], object] = object,
) -> Generator[Result, None, None]:
    """``work(task)`` for every task, in the order of the tasks.

    ``failed(task, reason)`` stands in for a task whose process took longer than
    ``SECONDS``, and ``PIECE_SECONDS`` for each scanned page, or died (more memory than
    ``BYTES``, say); ``reason`` is Chinese. ``meanwhile`` is called once, when the
    first tasks are being worked on: for what is needed only with their results.
    """
    context = multiprocessing.get_context()
    numbered = enumerate(tasks)
    workers: list[_Worker[Task]] = []
    done: dict[int, Result] = {}
    upcoming = 0
    try:
        _hand_out(context, work, numbered, workers, jobs)
        meanwhile()
        while True:
            most = min(jobs, AHEAD * jobs - len(done))
            _hand_out(context, work, numbered, workers, most)
            busy = [worker for worker in workers if worker.index >= 0]
            if not busy and not done:
                return
            wait([worker.pipe for worker in busy], timeout=1)
            for worker in busy:
                _collect(worker, workers, done, failed)
            while upcoming in done:
                yield done.pop(upcoming)
                upcoming += 1
    finally:
        for worker in workers:
            worker.end()


def in_process(
    work: Callable[[Task], Result],
    task: Task,
    refusals: tuple[type[Exception], ...] = (ValueError,),
) -> Result:
    """``work(task)`` within the bounds of ``in_processes``.

    Raises what ``work`` raises where that is among ``refusals``, ``GivenUp`` for
    whatever else goes wrong.
    """
    attempt = partial(_attempt, work, refusals)
    (found,) = in_processes(attempt, (task,), _lost, 1)
    result, fault = found
    if fault is not None:
        raise fault
    return cast(Result, result)


def _attempt(
    work: Callable[[Task], Result],
    refusals: tuple[type[Exception], ...],
    task: Task,
) -> tuple[Result | None, Exception | None]:
    try:
        return work(task), None
    except refusals as refusal:
        return None, refusal
    except Exception as fault:
        reason = f"程序遇到没有料到的内容（{type(fault).__name__}）"
        return None, GivenUp(reason)


def _lost(task: object, reason: str) -> tuple[None, Exception]:
    return None, GivenUp(reason)


def _hand_out(
    context: BaseContext,
    work: Callable[[Task], Result],
    tasks: Iterator[tuple[int, Task]],
    workers: list[_Worker[Task]],
    most: int,
) -> None:
    """Give tasks until ``most`` processes are busy, starting those that are lacking."""
    idle = [worker for worker in workers if worker.index < 0]
    for _ in range(len(workers) - len(idle), most):
        following = next(tasks, None)
        if following is None:
            return
        if not idle:
            idle.append(_started(context, work))
            workers.append(idle[-1])
        idle.pop().take(*following)


def _started(context: BaseContext, work: Callable[[Task], Result]) -> _Worker[Task]:
    ours, theirs = context.Pipe()
    process = context.Process(  # type: ignore[attr-defined]
        target=_serve, args=(work, theirs, ours), daemon=True
    )
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _collect(
    worker: _Worker[Task],
    workers: list[_Worker[Task]],
    done: dict[int, Result],
    failed: Callable[[Task, str], Result],
) -> None:
    """Take a result that is there; end a process that is late or gone."""
    assert worker.task is not None
    reason = ""
    try:
        if worker.pipe.poll():
            what, result = worker.pipe.recv()
            if what == _ANOTHER_PIECE:
                worker.seconds += PIECE_SECONDS
                return
            done[worker.index] = result
        elif time.monotonic() - worker.since > worker.seconds:
            reason = f"处理超过{worker.seconds}秒"
        else:
            return
    except (EOFError, OSError):
        reason = "处理进程中途退出，多半是内容过大"
    if reason:
        done[worker.index] = failed(worker.task, reason)
        workers.remove(worker)
        worker.end()
    worker.index, worker.task = -1, None


def _taken_up() -> int:
    """Bytes of address space in use; 0 where the system does not say.

    A process forked from a large one (a server with threads, say) has all of its
    parent's, which is no sign of what it will read.
    """
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * mmap.PAGESIZE


def _serve(
    work: Callable[[Task], Result], pipe: Connection, parents: Connection
) -> None:
    """The life of a process: one task after another until the pipe is closed.

    ``parents`` is the other end, which a fork hands down: while the child held it too,
    the end of a parent that was killed would never be noticed.
    """
    parents.close()
    if resource is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        # A stricter limit of the system stays; some systems refuse any.
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (_taken_up() + BYTES, hard))
    pace.listen(lambda: pipe.send((_ANOTHER_PIECE, None)))
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            pipe.send((_DONE, work(task)))
        except BrokenPipeError:
            return
