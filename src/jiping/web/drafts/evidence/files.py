"""Evidence on the disk: which files are taken, where they are put, and handing them out."""

import hashlib
from pathlib import PurePath
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.utils.timezone import localdate

from jiping.web.core.actions import Refused
from jiping.web.core.sending import sent
from jiping.web.core.uploads import MB
from jiping.web.drafts.models import Evidence

MOST_BYTES = 20 * MB
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.zip"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# What a suffix promises: the first bytes, and the type it is sent with.
_KINDS: dict[str, tuple[tuple[bytes, ...], str]] = {
    ".pdf": ((b"%PDF-",), "application/pdf"),
    ".jpg": ((b"\xff\xd8\xff",), "image/jpeg"),
    ".jpeg": ((b"\xff\xd8\xff",), "image/jpeg"),
    ".png": ((b"\x89PNG\r\n\x1a\n",), "image/png"),
    ".docx": (
        _ZIP,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ".xlsx": (
        _ZIP,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ".zip": (_ZIP, "application/zip"),
}


def suffix_of(name: str, data: bytes) -> str:
    """The suffix of a file that may be evidence. Raises Refused, with one sentence, for
    one that is too large, empty, or not what its name says. Nothing is unpacked."""
    if not data:
        raise Refused(f"“{name}”是空文件，请核对后重新选择。")
    if len(data) > MOST_BYTES:
        raise Refused(f"“{name}”超过{MOST_BYTES // MB}MB，请压缩后再传。")
    suffix = PurePath(name).suffix.lower()
    if suffix not in _KINDS:
        raise Refused(
            "佐证材料要是 PDF、图片（JPG、PNG）、Word（.docx）、Excel（.xlsx）或 .zip，"
            f"“{name}”不是，请转换后再传。"
        )
    if not data.startswith(_KINDS[suffix][0]):
        raise Refused(
            f"“{name}”的内容不是{suffix[1:].upper()}，可能改过后缀或没有传完，请核对。"
        )
    return suffix


def put(data: bytes, suffix: str) -> str:
    """Write the bytes under a name that tells nothing. Raises Refused where the disk
    does not take them."""
    name = f"evidence/{localdate().year}/{uuid4().hex}{suffix}"
    try:
        return default_storage.save(name, ContentFile(data))
    except OSError as fault:
        # What was written of it would only take more room.
        default_storage.delete(name)
        raise Refused(
            "服务器磁盘已满或不能写入，文件没有存上，请联系系统管理员。"
        ) from fault


def taken_away(name: str) -> None:
    """Delete a file that nothing points to any more."""
    default_storage.delete(name)


def handed_out(evidence: Evidence) -> HttpResponse:
    """The file as it was sent, to be saved and not run. Raises Http404 where there is
    none, Refused where it was changed on the disk."""
    if not evidence.file:
        raise Http404
    try:
        with evidence.file.open("rb") as file:
            data = file.read()
    except FileNotFoundError as fault:
        raise Http404 from fault
    if hashlib.sha256(data).hexdigest() != evidence.digest:
        raise Refused("这份佐证材料与上传时的摘要不符，已被改动，请联系系统管理员。")
    suffix = PurePath(evidence.file.name or "").suffix
    kind = _KINDS.get(suffix, ((), "application/octet-stream"))[1]
    return sent(data, kind, evidence.name)
