"""What whoever runs the workbench writes wrongly is said in one Chinese sentence."""

import errno
import os
from pathlib import Path

import pytest

from jiping.web.site import environment, home


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JIPING_T", raising=False)


def test_hosts_may_be_written_with_spaces(monkeypatch) -> None:
    monkeypatch.setenv("JIPING_T", " jx.example.cn, 127.0.0.1 ,")
    assert environment.listed("JIPING_T", "x") == ["jx.example.cn", "127.0.0.1"]
    monkeypatch.setenv("JIPING_T", "")
    assert environment.listed("JIPING_T", "x") == ["x"]


def test_an_address_wants_its_scheme(monkeypatch) -> None:
    monkeypatch.setenv("JIPING_T", "https://jx.example.cn/")
    assert environment.origins("JIPING_T") == ["https://jx.example.cn"]
    monkeypatch.setenv("JIPING_T", "jx.example.cn")
    with pytest.raises(ValueError, match=r"写的是“jx\.example\.cn”"):
        environment.origins("JIPING_T")


@pytest.mark.parametrize("given", ["abc", "0", "65536", "-1", "２５", "25.0"])
def test_a_port(given, monkeypatch) -> None:
    assert environment.port("JIPING_T", 25) == 25
    monkeypatch.setenv("JIPING_T", " 465 ")
    assert environment.port("JIPING_T", 25) == 465
    monkeypatch.setenv("JIPING_T", given)
    with pytest.raises(ValueError, match="应是端口号"):
        environment.port("JIPING_T", 25)


def test_a_level_of_the_log(monkeypatch) -> None:
    monkeypatch.setenv("JIPING_T", "info")
    assert environment.level("JIPING_T", "WARNING") == "INFO"
    monkeypatch.setenv("JIPING_T", "verbose")
    with pytest.raises(ValueError, match="可以写 DEBUG"):
        environment.level("JIPING_T", "WARNING")


@pytest.mark.parametrize(
    ("given", "meant"), [("", ""), ("0", ""), ("1", "1"), ("SSL", "ssl")]
)
def test_how_mail_is_hidden(given, meant, monkeypatch) -> None:
    monkeypatch.setenv("JIPING_T", given)
    assert environment.secrecy("JIPING_T") == meant
    monkeypatch.setenv("JIPING_T", "yes")
    with pytest.raises(ValueError, match="STARTTLS"):
        environment.secrecy("JIPING_T")


def test_a_data_folder_that_cannot_be(monkeypatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("JIPING_HOME", str(tmp_path / "file"))
    with pytest.raises(ValueError, match="已有同名的文件"):
        home.home()
    monkeypatch.setenv("JIPING_HOME", str(tmp_path / "file" / "below"))
    with pytest.raises(ValueError, match="不是文件夹"):
        home.home()


class Full:
    """A file on a disk that has no room."""

    def __enter__(self) -> "Full":
        return self

    def __exit__(self, *fault: object) -> None:
        return None

    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_no_half_key_is_left_on_a_full_disk(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.delenv("JIPING_SECRET_KEY", raising=False)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fdopen", lambda *a, **k: Full())
        with pytest.raises(ValueError, match="磁盘已满"):
            home.secret_key(tmp_path)
    assert not list(tmp_path.iterdir())
    key = home.secret_key(tmp_path)
    assert len(key) > 60 and home.secret_key(tmp_path) == key


def test_trouble_is_said_in_chinese() -> None:
    assert home.trouble(OSError(errno.EACCES, "Permission denied")) == "没有权限"
    assert home.trouble(OSError("odd")) == "odd"
