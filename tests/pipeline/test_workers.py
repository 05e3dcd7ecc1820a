"""Results come in order; a process that hangs or dies costs its own task alone."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from jiping.pipeline import workers
from jiping.readers import pace


def square(number: int) -> int:
    time.sleep(0.02 * (number % 3))
    return number * number


def difficult(number: int) -> str:
    if number == 2:
        os._exit(3)
    if number == 4:
        time.sleep(60)
    return f"done {number}"


def given_up(number: int, reason: str) -> str:
    return f"{number}: {reason}"


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    found = list(workers.in_processes(square, range(25), lambda n, _: -n, jobs))
    assert found == [n * n for n in range(25)]


def test_no_task_no_process() -> None:
    assert list(workers.in_processes(square, [], lambda n, _: -n, 2)) == []


def test_what_hangs_or_dies_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "SECONDS", 1)
    found = list(workers.in_processes(difficult, range(7), given_up, 2))
    assert [found[n] for n in (0, 1, 3, 5, 6)] == [f"done {n}" for n in (0, 1, 3, 5, 6)]
    assert found[2] == "2: 处理进程中途退出，多半是内容过大"
    assert found[4] == "4: 处理超过1秒"


def page_by_page(number: int) -> str:
    for _ in range(number):
        pace.another()
    time.sleep(1.6)
    return "done"


def test_work_that_says_it_goes_on_has_more_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "SECONDS", 0)
    monkeypatch.setattr(workers, "PIECE_SECONDS", 5)
    found = list(workers.in_processes(page_by_page, [0, 2], given_up, 2))
    assert found == ["0: 处理超过0秒", "done"]


def test_tasks_are_taken_only_as_they_are_needed() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = workers.in_processes(square, tasks(), lambda n, _: -n, 2)
    assert [next(results) for _ in range(3)] == [0, 1, 4]
    results.close()
    assert len(taken) <= 3 + 2 * workers.AHEAD + 4


def slow_first(number: int) -> int:
    time.sleep(0.5 if number == 0 else 0)
    return number


def test_no_more_results_wait_for_a_slow_one_than_the_queue_holds() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = workers.in_processes(slow_first, tasks(), lambda n, _: -n, 2)
    assert next(results) == 0
    assert 3 < len(taken) <= 2 * workers.AHEAD + 1
    results.close()


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_time_is_lost_between_quick_tasks(jobs: int) -> None:
    began = time.monotonic()
    found = list(workers.in_processes(abs, range(20), lambda n, _: -n, jobs))
    assert found == list(range(20))
    assert time.monotonic() - began < 10


def test_a_system_that_refuses_the_limit_is_no_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resource = pytest.importorskip("resource")

    def refuse(*_: object) -> None:
        raise ValueError("current limit exceeds maximum limit")

    monkeypatch.setattr(resource, "setrlimit", refuse)
    assert list(workers.in_processes(abs, [3], lambda n, _: -n, 1)) == [3]


def refusing(number: int) -> int:
    if number == 1:
        raise ValueError("不行")
    if number == 2:
        raise KeyError("unforeseen")
    if number == 3:
        os._exit(3)
    return -number


def test_one_task_in_a_process_of_its_own() -> None:
    assert workers.in_process(refusing, 7) == -7
    with pytest.raises(ValueError, match="不行"):
        workers.in_process(refusing, 1)
    with pytest.raises(workers.GivenUp, match="KeyError"):
        workers.in_process(refusing, 2)
    with pytest.raises(workers.GivenUp, match="中途退出"):
        workers.in_process(refusing, 3)


ABANDONED = """
import os, time
from jiping.pipeline.workers import in_processes

def work(task):
    time.sleep(0.3)
    return os.getpid()

def leave():
    import multiprocessing
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    os._exit(1)

list(in_processes(work, range(8), lambda task, reason: None, 2, leave))
"""


def test_a_parent_that_dies_hard_leaves_no_process_behind() -> None:
    if not Path("/proc/self/stat").exists():
        pytest.skip("this system does not show its processes so")
    told = subprocess.run(
        [sys.executable, "-c", ABANDONED], capture_output=True, text=True, timeout=60
    )
    children = [int(number) for number in told.stdout.split()]
    assert len(children) == 2
    patience = time.monotonic() + 20
    while any(_alive(child) for child in children):
        assert time.monotonic() < patience
        time.sleep(0.1)


def _alive(number: int) -> bool:
    """Whether a process is there and no zombie that nobody has waited for."""
    try:
        return Path(f"/proc/{number}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False
