"""A backup brought back is the same data; a damaged one is refused."""

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from web.own import Own, workbench

_MIGRATE = 'call_command("migrate", verbosity=0)\n'
_FILL = """
call_command("migrate", verbosity=0)
from pathlib import Path
from django.conf import settings
from jiping.web.accounts.models import Membership, User
from jiping.web.audit.chain import append
from jiping.web.units.models import Unit
from django.db import transaction
bureau = Unit.objects.create(code="001", name="澄湖县财政局", kind="bureau")
lamp = Unit.objects.create(code="002", name="路灯所", kind="department", parent=bureau)
filer = User.objects.create_user("filer", password="right-Horse-9", name="填报人")
Membership.objects.create(user=filer, unit=lamp, role="filer")
with transaction.atomic():
    append("test.done", "unit:2", {"什么": "填了一格"}, filer, lamp)
file = Path(settings.MEDIA_ROOT) / "evidence" / "a.pdf"
file.parent.mkdir(parents=True)
file.write_bytes(b"%PDF-1.7")
"""
_SHOW = """
import json
from pathlib import Path
from django.conf import settings
from jiping.web.accounts.models import Membership, User
from jiping.web.audit.models import Record
from jiping.web.units.models import Unit
root = Path(settings.MEDIA_ROOT)
print(json.dumps({
    "units": list(Unit.objects.values_list("code", "name", "parent__code")),
    "people": list(User.objects.values_list("username", "password", "name")),
    "roles": list(Membership.objects.values_list("user__username", "unit__code", "role")),
    "log": list(Record.objects.values_list("number", "digest", "facts")),
    "files": sorted((p.name, p.read_text()) for p in root.rglob("*") if p.is_file()),
}))
"""
_ADD = """
from jiping.web.units.models import Unit
print(Unit.objects.create(code="009", name="新单位", kind="department").pk)
"""


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[tuple[Own, Path]]:
    """A workbench with something in it, and its backup."""
    with workbench(tmp_path / "home") as own:
        own.python(_FILL)
        archive = tmp_path / "kept.tar.gz"
        done = own.jiping("backup", str(archive))
        assert done.returncode == 0, done.stderr
        yield own, archive


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Own]:
    """A workbench that was never started."""
    with workbench(tmp_path / "elsewhere") as own:
        yield own


def test_what_was_there_is_there_again(kept: tuple[Own, Path], empty: Own) -> None:
    own, archive = kept
    done = empty.jiping("restore", str(archive))
    assert (done.returncode, done.stderr) == (0, "")
    before, after = own.python(_SHOW), empty.python(_SHOW)
    assert json.loads(after) == json.loads(before)
    assert len(json.loads(after)["log"]) == 1
    assert int(empty.python(_ADD)) > 2


def test_it_does_not_come_over_data(kept: tuple[Own, Path]) -> None:
    own, archive = kept
    before = own.python(_SHOW)
    done = own.jiping("restore", str(archive))
    assert (done.returncode, "已经有数据" in done.stderr) == (2, True)
    assert own.python(_SHOW) == before


def test_a_damaged_one_changes_nothing(
    kept: tuple[Own, Path], empty: Own, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.tar.gz"
    with tarfile.open(kept[1]) as old, tarfile.open(damaged, "w:gz") as new:
        for member in old:
            data = old.extractfile(member).read()
            file = tmp_path / "member"
            file.write_bytes(data.replace("路灯所".encode(), "路灯厂".encode()))
            new.add(file, member.name)
    done = empty.jiping("restore", str(damaged))
    assert (done.returncode, "已损坏" in done.stderr) == (2, True)
    assert json.loads(empty.python(_MIGRATE + _SHOW))["people"] == []


def test_what_is_no_archive_is_said(empty: Own, tmp_path: Path) -> None:
    (tmp_path / "x.tar.gz").write_bytes(b"not an archive")
    done = empty.jiping("restore", str(tmp_path / "x.tar.gz"))
    assert (done.returncode, "不是完整的备份文件" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr
