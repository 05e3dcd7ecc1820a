"""A folder of many filings: is memory flat, is the cost linear, are both cores used?

Filings are generated anew (see ``tools.samples``), written to a folder that is thrown
away, and checked by the command line in a process of its own.

    python -m benchmarks.folder [--sizes 1000,10000]
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.samples import compose, many, to_text


def fill(folder: Path, count: int) -> None:
    """``count`` distinct clean filings as text files, a hundred to a folder."""
    for index, package in enumerate(many(count, seed=1)):
        place = folder / f"{index // 100:04d}"
        place.mkdir(exist_ok=True)
        (place / f"{index:05d}.txt").write_text(to_text(compose(package)), "utf-8")


def check(folder: Path, jobs: int) -> tuple[float, float, float, int]:
    """Wall seconds, processor seconds, peak memory in MB of the largest process, exit."""
    command = [sys.executable, "-m", "jiping.cli", "check", str(folder)]
    command += [
        "--format",
        "json",
        "--jobs",
        str(jobs),
        "--exit-zero",
        "-o",
        os.devnull,
    ]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, spent, after.ru_maxrss / 1024, done.returncode


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000")
    options = parser.parse_args()
    print("| filings | jobs | wall s | processor s | ms a filing | peak MB | exit |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for count in map(int, options.sizes.split(",")):
        with tempfile.TemporaryDirectory() as name:
            fill(Path(name), count)
            for jobs in (1, 2):
                wall, spent, peak, code = check(Path(name), jobs)
                print(
                    f"| {count} | {jobs} | {wall:.1f} | {spent:.1f} "
                    f"| {wall / count * 1000:.2f} | {peak:.0f} | {code} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
