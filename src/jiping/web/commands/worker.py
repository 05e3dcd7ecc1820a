"""The process beside the server: background tasks, and the clock of the daily round."""

import logging
import os
import signal
import time
from threading import Thread

from jiping.web.commands.start import load

_PAUSE = 10
_log = logging.getLogger(__name__)


def main() -> None:
    """Work until stopped. A database that is away for a while ends neither."""
    server = os.getppid()
    clock = load("jiping.web.reminders.tasks").Clock()
    Thread(target=clock.run, daemon=True, name="clock").start()
    Thread(target=_with_parent, args=(server,), daemon=True).start()
    call_command = load("django.core.management").call_command
    while True:
        try:
            call_command("db_worker", interval=5, reload=False)
            # It was told to end, and has done so after the task at hand.
            return
        except Exception:
            _log.exception("the worker of background tasks stopped and begins again")
            time.sleep(_PAUSE)


def _with_parent(server: int) -> None:
    """End with the server, even where that was killed and could say nothing."""
    while os.getppid() == server:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
