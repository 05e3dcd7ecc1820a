"""What the command line takes before it works, and for one file in all.

*Ready* ends when ``jiping check`` hands its first file to the process that reads it.
Bytecode is there, as an installer leaves it.

    python -m benchmarks.start [--rounds N]
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.clock import spent

FILE = str(Path("samples/lanshi-street.docx").resolve())
_MAIN = "import sys; from jiping.cli import main; sys.exit(main(sys.argv[1:]))"
_READY = (
    "import os; from jiping.pipeline import workers;"
    "workers._Worker.take = lambda *given: os._exit(0);"
)
COMMANDS: Mapping[str, Sequence[str]] = {
    "python: nothing": ("pass",),
    "jiping --version": (_MAIN, "--version"),
    "jiping check: ready": (_READY + _MAIN, "check", FILE),
    "jiping check: one .docx": (_MAIN, "check", FILE),
}


def run(command: Sequence[str]) -> tuple[float, float]:
    """Seconds by the clock and of the processor."""
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    before, start = spent(), time.perf_counter()
    subprocess.run([sys.executable, "-c", *command], stdout=subprocess.DEVNULL, env=env)
    return time.perf_counter() - start, spent() - before


def main() -> None:
    """Measure in turns and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.start")
    parser.add_argument("--rounds", type=int, default=21)
    rounds = parser.parse_args().rounds
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    for number in range(rounds + 1):
        for name, command in COMMANDS.items():
            taken = run(command)
            if number:
                times[name].append(taken)
    print("| | ms | least | processor ms |\n| --- | ---: | ---: | ---: |")
    for name, taken_each in times.items():
        clock, processor = zip(*taken_each, strict=True)
        figures = statistics.median(clock), min(clock), statistics.median(processor)
        cells = " | ".join(f"{1000 * seconds:.0f}" for seconds in figures)
        print(f"| {name} | {cells} |")


if __name__ == "__main__":
    main()
