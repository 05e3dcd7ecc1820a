"""Files named by their digest, written whole before the transaction that points to them.

A server killed between leaves a file that nothing points to, and never a row whose file
is missing.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils.timezone import localdate

from jiping.web.core.actions import Refused

_FULL = "服务器磁盘已满或不能写入，刚才的操作没有办成，请联系系统管理员后再试。"


def keep(folder: str, data: bytes, suffix: str) -> str:
    """Write ``data`` to ``folder/2024/<SHA-256><suffix>`` under the data folder and give
    that name. The same bytes are kept once. Raises Refused where the disk does not take
    them."""
    name = f"{folder}/{localdate().year}/{hashlib.sha256(data).hexdigest()}{suffix}"
    path = Path(settings.MEDIA_ROOT) / name
    if path.exists():
        return name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _whole(path, data)
    except OSError as fault:
        raise Refused(_FULL) from fault
    return name


def _whole(path: Path, data: bytes) -> None:
    descriptor, part = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(path)
    except OSError:
        Path(part).unlink(missing_ok=True)
        raise
    _settled(path.parent)


def _settled(folder: Path) -> None:
    """See to it that the name is on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def kept(name: str) -> bytes:
    """The bytes of a file kept. Raises Refused where it is gone or was changed."""
    path = Path(settings.MEDIA_ROOT) / name
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise Refused("这份文件在服务器上找不到了，请联系系统管理员。") from fault
    if hashlib.sha256(data).hexdigest() != path.stem:
        raise Refused("这份文件与提交时的摘要不符，已被改动，请联系系统管理员。")
    return data
