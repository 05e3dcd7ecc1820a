"""Files of a package on their way to a browser."""

from pathlib import Path

from django.http import HttpResponse

from jiping.web.core import sending
from jiping.web.core.actions import Refused
from jiping.web.submissions.storing import kept

TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def sent(data: bytes, name: str) -> HttpResponse:
    """Bytes to be kept under this name; a PDF is shown in place."""
    suffix = Path(name).suffix
    kind = TYPES.get(suffix, "application/octet-stream")
    return sending.sent(data, kind, name, shown=suffix == ".pdf")


def sent_file(kept_as: str | None, name: str) -> HttpResponse:
    """A file kept by its digest, under a name to be read. Raises Refused where it is gone
    or was changed."""
    if not kept_as:
        raise Refused("这里没有保存文件。")
    return sent(kept(kept_as), f"{name}{Path(kept_as).suffix}")
