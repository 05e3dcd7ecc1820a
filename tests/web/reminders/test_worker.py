"""The process that ``jiping serve`` runs beside the server makes the round by itself."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from web.own import Own, workbench

pytestmark = pytest.mark.slow

# The morning of a working day, whatever day it is.
_AT = """
import datetime
import django.utils.timezone as clock
at = datetime.datetime(2026, 3, 12, 1, tzinfo=datetime.UTC)
clock.now = lambda: at
from jiping.web.commands.worker import main
main()
"""
_SAID = """
import json
from jiping.web.audit.models import Record
from jiping.web.reminders.models import Round
print(json.dumps({
    "days": [str(each.day) for each in Round.objects.all()],
    "lines": list(Record.objects.filter(verb="reminder.round").values_list("actor_name", flat=True)),
}))
"""
_PATIENCE = 60


@pytest.fixture
def own(tmp_path) -> Iterator[Own]:
    with workbench(tmp_path / "home") as found:
        found.python(
            "from django.core.management import call_command\n"
            "call_command('migrate', verbosity=0)"
        )
        yield found


def said(own: Own) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(own.python(_SAID))
    return found


def test_two_processes_make_one_round_and_end_when_they_are_told(own: Own) -> None:
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", _AT],
            env=own.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]
    try:
        until = time.monotonic() + _PATIENCE
        while not said(own)["days"] and time.monotonic() < until:
            time.sleep(1)
        assert said(own) == {"days": ["2026-03-12"], "lines": ["系统"]}
    finally:
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
        codes = [worker.wait(timeout=_PATIENCE) for worker in workers]
    assert codes == [0, 0]
    assert said(own)["lines"] == ["系统"]
