"""Set up and run, with nothing but Python and pip on the machine.

    python3 run.py demo              the workbench, with a fictional county in it
    python3 run.py check samples     check the samples that are shipped here
    python3 run.py test              the checks and the tests
    python3 run.py test --fast       without those that take long
    python3 run.py COMMAND …         any command of jiping

The first call makes ``.venv`` and installs what is pinned in ``requirements/``.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv"
BIN = HOME / ("Scripts" if os.name == "nt" else "bin")


# Commands of the workbench, which needs more than the checker.
WORKBENCH = ("demo", "serve", "create-admin", "backup", "restore", "audit")


NOT_INSTALLED = (
    "依赖没有装成，原因见上。请检查网络和软件源（不能上网的机器见 docs/workbench.md）；"
    "Debian、Ubuntu 上要先装 python3-venv。然后删去 .venv，再运行一次。"
)


def install(requirements: str) -> None:
    """Install a requirements file and the project, unless that was done before."""
    pinned = ROOT / "requirements" / requirements
    stamp = HOME / f"{requirements}.sha256"
    digest = hashlib.sha256(pinned.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest:
        return
    if not (HOME / "pyvenv.cfg").is_file():
        venv.create(HOME, with_pip=True)
    pip = [str(BIN / "python"), "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "install", "--require-hashes", "-r", pinned], check=True)
    subprocess.run(
        [*pip, "install", "--no-deps", "--no-build-isolation", "-e", ROOT], check=True
    )
    stamp.write_text(digest)


def run(*command: str) -> int:
    """Run one of the installed tools in the root of the project."""
    return subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT).returncode


def test(*options: str) -> int:
    """Every check of the house, then the tests; 0 when all of them hold."""
    marks = ["-m", "not slow"] if "--fast" in options else []
    chain = (
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("lint-imports",),
        ("codespell", "src", "docs", "README.md", "CONTRIBUTING.md"),
        ("python", "tools/docs.py", "--check"),
        ("pytest", "-n", "auto", *marks),
    )
    return next((code for step in chain if (code := run(*step))), 0)


def lists(arguments: list[str]) -> tuple[str, ...]:
    """What a command needs."""
    if arguments[:1] == ["test"]:
        return ("dev.txt",)
    if arguments and arguments[0] in WORKBENCH:
        return ("web.txt", "pdf.txt")
    return ("run.txt",)


def main(arguments: list[str]) -> int:
    """Dispatch to the tests or to jiping itself."""
    if sys.version_info < (3, 11):  # noqa: UP036  (run by whatever Python is there)
        print("需要 Python 3.11 以上，这里的是 " + sys.version.split()[0] + "。")
        return 2
    try:
        for requirements in lists(arguments):
            install(requirements)
    except (subprocess.CalledProcessError, OSError) as fault:
        print(f"{fault}\n{NOT_INSTALLED}", file=sys.stderr)
        return 2
    if arguments[:1] == ["test"]:
        return test(*arguments[1:])
    return subprocess.run([str(BIN / "jiping"), *arguments]).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["check", "samples"]))
