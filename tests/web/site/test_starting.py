"""Commands of the workbench where something is wrong: one Chinese sentence, exit 2."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from jiping.cli.parser import UsageError
from jiping.web.commands.serve import free


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command, as whoever runs it would, with these variables alone set."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith("JIPING_")}
    kept.pop("DATABASE_URL", None)
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(
        [sys.executable, "-m", "jiping.cli", *arguments],
        env=kept | variables,
        capture_output=True,
        text=True,
        timeout=120,
    )


def assert_said(said: subprocess.CompletedProcess[str], sentence: str) -> None:
    assert said.returncode == 2
    assert sentence in said.stderr
    assert len(said.stderr.strip().splitlines()) == 1


CASES = [
    ({"JIPING_HOME": __file__}, "已有同名的文件"),
    ({"DATABASE_URL": "mysql://u@h/j"}, "只支持 postgresql"),
    ({"DATABASE_URL": "postgresql://u@127.0.0.1:abc/j"}, "不是正确的地址"),
    ({"DATABASE_URL": "sqlite:////nosuch/folder/j"}, "打不开数据库文件"),
    ({"JIPING_MAIL_PORT": "abc"}, "JIPING_MAIL_PORT"),
    ({"JIPING_LOG": "verbose"}, "JIPING_LOG"),
    ({"JIPING_ORIGINS": "jx.example.cn"}, "JIPING_ORIGINS"),
]


@pytest.mark.parametrize(("wrong", "sentence"), CASES)
def test_what_is_set_wrongly_is_said(wrong, sentence, tmp_path: Path) -> None:
    variables = {"JIPING_HOME": str(tmp_path)} | wrong
    assert_said(run("create-admin", "--username", "a", "--name", "b", "--password-stdin", **variables), sentence)  # fmt: skip


def test_a_database_that_is_down(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        url = f"postgresql://u:p@127.0.0.1:{port}/j"
        said = run("backup", str(tmp_path / "b"), JIPING_HOME=str(tmp_path), DATABASE_URL=url)  # fmt: skip
    assert_said(said, "连不上数据库")


def test_no_worker_is_no_server(tmp_path: Path) -> None:
    said = run("serve", "--workers", "0", JIPING_HOME=str(tmp_path))
    assert_said(said, "--workers 至少是 1")


@pytest.mark.parametrize("name", ["backup", "restore"])
def test_a_file_that_cannot_be_is_said_in_chinese(name, tmp_path: Path) -> None:
    variables = {"JIPING_HOME": str(tmp_path)}
    if name == "backup":
        made = ("create-admin", "--username", "a", "--name", "甲", "--bureau", "财政局")
        assert run(*made, "--password-stdin", **variables).returncode == 2
    said = run(name, "/nosuch/b.tar.gz", **variables)
    assert_said(said, "文件或文件夹不存在")
    assert "Errno" not in said.stderr


class TestPort:
    def test_taken(self) -> None:
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            held.listen()
            with pytest.raises(UsageError, match="可能已有程序占用"):
                free("127.0.0.1", held.getsockname()[1])

    def test_not_of_this_machine(self) -> None:
        with pytest.raises(UsageError, match=r"没有 192\.0\.2\.1 这个地址"):
            free("192.0.2.1", 8000)

    def test_none(self) -> None:
        with pytest.raises(UsageError, match="1 到 65535"):
            free("127.0.0.1", 99999)
