"""The parts of an Office package: found by relationship, unpacked with bounds, parsed.

Only what the reader needs is unpacked. Macros (``.docm``) are one more part that
nothing here opens.
"""

import io
import posixpath
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator

from jiping.readers import archive, limits
from jiping.readers.docx.names import STRICT
from jiping.readers.formats import ODT, OFD, PPT, XLSB, refusal
from jiping.readers.notes import Unreadable

ROOT_RELATIONSHIPS = "_rels/.rels"
CONTENT_TYPES = "[Content_Types].xml"
MAIN_RELATION = "/officeDocument"
MAIN_CONTENT = ".main+xml"
USUAL_MAIN = "word/document.xml"

_MARKERS = (
    ("xl/", XLSB),
    ("ppt/", PPT),
    ("content.xml", ODT),
    ("ofd.xml", OFD),
)


class Package:
    """An Office package: its parts by name, whatever their spelling."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._zip = archive.open_zip(io.BytesIO(data), name)
        self._members = {
            info.filename.replace("\\", "/").lstrip("/").lower(): info
            for info in self._zip.infolist()
        }
        self._check_size()

    def _check_size(self) -> None:
        total = sum(info.file_size for info in self._members.values())
        if (
            len(self._members) > limits.PACKAGE_MEMBERS
            or total > limits.PACKAGE_UNPACKED
        ):
            raise Unreadable(
                f"“{self.name}”解开后过大或部件过多，超出本程序的限制，"
                "请删去图片等无关内容后重新另存。",
                "docx",
            )

    @property
    def members(self) -> Iterable[str]:
        """The names of all parts, in lower case."""
        return self._members.keys()

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._members

    def part(self, part: str) -> bytes:
        """The bytes of a part; empty when the package has no such part."""
        info = self._members.get(part.lower())
        if info is None:
            return b""
        return archive.read_member(self._zip, info, limits.PART_BYTES, self.name)

    def main(self) -> str:
        """The name of the main document part.

        Raises ``Unreadable`` for a zip that is no Word package.
        """
        for candidate in self._mains():
            if candidate in self and not candidate.lower().startswith(("xl/", "ppt/")):
                return candidate
        raise Unreadable(self._no_main(), self._other_format())

    def _mains(self) -> Iterator[str]:
        yield self.related(ROOT_RELATIONSHIPS, MAIN_RELATION)
        yield self._main_by_content_type()
        yield USUAL_MAIN

    def related(self, relationships: str, kind: str) -> str:
        """The target of the first relationship of a kind; ``""`` when there is none."""
        data = self.part(relationships)
        if not data:
            return ""
        folder = posixpath.dirname(posixpath.dirname(relationships))
        for relation in self.parse(data):
            if relation.get("Type", "").endswith(kind):
                target = relation.get("Target", "").replace("\\", "/")
                path = posixpath.normpath(posixpath.join("/", folder, target))
                return path.lstrip("/")
        return ""

    def _main_by_content_type(self) -> str:
        data = self.part(CONTENT_TYPES)
        if not data:
            return ""
        for entry in self.parse(data):
            kind = entry.get("ContentType", "")
            if kind.endswith(MAIN_CONTENT) and "word" in kind:
                return entry.get("PartName", "").lstrip("/")
        return ""

    def _other_format(self) -> str:
        for marker, found in _MARKERS:
            if any(member.startswith(marker) for member in self._members):
                return found.key
        return "docx" if self.looks_like_office() else "zip"

    def _no_main(self) -> str:
        for marker, found in _MARKERS:
            if any(member.startswith(marker) for member in self._members):
                return refusal(found, self.name)
        if self.looks_like_office():
            return (
                f"“{self.name}”缺少正文部件（document.xml），文件已损坏，"
                "请用 Word 打开修复并另存后重新提交。"
            )
        return (
            f"“{self.name}”是压缩包而不是 Word 文件，"
            "请把它的文件名改回 .zip 后作为压缩包提交，或先解压。"
        )

    def looks_like_office(self) -> bool:
        """True when the zip carries the marks every Office package carries."""
        return CONTENT_TYPES in self or USUAL_MAIN in self or ROOT_RELATIONSHIPS in self

    def parse(self, data: bytes) -> ET.Element:
        """An XML part as a tree; see ``parse``."""
        return parse(data, self.name)


def parse(data: bytes, name: str) -> ET.Element:
    """An XML part as a tree, without entities and within bounds.

    The encoding is settled here and what the XML declaration says about it is
    overruled, so that a DOCTYPE cannot hide in another encoding.
    """
    source = data.decode("utf-16", "replace").encode() if is_utf16(data) else data
    source = checked(source, name)
    for strict, transitional in STRICT:
        source = source.replace(strict, transitional)
    try:
        return ET.fromstring(source, ET.XMLParser(encoding="utf-8"))
    except (ET.ParseError, ValueError) as fault:
        raise broken(name) from fault


def checked(source: bytes, name: str) -> bytes:
    """The part itself, where it may be parsed; raises ``Unreadable`` where not.

    Any DOCTYPE is refused: Office writes none, and bombs and external entities need
    one.
    """
    if b"<!DOCTYPE" in source:
        raise Unreadable(
            f"“{name}”含有外部实体或实体定义（DOCTYPE），为安全起见没有读取，"
            "请打开后另存再提交。",
            "docx",
        )
    if source.count(b"<") > limits.PART_TAGS:
        raise Unreadable(
            f"“{name}”的内容多得不正常，超出本程序的限制，请拆分后再提交。", "docx"
        )
    return source


def broken(name: str) -> Unreadable:
    """The refusal of a part that is not XML."""
    return Unreadable(
        f"“{name}”的内部结构已损坏（XML 读不通），请打开修复并另存后重新提交。",
        "docx",
    )


def is_utf16(data: bytes) -> bool:
    """Whether a part is written in UTF-16, as XML allows and Office never does."""
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]
