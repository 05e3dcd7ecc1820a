"""Files that come in with a form: bounded before they are kept, and never on disk."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from jiping.web.core.actions import Refused

MB = 1024**2
View = Callable[..., HttpResponseBase]

# What is sent beyond the bound is read and dropped, so that the browser can be told;
# of so many times the bound nothing is read.
_DRAINED = 8
# A view that asks for no files is sent none: the form is read before the view is.
_UNASKED = 0
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was sent: what its sender calls it, and its bytes."""

    name: str
    data: bytes = field(repr=False)


class Bounded(FileUploadHandler):
    """Holds the files of one request in memory, all together within ``most`` bytes; the
    first byte beyond ends the upload. It is also what reads the forms of every other
    view, signed in or not, and takes no file there."""

    def __init__(self, request: HttpRequest, most: int = _UNASKED) -> None:
        super().__init__(request)
        self.most = self.room = most
        self.chunks: list[bytes] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.chunks = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Raises StopUpload beyond the bound."""
        self.room -= len(raw_data)
        if self.room < 0:
            assert self.request is not None
            self.request.too_large = self.most  # type: ignore[attr-defined]
            self.chunks = []
            length = int(self.request.META.get("CONTENT_LENGTH") or 0)
            raise StopUpload(connection_reset=length > _DRAINED * self.most)
        self.chunks.append(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        whole, self.chunks = b"".join(self.chunks), []
        return InMemoryUploadedFile(
            file=io.BytesIO(whole),
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type or "",
            size=len(whole),
            charset=self.charset,
        )


def takes_files(most: int) -> Callable[[View], View]:
    """Let a view be sent files of ``most`` bytes together. The bound must stand before
    anything reads the form, the check of its token included."""

    def decorate(view: View) -> View:
        checked = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def receiving(request: HttpRequest, **parts: Any) -> HttpResponseBase:
            request.upload_handlers = [Bounded(request, most)]
            return checked(request, **parts)

        return receiving

    return decorate


def files_of(request: HttpRequest, field: str, most: int) -> list[File]:
    """Name and bytes of each file of a field, no two names alike. Raises Refused, with
    one sentence, for none, more than ``most``, an empty one, or too many bytes."""
    given = request.FILES.getlist(field)
    within_bounds(request)
    if not given:
        raise Refused("请先选择文件。")
    if len(given) > most:
        raise Refused(f"一次最多上传{most}个文件，请打成一个压缩包再传。")
    found: dict[str, bytes] = {}
    for file in given:
        name = plain_name(file.name or "")
        data = file.read()
        if not data:
            raise Refused(f"“{name}”是空文件，请核对后重新选择。")
        found[_unlike(name, found)] = data
    return [File(name, data) for name, data in found.items()]


def within_bounds(request: HttpRequest) -> None:
    """To be asked before files are taken from a form that has been read. Raises Refused
    where there were too many bytes: then the form came without them."""
    if limit := getattr(request, "too_large", 0):
        raise Refused(f"文件合计超过{limit // MB}MB，没有读取，请压缩图片或分开上传。")


def plain_name(given: str) -> str:
    """What a sender calls a file: without folders and characters that are not seen."""
    bare = PurePath(given.replace("\\", "/")).name
    shown = "".join(char for char in bare if char.isprintable()).strip()
    return shown[-_LONGEST_NAME:] or "未命名文件"


def _unlike(name: str, others: dict[str, bytes]) -> str:
    path, number, found = PurePath(name), 1, name
    while found in others:
        number += 1
        found = f"{path.stem}（{number}）{path.suffix}"
    return found
