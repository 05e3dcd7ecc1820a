"""Stamped files: which are taken, their digest, and handing them out again."""

import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeAlias

from django.core.files.base import ContentFile, File
from django.http import Http404, HttpResponse

from jiping.web.campaigns.models import DepartmentNotice, WorkingGroup
from jiping.web.core.actions import Refused
from jiping.web.core.sending import sent

MOST_BYTES = 20 * 1024**2
ACCEPTED = ".pdf,.jpg,.jpeg,.png"
_KINDS = (
    (b"%PDF-", ".pdf", "application/pdf"),
    (b"\xff\xd8\xff", ".jpg", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", ".png", "image/png"),
)
if TYPE_CHECKING:
    Upload: TypeAlias = File[bytes]
else:
    Upload = File
Holder = DepartmentNotice | WorkingGroup


def keep(holder: Holder, given: Upload) -> None:
    """Put an uploaded file into a record, not yet stored. Raises Refused where it is too
    large, empty, or no PDF or picture by its first bytes."""
    data = given.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refused(f"盖章文件超过{MOST_BYTES // 1024**2}MB，请压缩后重新上传。")
    suffix = next((s for magic, s, _ in _KINDS if data.startswith(magic)), "")
    if not suffix:
        raise Refused("盖章文件要是 PDF 或 JPG、PNG 图片，请转换后重新上传。")
    digest = hashlib.sha256(data).hexdigest()
    # Named by its content: nothing of what the sender called it gets near the disk.
    try:
        holder.file.save(f"{digest[:32]}{suffix}", ContentFile(data), save=False)
    except OSError as fault:
        raise Refused(
            "服务器磁盘已满或不能写入，文件没有存上，请联系系统管理员。"
        ) from fault
    holder.file_name = PurePath((given.name or "").replace("\\", "/")).name[-200:]
    holder.file_digest = digest


def handed_out(holder: Holder) -> HttpResponse:
    """The file as it was sent, to be saved and not run. Raises Http404 for none, Refused
    where it was changed on the disk."""
    if not holder.file:
        raise Http404
    suffix = PurePath(holder.file.name or "").suffix
    kind = next((k for _, s, k in _KINDS if s == suffix), "application/octet-stream")
    try:
        with holder.file.open("rb") as file:
            data = file.read()
    except FileNotFoundError as fault:
        raise Http404 from fault
    if hashlib.sha256(data).hexdigest() != holder.file_digest:
        raise Refused("这份盖章文件与上传时的摘要不符，已被改动，请联系系统管理员。")
    return sent(data, kind, holder.file_name or f"盖章文件{suffix}")
