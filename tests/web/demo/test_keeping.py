"""The folder of the demo: never mixed with other data."""

from pathlib import Path

import pytest

from jiping.web.demo.keeping import MARK, begin, clear, kept, write


def test_an_empty_or_missing_folder_holds_nothing(tmp_path: Path) -> None:
    assert kept(tmp_path) is None
    assert kept(tmp_path / "not there") is None


@pytest.mark.parametrize("name", ["jiping.sqlite3", "secret.key", "报表.docx"])
def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x")
    for act in (kept, clear):
        with pytest.raises(ValueError, match="JIPING_HOME"):
            act(tmp_path)
    assert (tmp_path / name).exists()


def test_the_password_is_kept_for_the_owner_alone(tmp_path: Path) -> None:
    begin(tmp_path)
    write(tmp_path, "k7mp-x2ra-9vhe")
    assert kept(tmp_path) == "k7mp-x2ra-9vhe"
    assert (tmp_path / MARK).stat().st_mode & 0o077 == 0


def test_a_load_that_was_broken_off_is_begun_anew(tmp_path: Path) -> None:
    begin(tmp_path)
    (tmp_path / "jiping.sqlite3").write_text("half")
    assert kept(tmp_path) is None
    clear(tmp_path)
    assert not list(tmp_path.iterdir())


def test_clearing_takes_the_demos_files_and_no_others(tmp_path: Path) -> None:
    begin(tmp_path)
    write(tmp_path, "word")
    (tmp_path / "jiping.sqlite3").write_text("x")
    (tmp_path / "files" / "2024").mkdir(parents=True)
    (tmp_path / "我的笔记.txt").write_text("x")
    clear(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["我的笔记.txt"]
