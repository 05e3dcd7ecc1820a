"""Put all that an installation of the workbench needs into one folder, and prove it.

    python3 tools/wheelhouse.py 离线包          fill the folder, then install from it
    python3 tools/wheelhouse.py 离线包 --ocr    with the recognition of scans as well

The folder is for a machine without a network, of the same system and Python version.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTS = ("web.txt", "pdf.txt")


def fill(folder: Path, lists: tuple[str, ...] = LISTS) -> None:
    """Bring the pinned packages, their lists and the project's own wheel into it.

    Raises CalledProcessError where a package cannot be had or is not the pinned one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("jiping-*.whl"):
        old.unlink()
    for name in lists:
        pinned = ROOT / "requirements" / name
        _pip(sys.executable, "download", "-d", folder, "--require-hashes", "-r", pinned)
        shutil.copy(pinned, folder / name)
    with tempfile.TemporaryDirectory() as made:
        # What builds the wheel is pinned too: it is in the folder already.
        python = _environment(Path(made))
        _install(python, folder, lists[:1])
        _pip(python, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, ROOT)


def prove(folder: Path, lists: tuple[str, ...] = LISTS) -> str:
    """Install from the folder alone into an environment that is thrown away; what the
    installed program says its version is.

    Raises CalledProcessError where the folder does not suffice.
    """
    with tempfile.TemporaryDirectory() as made:
        python = _environment(Path(made))
        _install(python, folder, lists)
        wheels = folder.glob("jiping-*.whl")
        _pip(python, "install", "--no-index", "--no-deps", *wheels)
        _pip(python, "check")
        said = subprocess.run(
            [python.with_name("jiping"), "--version"],
            check=True,
            capture_output=True,
            text=True,
        )
    return said.stdout.strip()


def _environment(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    return folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"


def _install(python: Path, folder: Path, lists: tuple[str, ...]) -> None:
    only = ("--no-index", "--find-links", folder, "--require-hashes")
    for name in lists:
        _pip(python, "install", *only, "-r", folder / name)


def _pip(python: str | Path, *arguments: str | Path) -> None:
    command = [python, "-m", "pip", "--disable-pip-version-check", "-q", *arguments]
    subprocess.run(command, check=True)


def main() -> int:
    """0 when the folder is filled and was installed from."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ocr", action="store_true")
    arguments = parser.parse_args()
    lists = (*LISTS, "ocr.txt") if arguments.ocr else LISTS
    try:
        fill(arguments.folder, lists)
        said = prove(arguments.folder, lists)
    except subprocess.CalledProcessError as fault:
        print(f"没有备齐：{fault.cmd[3:]} 没有成功，原因见上。", file=sys.stderr)
        return 1
    size = sum(file.stat().st_size for file in arguments.folder.iterdir())
    print(f"{arguments.folder}：{said}，{size // 1024**2}MB，断网安装试过。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
