"""``kill -9`` at random moments of saves and submits: is anything lost, is anything half?

A real server is killed with all its processes while people save cells and submit
packages, and started again; after every kill the database is proved against what people
were told is stored, and against itself.

    python -m benchmarks.kills [--times 100] [--only sqlite|postgresql]

PostgreSQL is the server of DATABASE_URL (``.ci/postgres`` brings one); without it SQLite
alone is tried.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

from benchmarks.workbench.server import GONE, ROOT, Person, Server, environment
from tests.web.own import Own, workbench

SAVERS, SUBMITTERS = 5, 3
# Seconds from the first request to the kill, at most.
LONGEST = 6.0
Json = dict[str, Any]


@dataclass
class Told:
    """What people were told is stored."""

    saves: list[Any] = field(default_factory=list)
    submits: list[Any] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def note(self, kind: list[Any], entry: Any) -> None:
        with self.lock:
            kind.append(entry)


@dataclass
class Tally:
    """What became of one backend's kills."""

    backend: str
    kills: int = 0
    during: int = 0
    saves: int = 0
    submits: int = 0
    unheard: int = 0
    lines: int = 0
    faults: list[str] = field(default_factory=list)


class Desk:
    """One unit's filer and head: they save, and where asked to, submit."""

    def __init__(self, seeded: Json, statements: list[str], told: Told) -> None:
        self.seeded = seeded
        self.statements = statements
        self.told = told
        self.versions: dict[str, int] = {}
        self.number = 0
        self.unsure: set[str] = set()
        self.state = "filling"
        self.revision = 1
        self.cut_off = 0

    def work(self, port: int, over: Event, submitting: bool) -> None:
        """Until the server is gone."""
        filer = Person(port, **self.seeded["filer"])
        head = Person(port, **self.seeded["head"])
        try:
            while not over.is_set():
                if submitting and self.state != "signing":
                    self._save(filer, _phones(self.seeded["cells"]))
                    self._hand_over(filer)
                elif submitting:
                    self._submit(head)
                else:
                    self._save(filer, self.seeded["cells"][:40])
        except GONE:
            self.cut_off += 1
        except _Finished:
            pass

    def _save(self, filer: Person, cells: list[Any]) -> None:
        ref, first = cells[self.number % len(cells)]
        self.number += 1
        name, raw = "/".join(ref), _other(first, self.number)
        cell = {"ref": ref, "raw": raw, "version": self.versions.get(name, 1)}
        path = f"/fill/{self.seeded['assignment']}/save/"
        status, _, body = filer.send(path, {"cells": [cell], "page": "one"})
        if status != 200:
            return self._strange("save", status, body)
        answer = json.loads(body)
        held = next((c for c in answer["cells"].values() if c["raw"] == raw), None)
        if held is None:
            return self._strange("save", status, body)
        self.versions[name] = held["version"]
        self.revision = answer["revision"]
        self.told.note(
            self.told.saves,
            [self.seeded["draft"], ref, held["version"], raw, answer["revision"]],
        )
        return None

    def _hand_over(self, filer: Person) -> None:
        path = f"/packages/{self.seeded['assignment']}/hand-over/"
        status, _, body = filer.post(path)
        if status != 303:
            return self._strange("hand over", status, body)
        self.state = "signing"
        return None

    def _submit(self, head: Person) -> None:
        path = f"/packages/{self.seeded['assignment']}/submit/"
        status, headers, body = head.post(
            path, revision=self.revision, statement=self.statements
        )
        if status != 303:
            return self._strange("submit", status, body)
        told = [self.seeded["assignment"], headers["Location"]]
        self.told.note(self.told.submits, told)
        # Nobody returns it here: the proof opens it again after the next kill.
        self.state = "submitted"
        raise _Finished

    def _strange(self, what: str, status: int, body: bytes) -> None:
        said = f"{what}: {status} {body[:300].decode(errors='replace')}"
        self.told.note(self.told.unexpected, said)
        raise _Finished

    def restarted(self, proved: Json) -> None:
        """Take up what stands in the database, as a page does that is opened anew."""
        state = proved["states"][str(self.seeded["assignment"])]
        self.state = "returned" if state == "submitted" else state
        self.revision = proved["revisions"][str(self.seeded["draft"])]


class _Finished(Exception):
    """A desk has nothing more to do until the server was started again."""


def _phones(cells: list[Any]) -> list[Any]:
    """The telephone numbers under the tables: what no check asks about, so that the
    filing stays fit to be signed."""
    return [[ref, first] for ref, first in cells if ref[3] == "phone"]


def _other(text: str, number: int) -> str:
    """Another text than the last, of digits where there are digits."""
    digits = f"{number:07d}"
    return (
        f"{text[: -len(digits)]}{digits}"
        if text[-7:].isdecimal()
        else f"{text} {digits}"
    )


class Prover:
    """The process that proves the database, kept between kills."""

    def __init__(self, own: Own) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.workbench.proof"],
            env=environment(own),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def prove(self, told: Told) -> Json:
        assert self.process.stdin and self.process.stdout
        said = {"saves": told.saves, "submits": told.submits}
        self.process.stdin.write(json.dumps(said) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the prover broke"
        answer: Json = json.loads(line)
        return answer

    def end(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(timeout=30)


def kills(own: Own, times: int, backend: str, seed: int = 1) -> Tally:
    """Kill a server on this workbench so many times."""
    draw = random.Random(seed)
    tally = Tally(backend)
    own.home.mkdir(parents=True, exist_ok=True)
    seeded = seed_with(own, SAVERS + SUBMITTERS, "0", "--signable")
    told = Told()
    desks = [Desk(each, seeded["statements"], told) for each in seeded["desks"]]
    server, prover = Server(own), Prover(own)
    try:
        for _ in range(times):
            _life(server, desks, draw.uniform(0.05, LONGEST))
            proved = prover.prove(told)
            tally.faults += proved["faults"]
            tally.kills += 1
            if tally.kills % 10 == 0:
                stand = f"{len(told.saves)} saves, {len(told.submits)} submits, {len(tally.faults)} faults"
                print(f"{backend}: {tally.kills} kills, {stand}", file=sys.stderr)
            for desk in desks:
                desk.restarted(proved)
        verified = own.jiping("audit", "verify")
        if verified.returncode:
            tally.faults.append(verified.stdout + verified.stderr)
    finally:
        server.kill()
        prover.end()
    tally.during = sum(desk.cut_off for desk in desks)
    tally.saves, tally.submits = len(told.saves), len(told.submits)
    tally.unheard = proved["saves"] - tally.saves
    tally.lines = proved["lines"]
    tally.faults += told.unexpected
    return tally


def _life(server: Server, desks: list[Desk], seconds: float) -> None:
    """Start, let people work for a while, kill."""
    server.start()
    over = Event()
    threads = [
        Thread(target=desk.work, args=(server.port, over, place >= SAVERS), daemon=True)
        for place, desk in enumerate(desks)
    ]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    server.kill()
    over.set()
    for thread in threads:
        thread.join(timeout=70)


def seed_with(own: Own, *arguments: object) -> Json:
    """Fill a workbench; what its people need."""
    command = [sys.executable, "-m", "benchmarks.workbench.seeding"]
    done = subprocess.run(
        [*command, *map(str, arguments)],
        env=environment(own),
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    told: Json = json.loads(done.stdout.splitlines()[-1])
    return told


@contextmanager
def _without_url() -> Iterator[None]:
    url = os.environ.pop("DATABASE_URL", None)
    try:
        yield
    finally:
        if url is not None:
            os.environ["DATABASE_URL"] = url


def on_sqlite(home: Path, times: int) -> Tally:
    """Kills on the embedded database."""
    with _without_url(), workbench(home) as own:
        return kills(own, times, "SQLite")


def on_postgresql(home: Path, times: int) -> Tally:
    """Kills on the server of DATABASE_URL."""
    with workbench(home) as own:
        return kills(own, times, "PostgreSQL")


def main() -> int:
    """Kill and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    options = parser.parse_args()
    runs = {"sqlite": on_sqlite, "postgresql": on_postgresql}
    if not os.environ.get("DATABASE_URL"):
        runs.pop("postgresql")
    bad = False
    print("| | kills | requests cut off | saves acknowledged | stored unheard | submits acknowledged | lines of the log | lost or half |")  # fmt: skip
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, run in runs.items():
        if options.only not in (None, name):
            continue
        with tempfile.TemporaryDirectory() as home:
            tally = run(Path(home), options.times)
        cells = (tally.backend, tally.kills, tally.during, tally.saves, tally.unheard)
        more = (tally.submits, tally.lines, len(tally.faults))
        print("| " + " | ".join(map(str, (*cells, *more))) + " |", flush=True)
        for fault in tally.faults[:20]:
            print(fault, file=sys.stderr)
        bad = bad or bool(tally.faults)
    return int(bad)


if __name__ == "__main__":
    raise SystemExit(main())
