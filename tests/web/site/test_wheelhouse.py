"""The folder that a machine without a network is installed from."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tools import wheelhouse

WEB, PDF = wheelhouse.LISTS
Calls = list[tuple[str, ...]]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """What is asked of pip and of what it installed, instead of doing it."""
    made: Calls = []

    def run(command, **keywords):
        made.append(tuple(str(part) for part in command))
        return subprocess.CompletedProcess(command, 0, "jiping 9.9\n")

    monkeypatch.setattr(wheelhouse.subprocess, "run", run)
    monkeypatch.setattr(venv, "create", lambda *a, **k: None)
    return made


def test_it_is_filled_with_what_is_pinned_alone(calls: Calls, tmp_path: Path) -> None:
    (tmp_path / "jiping-0.0.1-py3-none-any.whl").write_text("of last year")
    wheelhouse.fill(tmp_path)
    downloads = [call for call in calls if "download" in call]
    assert [Path(call[-1]).name for call in downloads] == [WEB, PDF]
    assert all("--require-hashes" in call for call in downloads)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted((WEB, PDF))


def test_it_is_proved_without_an_index(calls: Calls, tmp_path: Path) -> None:
    (tmp_path / "jiping-9.9-py3-none-any.whl").write_text("")
    assert wheelhouse.prove(tmp_path) == "jiping 9.9"
    installs = [call for call in calls if "install" in call]
    assert len(installs) == 3
    assert all("--no-index" in call for call in installs)
    assert any("check" in call for call in calls)


def test_what_cannot_be_had_is_said(monkeypatch, tmp_path: Path, capsys) -> None:
    def fails(command, **keywords):
        raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(wheelhouse.subprocess, "run", fails)
    monkeypatch.setattr(sys, "argv", ["wheelhouse.py", str(tmp_path)])
    assert wheelhouse.main() == 1
    assert "没有备齐" in capsys.readouterr().err


@pytest.mark.slow
def test_the_workbench_is_installed_from_it(tmp_path: Path) -> None:
    """The whole of it, from the register to the installed program."""
    try:
        wheelhouse.fill(tmp_path)
    except subprocess.CalledProcessError as fault:
        if "download" in fault.cmd:
            pytest.skip("no register of packages can be reached")
        raise
    assert wheelhouse.prove(tmp_path).startswith("jiping ")


def test_the_guide_installs_what_is_put_there() -> None:
    guide = (wheelhouse.ROOT / "docs" / "workbench.md").read_text("utf-8")
    assert "tools/wheelhouse.py 离线包" in guide
    for name in (*wheelhouse.LISTS, "ocr.txt"):
        assert f"离线包/{name}" in guide
        assert (wheelhouse.ROOT / "requirements" / name).is_file()
