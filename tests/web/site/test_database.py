"""DATABASE_URL in every form that people write it."""

from pathlib import Path

import pytest

from jiping.web.site.database import database


@pytest.mark.parametrize(
    ("url", "host", "port", "name"),
    [
        ("postgresql://u:p@db.example:5433/jiping", "db.example", "5433", "jiping"),
        ("postgres://u@%2Ftmp%2FRun-Me/jiping", "/tmp/Run-Me", "", "jiping"),
        ("postgresql://u:p%40ss@[::1]:5432/j", "::1", "5432", "j"),
        ("postgresql:///j", "", "", "j"),
    ],
)
def test_postgresql(url: str, host: str, port: str, name: str) -> None:
    found = database(url, Path())
    assert (found["HOST"], found["PORT"], found["NAME"]) == (host, port, name)


def test_a_password_is_decoded() -> None:
    assert database("postgresql://u:p%40ss@h/j", Path())["PASSWORD"] == "p@ss"


def test_without_one_it_is_sqlite_in_the_folder(tmp_path: Path) -> None:
    assert database("", tmp_path)["NAME"] == str(tmp_path / "jiping.sqlite3")


def test_another_kind_is_said() -> None:
    with pytest.raises(ValueError, match="只支持 postgresql"):
        database("mysql://u@h/j", Path())
