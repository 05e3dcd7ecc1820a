"""A workbench of its own: its data folder, its database, its processes.

For what cannot be tried inside a test's transaction: restarts, kills, real browsers.
"""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

_START = (
    "import django; django.setup(); from django.core.management import call_command; "
)


@dataclass
class Own:
    """One workbench. ``environment`` is what its processes run in."""

    home: Path
    environment: dict[str, str] = field(default_factory=dict)

    def python(self, code: str) -> str:
        """Run Python with Django set up; what it printed. Raises CalledProcessError."""
        command = [sys.executable, "-c", _START + code]
        return self._run(command).stdout

    def jiping(
        self, *arguments: str, seconds: int = 120
    ) -> subprocess.CompletedProcess[str]:
        """Run a command of jiping; it may fail."""
        command = [sys.executable, "-m", "jiping.cli", *arguments]
        return subprocess.run(
            command,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=seconds,
        )

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done


@contextmanager
def workbench(home: Path) -> Iterator[Own]:
    """A new one in ``home``; on PostgreSQL where DATABASE_URL names one."""
    own = Own(home, {**os.environ, "JIPING_HOME": str(home)})
    own.environment["DJANGO_SETTINGS_MODULE"] = "jiping.web.site.settings"
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield own
        return
    name = f"jiping_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        own.environment["DATABASE_URL"] = urlunsplit(
            urlsplit(url)._replace(path=f"/{name}")
        )
        try:
            yield own
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
