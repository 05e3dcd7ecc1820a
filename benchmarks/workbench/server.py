"""A real server in a process group of its own, and people who talk to it over HTTP."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.web.own import Own

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
_PATIENCE = 120.0
# What a connection says when the server dies at its other end.
GONE = (OSError, http.client.HTTPException)


@dataclass
class Server:
    """``jiping serve``, started and killed at will."""

    own: Own
    port: int = 0
    workers: int = 2
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start, and wait until it answers. Raises TimeoutError."""
        self.port = self.port or free_port()
        command = [
            sys.executable,
            "-m",
            "jiping.cli",
            "serve",
            "--port",
            str(self.port),
        ]
        command += ["--workers", str(self.workers)]
        with (self.own.home / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                env=environment(self.own),
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + _PATIENCE
        while not self._answers():
            if time.monotonic() > until or self.process.poll() is not None:
                raise TimeoutError((self.own.home / "server.log").read_text()[-2000:])
            time.sleep(0.05)

    def kill(self) -> None:
        """``kill -9`` of the whole group; returns when all of it is gone."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Stop as a person would."""
        self._end(signal.SIGTERM)

    def processes(self) -> list[int]:
        """The ids of all processes of the group."""
        assert self.process is not None
        return [pid for pid in _pids() if _group(pid) == self.process.pid]

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        group = self.process.pid
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, how)
        self.process.wait(timeout=60)
        until = time.monotonic() + 30
        while self.processes() and time.monotonic() < until:
            time.sleep(0.01)
        self.process = None

    def _answers(self) -> bool:
        try:
            status, _, _ = Person(self.port).get("/health")
        except GONE:
            return False
        return status == 200


@dataclass
class Person:
    """Somebody signed in: a session and its token, one connection kept open."""

    port: int
    session: str = ""
    token: str = ""
    _line: http.client.HTTPConnection | None = field(default=None, repr=False)

    def get(self, path: str) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body. Raises one of ``GONE``."""
        return self._ask("GET", path, None, "")

    def post(self, path: str, **fields: Any) -> tuple[int, Mapping[str, str], bytes]:
        """A form, as ``get``."""
        body = urlencode(fields, doseq=True).encode()
        return self._ask("POST", path, body, "application/x-www-form-urlencoded")

    def send(self, path: str, data: object) -> tuple[int, Mapping[str, str], bytes]:
        """JSON, as ``get``."""
        body = json.dumps(data, ensure_ascii=False).encode()
        return self._ask("POST", path, body, "application/json")

    def _ask(
        self, method: str, path: str, body: bytes | None, kind: str
    ) -> tuple[int, Mapping[str, str], bytes]:
        headers = {"Cookie": f"sessionid={self.session}", "X-CSRFToken": self.token}
        if kind:
            headers["Content-Type"] = kind
        line = self._line or http.client.HTTPConnection(HOST, self.port, timeout=60)
        self._line = line
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        except GONE:
            line.close()
            self._line = None
            raise


def environment(own: Own) -> dict[str, str]:
    """What processes of a workbench run in, this repository on their path."""
    paths = [str(ROOT), str(ROOT / "src"), own.environment.get("PYTHONPATH", "")]
    return own.environment | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as tried:
        tried.bind((HOST, 0))
        return int(tried.getsockname()[1])


def _pids() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]


def _group(pid: int) -> int:
    """The process group; 0 for a process that is gone or only waits to be collected."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    state, _, group = stat.rpartition(")")[2].split()[:3]
    return 0 if state == "Z" else int(group)
