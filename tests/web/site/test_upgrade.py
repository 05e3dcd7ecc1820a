"""Data of earlier versions: migrated where it stands, and from a backup of then."""

import io
import json
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from web import earlier
from web.own import Own, workbench

TESTS = str(Path(__file__).parents[2])
_MIGRATE = "from jiping.web.commands.start import migrate; migrate()"
_SHOW = "from web.earlier import shown; print(shown())"
_GUARDED = """
from django.db import connection
from jiping.web.audit.standing import missing
print(missing(connection))
"""
_OF_LATER = """
from django.db.migrations.recorder import MigrationRecorder
from django.db import connection
MigrationRecorder(connection).record_applied("drafts", "9999_of_later")
"""


def begin(own: Own, place: int, archive: Path | None = None) -> dict[str, Any]:
    """A workbench of an earlier version; what is in it. Kept in ``archive`` if asked."""
    code = f"from web.earlier import begun, kept, shown; then = begun({place}); "
    if archive:
        code += f"from pathlib import Path; kept(then, Path({str(archive)!r})); "
    return json.loads(own.python(code + "print(shown())"))


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Own]:
    """A workbench that was never started."""
    beside = os.environ.get("PYTHONPATH")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (TESTS, beside))))
    with workbench(tmp_path / "home") as one:
        yield one


@pytest.fixture
def empty(own: Own, tmp_path: Path) -> Iterator[Own]:
    """Another one."""
    with workbench(tmp_path / "elsewhere") as one:
        yield one


def holds(own: Own) -> None:
    done = own.jiping("audit", "verify")
    assert (done.returncode, "共2条" in done.stdout) == (0, True), done.stdout


def refused(own: Own, *command: str) -> str:
    """The one sentence with which a command was refused."""
    done = own.jiping(*command)
    assert done.returncode == 2, done.stdout
    (sentence,) = done.stderr.splitlines()
    return sentence


@pytest.mark.slow
@pytest.mark.parametrize("place", [0, -2])
def test_data_of_an_earlier_version_is_migrated_whole(own: Own, place: int) -> None:
    before = begin(own, place)
    assert len(before) > 30
    assert min(len(before[name]) for name in ("audit_record", "drafts_cell")) == 2
    own.python(_MIGRATE)
    assert earlier.lost(before, json.loads(own.python(_SHOW))) == []
    assert own.python(_GUARDED) == "()\n"
    holds(own)


@pytest.mark.slow
@pytest.mark.parametrize("place", [0, -2])
def test_a_backup_of_an_earlier_version_comes_back(
    own: Own, empty: Own, tmp_path: Path, place: int
) -> None:
    archive = tmp_path / "kept.tar.gz"
    before = begin(own, place, archive)
    done = empty.jiping("restore", str(archive))
    assert (done.returncode, done.stderr) == (0, "")
    assert earlier.lost(before, json.loads(empty.python(_SHOW))) == []
    assert empty.python(_GUARDED) == "()\n"
    holds(empty)


@pytest.mark.slow
def test_it_does_not_come_into_tables_of_a_newer_version(
    own: Own, empty: Own, tmp_path: Path
) -> None:
    archive = tmp_path / "kept.tar.gz"
    begin(own, 0, archive)
    empty.python(_MIGRATE)
    assert "新版的表" in refused(empty, "restore", str(archive))
    assert json.loads(empty.python(_SHOW))["accounts_user"] == []


@pytest.mark.slow
def test_what_was_not_migrated_yet_is_not_kept_by_a_newer_program(
    own: Own, tmp_path: Path
) -> None:
    assert "还没有数据" in refused(own, "backup", str(tmp_path / "a.tar.gz"))
    begin(own, 0)
    assert "原来版本" in refused(own, "backup", str(tmp_path / "a.tar.gz"))
    assert not (tmp_path / "a.tar.gz").exists()


def restated(archive: Path, target: Path, **stated: Any) -> Path:
    """The same backup, with something else in its manifest."""
    with tarfile.open(archive) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            data = old.extractfile(member).read()
            if member.name == "manifest.json":
                data = json.dumps(json.loads(data) | stated).encode()
                member.size = len(data)
            new.addfile(member, io.BytesIO(data))
    return target


def test_a_backup_of_a_newer_version_is_refused_in_words(
    own: Own, empty: Own, tmp_path: Path
) -> None:
    own.python(_MIGRATE)
    archive = tmp_path / "kept.tar.gz"
    assert own.jiping("backup", str(archive)).returncode == 0
    later = restated(archive, tmp_path / "a.tar.gz", migrations={"drafts": ["9999_x"]})
    assert "请先升级程序再恢复" in refused(empty, "restore", str(later))
    later = restated(archive, tmp_path / "b.tar.gz", version="99.0.0")
    assert "更新的版本 99.0.0" in refused(empty, "restore", str(later))
    older = restated(
        archive, tmp_path / "c.tar.gz", version="0.0.1", migrations={"gone": ["0001"]}
    )
    assert "请用那个版本恢复" in refused(empty, "restore", str(older))
    assert json.loads(empty.python(_SHOW)) == {}
    assert empty.jiping("restore", str(archive)).returncode == 0


def test_a_database_of_a_newer_version_is_left_alone(own: Own, tmp_path: Path) -> None:
    own.python(_MIGRATE + "\n" + _OF_LATER)
    for command in (("serve", "--port", "0"), ("create-admin", "--username", "a", "--name", "甲")):  # fmt: skip
        assert "9999_of_later" in refused(own, *command)
    assert "更新的版本" in refused(own, "backup", str(tmp_path / "a.tar.gz"))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "mysql://u@h/j", "只支持 postgresql"),
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/x", "连不上数据库"),
        ("JIPING_PROXIES", "yes", "JIPING_PROXIES"),
    ],
)
def test_what_is_set_wrongly_is_said(own: Own, tmp_path, name, value, said) -> None:
    own.environment[name] = value
    for command in (("serve",), ("backup", str(tmp_path / "a.tar.gz")), ("restore", str(tmp_path))):  # fmt: skip
        assert said in refused(own, *command)
