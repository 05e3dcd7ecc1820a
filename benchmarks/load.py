"""A county that fills in all at once, on PostgreSQL.

So many signed-in filers, each with a full filing of its own, save one cell at a time and
think 5 to 15 seconds between two saves. Every save works out the derived cells and runs
every check. Afterwards the database is proved against what the filers were told.

    JIPING_FSYNC=on .ci/postgres python -m benchmarks.load [--users 500 --minutes 3] [--write]

``--write`` puts the table into docs/benchmarks.md.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.kills import Prover, Told, seed_with
from benchmarks.workbench.server import HOST, ROOT, Person, Server
from tests.web.own import Own, workbench

THINK = (5.0, 15.0)
LISTED = 10_000
# Seconds until everybody has saved once or twice, not counted.
RAMP = 25.0
GOAL, LIST_GOAL, PAGE_GOAL = 200, 500, 300
BEGIN, END = "<!-- load: written by benchmarks/load.py -->", "<!-- load: end -->"
Json = dict[str, Any]


@dataclass
class Measured:
    """What the filers met."""

    took: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    told: Told = field(default_factory=Told)


@dataclass(frozen=True)
class Spent:
    """Seconds of the processors, so far."""

    clients: float
    server: float
    database: float

    def since(self, before: "Spent", seconds: float) -> tuple[float, float, float]:
        """The share of one core that each took, in percent."""
        return (
            100 * (self.clients - before.clients) / seconds,
            100 * (self.server - before.server) / seconds,
            100 * (self.database - before.database) / seconds,
        )


class Filer:
    """One person at one draft."""

    def __init__(self, port: int, desk: Json, number: int) -> None:
        self.port = port
        self.desk = desk
        self.draw = random.Random(number)
        self.versions: dict[str, int] = {}
        self.count = 0
        self.line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def work(self, begin: float, end: float, measured: Measured) -> None:
        """Save, think, save again, until the end; what was sent before ``begin`` is not
        counted."""
        await asyncio.sleep(self.draw.uniform(0, sum(THINK) / 2))
        while (sent := time.monotonic()) < end:
            try:
                await asyncio.wait_for(self._save(measured), 60)
            except Exception as fault:
                self.line = None
                measured.errors.append(f"{type(fault).__name__} {fault}")
            if sent >= begin:
                measured.took.append(time.monotonic() - sent)
            await asyncio.sleep(self.draw.uniform(*THINK))

    async def _posted(self, path: str, body: str) -> tuple[int, bytes]:
        """On the connection of the last save, as a browser does, where it still stands."""
        data, who = body.encode(), self.desk["filer"]
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\n"
            f"Cookie: sessionid={who['session']}\r\nX-CSRFToken: {who['token']}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
        )
        if self.line is None or self.line[0].at_eof():
            self.line = await asyncio.open_connection(HOST, self.port)
        reader, writer = self.line
        writer.write(head.encode() + data)
        await writer.drain()
        top = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        said = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in top.splitlines())
        }
        answer = await reader.readexactly(int(said["content-length"]))
        if said.get("connection") == "close":
            writer.close()
            self.line = None
        return int(top.split(" ", 2)[1]), answer

    async def _save(self, measured: Measured) -> None:
        ref, first = self.draw.choice(self.desk["cells"])
        self.count += 1
        raw, name = _retyped(first, self.count), "/".join(ref)
        cell = {"ref": ref, "raw": raw, "version": self.versions.get(name, 1)}
        body = json.dumps({"cells": [cell], "page": "one"}, ensure_ascii=False)
        path = f"/fill/{self.desk['assignment']}/save/"
        status, said = await self._posted(path, body)
        if status != 200:
            raise ValueError(f"{status} {said[:200].decode(errors='replace')}")
        answer = json.loads(said)
        held = next(c for c in answer["cells"].values() if c["raw"] == raw)
        self.versions[name] = held["version"]
        acknowledged = [self.desk["draft"], ref, held["version"], raw]
        measured.told.saves.append([*acknowledged, answer["revision"]])


def _retyped(text: str, count: int) -> str:
    """Another figure where there is one, else another wording."""
    if text[-1].isdecimal() and text[-1].isascii():
        return f"{text}{count % 10}" if "." in text else f"{text}.{count % 100:02d}"
    return f"{text}（{count}）"


async def _load(
    server: Server, seeded: Json, seconds: float, url: str
) -> tuple[Measured, tuple[float, float, float]]:
    measured = Measured()
    begin = time.monotonic() + RAMP
    end = begin + seconds
    desks = seeded["desks"]
    filers = [Filer(server.port, desk, n) for n, desk in enumerate(desks)]
    people = [asyncio.create_task(f.work(begin, end, measured)) for f in filers]
    await asyncio.sleep(RAMP)
    before = _spent(server, url)
    await asyncio.sleep(seconds)
    shares = _spent(server, url).since(before, seconds)
    await asyncio.gather(*people)
    return measured, shares


def _spent(server: Server, url: str) -> Spent:
    own = resource.getrusage(resource.RUSAGE_SELF)
    with psycopg.connect(url) as line:
        (pid,) = line.execute("SELECT pg_backend_pid()").fetchone() or (0,)
        above = _stat(pid)[1]
        database = sum(
            _seconds(each) for each in _everything() if above in (each, _stat(each)[1])
        )
    return Spent(
        clients=own.ru_utime + own.ru_stime,
        server=sum(map(_seconds, server.processes())),
        database=database,
    )


def _everything() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]


def _stat(pid: int) -> list[int]:
    """The numbers of ``/proc/<pid>/stat`` from the parent's id on, one before it."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return [0] * 20
    return [0, *map(int, text.rpartition(")")[2].split()[1:20])]


def _seconds(pid: int) -> float:
    """Processor seconds of a process and its ended children."""
    return sum(_stat(pid)[11:15]) / os.sysconf("SC_CLK_TCK")


def _pages(server: Server, seeded: Json) -> dict[str, list[float]]:
    """Milliseconds of pages: a draft's that no process has looked at yet, and lists."""
    port = server.port
    took: dict[str, list[float]] = {"cold page of a draft": []}
    for desk in seeded["desks"][-20:]:
        path = f"/fill/{desk['assignment']}/base/"
        filer = Person(port, **desk["filer"])
        took["cold page of a draft"].append(_timed(filer, path))
    campaign = f"/campaigns/{seeded['campaign']}/"
    for name, path, who in (
        ("list of 10,000 units: the campaign's", campaign, "reviewer"),
        ("list of 10,000 units: a search", "/units/?q=%E7%AB%99", "administrator"),
    ):
        person = Person(port, **seeded[who])
        took[name] = [_timed(person, path) for _ in range(12)][2:]
    return took


def _timed(person: Person, path: str) -> float:
    begin = time.perf_counter()
    status, _, body = person.get(path)
    if status != 200:
        raise ValueError(f"{path}: {status} {body[:200].decode(errors='replace')}")
    return 1000 * (time.perf_counter() - begin)


def measure(own: Own, users: int, seconds: float) -> list[str]:
    """The lines of the report."""
    own.home.mkdir(parents=True, exist_ok=True)
    seeded = seed_with(own, users, LISTED)
    server = Server(own)
    server.start()
    try:
        # Both workers load what they load late.
        for desk in seeded["desks"][:8]:
            _timed(Person(server.port, **desk["filer"]), f"/fill/{desk['assignment']}/base/")  # fmt: skip
        pages = _pages(server, seeded)
        url = own.environment["DATABASE_URL"]
        measured, shares = asyncio.run(_load(server, seeded, seconds, url))
        memory = sum(_resident(pid) for pid in server.processes())
    finally:
        server.stop()
    prover = Prover(own)
    faults = prover.prove(measured.told)["faults"]
    prover.end()
    for said in [*measured.errors[:10], *faults[:10]]:
        print(said, file=sys.stderr)
    return _report(users, seconds, measured, shares, pages, faults, memory)


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def _report(
    users: int,
    seconds: float,
    measured: Measured,
    shares: tuple[float, float, float],
    pages: dict[str, list[float]],
    faults: list[str],
    memory: float,
) -> list[str]:
    took = sorted(1000 * each for each in measured.took)
    p50, p95, p99 = (_percentile(took, at) for at in (50, 95, 99))
    clients, server, database = shares
    lines = [
        "| | | goal |",
        "| --- | ---: | ---: |",
        f"| filers | {users} | 500 |",
        f"| saves in {seconds / 60:g} minutes | {len(took)} | |",
        f"| a save: median | {p50:.0f} ms | |",
        f"| a save: p95 | {p95:.0f} ms | ≤ {GOAL} ms |",
        f"| a save: p99 | {p99:.0f} ms | |",
        f"| errors | {len(measured.errors)} | 0 |",
        f"| acknowledged saves lost, records that disagree | {len(faults)} | 0 |",
    ]
    for name, each in pages.items():
        goal = PAGE_GOAL if "page" in name else LIST_GOAL
        middle, worst = statistics.median(each), max(each)
        lines.append(f"| {name}, median (worst) | {middle:.0f} ({worst:.0f}) ms | ≤ {goal} ms |")  # fmt: skip
    rate = len(took) / seconds
    lines += [
        f"| share of one core: server, database, load generator | {server:.0f} %, {database:.0f} %, {clients:.0f} % | |",
        f"| processor a save: server, database | {10 * server / rate:.1f}, {10 * database / rate:.1f} ms | |",
        f"| memory of the server's processes | {memory:.0f} MB | |",
    ]
    return lines


def _percentile(ordered: list[float], at: int) -> float:
    return ordered[min(len(ordered) * at // 100, len(ordered) - 1)] if ordered else 0.0


def _written(lines: list[str]) -> None:
    page = ROOT / "docs" / "benchmarks.md"
    text = page.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n" + "\n".join(lines) + f"\n\n{END}{after}", "utf-8")  # fmt: skip


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=500)
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if not os.environ.get("DATABASE_URL"):
        parser.error("DATABASE_URL names no PostgreSQL (see .ci/postgres)")
    with tempfile.TemporaryDirectory() as home, workbench(Path(home)) as own:
        lines = measure(own, options.users, 60 * options.minutes)
    print("\n".join(lines))
    if options.write:
        _written(lines)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
