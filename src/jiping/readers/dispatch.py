"""One file in, one document out, whatever the file is.

``read`` never raises: what cannot be read comes back as a document without blocks and
one note that says why and what to do.
"""

import errno
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from jiping.model.document import Document
from jiping.readers import formats, limits
from jiping.readers.docx import read_docx
from jiping.readers.notes import MISSING_OCR, Unreadable, error
from jiping.readers.text import read_text

Reader = Callable[[bytes, str], Document]

# Readers that bring libraries with them are loaded when a file asks for one.
_ON_DEMAND = {
    "ole": ("jiping.readers.old_office", "read_old_office"),
    "xlsx": ("jiping.readers.sheets", "read_xlsx"),
    "html": ("jiping.readers.html", "read_html"),
    "pdf": ("jiping.readers.pdf", "read_pdf"),
    "image": ("jiping.readers.scan", "read_image"),
}
# What the system says in its own language, in words.
_REASONS = {
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接互相指向",
    errno.EIO: "磁盘读取出错",
    errno.ENOSPC: "磁盘空间不足",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENXIO: "没有这个设备",
}
_PROMISING = (
    *(".docx", ".docm", ".dotx", ".zip", ".xlsx", ".xlsm"),
    *(".doc", ".dot", ".wps", ".xls", ".et"),
)


def _on_demand(key: str) -> Reader:
    module, function = _ON_DEMAND[key]
    reader: Reader = getattr(import_module(module), function)
    return reader


def read(data: bytes, name: str) -> Document:
    """The document of a file's bytes; ``name`` is what the user calls it.

    The first bytes decide the format, the suffix only where they do not.
    """
    try:
        return _read(data, name)
    except Unreadable as reason:
        return error(name, reason.sentence, reason.format)
    except (RecursionError, MemoryError):
        return error(
            name, f"“{name}”的结构过于复杂，本程序读不了，请简化或拆分后重新提交。"
        )
    except Exception as fault:  # a fault of ours must not stop the other files
        return error(
            name,
            f"读取“{name}”时程序出错（{type(fault).__name__}），其他文件不受影响，"
            "请把这个文件发给本程序的维护者。",
        )


def _read(data: bytes, name: str) -> Document:
    if not data:
        raise Unreadable(f"“{name}”是空文件，请核对是否提交了正确的文件。")
    if len(data) > limits.FILE_BYTES:
        raise Unreadable(too_large(name, len(data)))
    if formats.is_zip(data):
        reader = _on_demand("xlsx") if formats.is_workbook(data) else read_docx
        return reader(data, name)
    if formats.is_ole(data):
        return _on_demand("ole")(data, name)
    found = formats.of_content(data, name) or formats.of_suffix(name)
    if found is formats.HTML or found is formats.PDF:
        return _on_demand(found.key)(data, name)
    if found is formats.IMAGE:
        return _image(data, name)
    if found is not None:
        raise Unreadable(formats.refusal(found, name), found.key)
    if formats.suffix(name) in _PROMISING:
        raise Unreadable(
            f"“{name}”的内容不是它的后缀所说的格式，文件已损坏或改过后缀，"
            "请让单位重新发送。"
        )
    return read_text(data, name)


def _image(data: bytes, name: str) -> Document:
    """A picture is read where the extra for it is there."""
    try:
        reader = _on_demand(formats.IMAGE.key)
    except ImportError as reason:
        raise Unreadable(f"“{name}”是图片，{MISSING_OCR}", "image") from reason
    return reader(data, name)


def read_path(path: Path, name: str | None = None) -> Document:
    """The document of a file on disk; its size is looked at before its content."""
    called = str(path) if name is None else name
    try:
        return read(load(path, called), called)
    except Unreadable as reason:
        return error(called, reason.sentence, reason.format)


def load(path: Path, name: str) -> bytes:
    """The bytes of a file within the size bound.

    Raises ``Unreadable`` with the sentence for whatever stands in the way. One byte
    beyond the bound is asked for, because a file may grow and a device has no size.
    """
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            if size > limits.FILE_BYTES:
                raise Unreadable(too_large(name, size))
            data = file.read(limits.FILE_BYTES + 1)
    except (OSError, ValueError) as reason:
        raise Unreadable(unopened(name, reason)) from reason
    if len(data) > limits.FILE_BYTES:
        raise Unreadable(too_large(name, len(data)))
    return data


def too_large(name: str, size: int) -> str:
    """The sentence for a file beyond the size bound; ``size`` in bytes."""
    return (
        f"“{name}”有 {size / limits.MB:.0f} MB，超过 {limits.FILE_BYTES // limits.MB} "
        "MB 的上限，没有读取，请压缩图片或拆分后再提交。"
    )


def unopened(name: str, reason: OSError | ValueError) -> str:
    """The sentence for a path that cannot be opened."""
    if isinstance(reason, FileNotFoundError | NotADirectoryError):
        return f"路径“{name}”不存在，请核对文件名和所在文件夹。"
    if isinstance(reason, IsADirectoryError):
        return f"“{name}”是文件夹而不是文件，请给出其中的文件。"
    if isinstance(reason, PermissionError):
        return f"没有读取“{name}”的权限，请关闭正在打开它的程序或让管理员授权。"
    known = _REASONS.get(getattr(reason, "errno", None) or 0)
    number = f"系统错误号 {reason.errno}" if isinstance(reason, OSError) else ""
    said = known or number or "路径里有不能用的字符"
    return f"“{name}”打不开（{said}），请核对路径后重试。"
