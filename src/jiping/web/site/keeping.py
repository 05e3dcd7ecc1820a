"""Backup and restore: every row and every file, in one archive that proves itself.

The archive (tar.gz) holds ``rows.jsonl`` (one row of one table a line, parents before
children, the same from SQLite and from PostgreSQL, so that a backup of one comes back
into the other), ``files/…`` and ``manifest.json`` with the SHA-256 of each and the
migrations that the tables had been through. A backup of an older version comes back into
tables as they were then, which are migrated afterwards.
"""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Model

from jiping import __version__
from jiping.web.accounts.models import User
from jiping.web.audit.chain import line, prove, prove_stored
from jiping.web.audit.models import Record
from jiping.web.audit.proof import Proof
from jiping.web.site import versions

ROWS, MANIFEST, FILES = "rows.jsonl", "manifest.json", "files/"
_LEFT_OUT_MODELS = {"auth.permission"}
_CHUNK = 1 << 20
# What comes up where an archive was put together by something else.
_BROKEN = (LookupError, TypeError, json.JSONDecodeError, FieldDoesNotExist, ValidationError)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How much there is: rows, files, lines of the log."""

    rows: int
    files: int
    log: int


def back_up(target: Path) -> Kept:
    """Write everything to ``target``, as it stood at one moment.

    Raises OSError, and ValueError (a Chinese sentence) where the tables are not of this
    version.
    """
    _of_this_version()
    root = Path(settings.MEDIA_ROOT)
    # Nobody else may read it, from its first byte on.
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with (
        tempfile.TemporaryFile() as rows,
        os.fdopen(descriptor, "wb") as out,
        tarfile.open(fileobj=out, mode="w:gz") as archive,
    ):
        with transaction.atomic():
            _one_moment()
            count = _dump(rows)
            log = Record.objects.count()
            files = sorted(p for p in root.rglob("*") if p.is_file())
        digests = {ROWS: _add(archive, ROWS, rows)}
        for path in files:
            name = FILES + path.relative_to(root).as_posix()
            with path.open("rb") as file:
                digests[name] = _add(archive, name, file)
        manifest = {
            "version": __version__,
            "migrations": versions.applied(),
            "rows": count,
            "digests": digests,
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        _add(archive, MANIFEST, io.BytesIO(text))
    return Kept(rows=count, files=len(files), log=log)


def _of_this_version() -> None:
    there = versions.applied()
    if not there:
        raise ValueError("这里还没有数据，请核对 JIPING_HOME 和 DATABASE_URL。")
    if versions.beyond(there):
        raise ValueError("数据库已由更新的版本升级过，请用那个版本的程序备份。")
    if versions.lacking(there):
        raise ValueError(
            "数据库还没有升级到这个版本，请用原来版本的程序备份，或先运行 jiping serve 升级。"
        )


def _one_moment() -> None:
    """Let the whole transaction see the data as it is now; SQLite's does anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _dump(out: IO[bytes]) -> int:
    count = 0
    for model in _models():
        rows = model._default_manager.order_by("pk").iterator(chunk_size=500)
        for row in rows:
            text = serializers.serialize("jsonl", [row], cls=_Exact)
            out.write(text.strip().encode() + b"\n")
            count += 1
    return count


class _Exact(DjangoJSONEncoder):
    """Moments to the microsecond: the log's digests are taken over them."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def _models() -> list[type[Model]]:
    """Every table of ours, parents first."""
    kept = [
        (config, None)
        for config in apps.get_app_configs()
        if config.label not in versions.LEFT_OUT
    ]
    ordered = serializers.sort_dependencies(kept)
    return [m for m in ordered if m._meta.label_lower not in _LEFT_OUT_MODELS]


def _add(archive: tarfile.TarFile, name: str, file: IO[bytes]) -> str:
    """Add a file; its SHA-256."""
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    info = tarfile.TarInfo(name)
    info.size, info.mode = file.tell(), 0o600
    file.seek(0)
    archive.addfile(info, file)
    return digest.hexdigest()


def restore(source: Path) -> Kept:
    """Bring everything back, or nothing, into tables as they were when it was kept; then
    bring those to this version.

    Raises ValueError (a Chinese sentence) where there are accounts already, the archive is
    not whole or of a newer version, or its log does not prove; OSError where it cannot be
    read.
    """
    if _has_accounts():
        raise ValueError("这里已经有数据，请换一个空的 JIPING_HOME 和数据库再恢复。")
    try:
        with tarfile.open(source, "r:gz") as archive:
            manifest = _manifest(archive)
            _whole(archive, manifest)
            models = versions.reach(manifest.get("migrations") or versions.known())
            with transaction.atomic():
                _load(archive, models)
                _sequences(models)
                _proved(_of(models))
                files = _unpacked(archive, manifest)
    except (tarfile.TarError, EOFError, *_BROKEN) as fault:
        raise ValueError(f"“{source.name}”不是完整的备份文件。") from fault
    call_command("migrate", interactive=False, verbosity=0)
    _proved(prove_stored())
    return Kept(rows=manifest["rows"], files=files, log=Record.objects.count())


def _has_accounts() -> bool:
    if User._meta.db_table not in connection.introspection.table_names():
        return False
    # Columns may be those of another version.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {User._meta.db_table} LIMIT 1")
        return cursor.fetchone() is not None


def _manifest(archive: tarfile.TarFile) -> dict[str, Any]:
    found: dict[str, Any] = json.load(_open(archive, MANIFEST))
    stated = found["version"]
    beyond = versions.beyond(found.get("migrations") or {})
    if _release(stated) > _release(__version__) or (beyond and stated == __version__):
        raise ValueError(f"备份来自更新的版本 {stated}，请先升级程序再恢复。")
    if beyond:
        raise ValueError(
            f"备份来自版本 {stated}，这个程序不认识其中的表（{beyond[0]}），请用那个版本恢复。"
        )
    return found


def _release(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2])


def _open(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    file = archive.extractfile(name)
    if file is None:
        raise KeyError(name)
    return file


def _whole(archive: tarfile.TarFile, manifest: dict[str, Any]) -> None:
    for name, stated in manifest["digests"].items():
        digest = hashlib.sha256()
        file = _open(archive, name)
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
        if digest.hexdigest() != stated:
            raise ValueError(f"备份里的“{name}”与清单不符，文件已损坏。")


def _load(archive: tarfile.TarFile, models: Any) -> None:
    models.get_model("audit", "Head").objects.all().delete()
    with connection.constraint_checks_disabled():
        for text in _open(archive, ROWS):
            _insert(json.loads(text), models)
    connection.check_constraints()


def _insert(entry: dict[str, Any], models: Any) -> None:
    """One line of the archive as a row of its table."""
    model = models.get_model(entry["model"])
    values = {model._meta.pk.attname: model._meta.pk.to_python(entry["pk"])}
    many: dict[str, list[Any]] = {}
    for name, value in entry["fields"].items():
        field = model._meta.get_field(name)
        if field.many_to_many:
            many[name] = value
        else:
            values[field.attname] = field.to_python(value)
    row = model(**values)
    # Raw, so that times and counts stay as they were.
    row.save_base(raw=True, force_insert=True)
    for name, related in many.items():
        getattr(row, name).set(related)


def _sequences(models: Any) -> None:
    """Let new rows be numbered after those that came back."""
    made = models.get_models(include_auto_created=False)
    statements = connection.ops.sequence_reset_sql(no_style(), made)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _of(models: Any) -> Proof:
    """The log as it came back."""
    head = models.get_model("audit", "Head").objects.first()
    end = (head.number, head.digest) if head else None
    records = models.get_model("audit", "Record").objects.order_by("number")
    return prove(((line(r), r.digest) for r in records.iterator(chunk_size=500)), end)


def _proved(proof: Proof) -> None:
    if proof.faults:
        raise ValueError(f"备份里的日志核验不过：{proof.faults[0]}")


def _unpacked(archive: tarfile.TarFile, manifest: dict[str, Any]) -> int:
    root = Path(settings.MEDIA_ROOT)
    names = [name for name in manifest["digests"] if name.startswith(FILES)]
    for name in names:
        target = root / name.removeprefix(FILES)
        if root.resolve() not in target.resolve().parents:
            raise ValueError(f"备份里的文件名“{name}”不安全，没有恢复。")
        target.parent.mkdir(parents=True, exist_ok=True)
        with _open(archive, name) as file, target.open("xb") as out:
            while chunk := file.read(_CHUNK):
                out.write(chunk)
        target.chmod(0o600)
    return len(names)
