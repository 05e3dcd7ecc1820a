"""What the command line takes before it works, and for one file in all.

*Ready* ends when ``jiping check`` hands its first file to the process that reads it. Up
to there one process works, so that on a machine that does nothing else the clock shows
what the processor does. Bytecode is there, as an installer leaves it.

    python -m benchmarks.start [--rounds N]
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.clock import Work, measure, table

FILE = str(Path("samples/lanshi-street.docx").resolve())
NOTHING = "python: nothing"
_MAIN = "import sys; from jiping.cli import main; sys.exit(main(sys.argv[1:]))"
_READY = (
    "import os; from jiping.pipeline import workers;"
    "workers._Worker.take = lambda self, *given: self.end() or os._exit(0);"
)


def program(*arguments: str) -> Work:
    """A run of Python with these arguments; there is no data."""
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-c", *arguments]
    return lambda _: subprocess.run(command, stdout=subprocess.DEVNULL, env=env)


CONTESTANTS: Mapping[str, Work] = {
    NOTHING: program("pass"),
    "jiping --version": program(_MAIN, "--version"),
    "jiping check: ready": program(_READY + _MAIN, "check", FILE),
    "jiping check: one .docx": program(_MAIN, "check", FILE),
}


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.start")
    parser.add_argument("--rounds", type=int, default=21)
    times = measure(CONTESTANTS, [b""], parser.parse_args().rounds)
    print(table(times, (NOTHING,)))


if __name__ == "__main__":
    main()
