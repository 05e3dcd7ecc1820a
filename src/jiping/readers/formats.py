"""What a file is, told from its first bytes and only then from its name."""

import struct
from dataclasses import dataclass
from pathlib import PurePosixPath

SAVE_AS = "请用 Word 或 WPS 打开后另存为 .docx 再提交"
ASK_WORD = "请向填报单位索取 Word 版（.docx）"
SAVE_SHEET = "请用 Excel 或 WPS 打开后另存为 .xlsx 再提交"
UNPACK = "请先解压，把其中的 .docx 文件或改存的 .zip 压缩包交来"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format told by content or suffix; all but ``HTML`` and ``PDF`` are
    recognised, not read.
    """

    key: str
    title: str
    advice: str


RTF = Format(key="rtf", title="RTF 文档（.rtf）", advice=SAVE_AS)
ODT = Format(key="odt", title="OpenDocument 文档（.odt）", advice=SAVE_AS)
HTML = Format(key="html", title="网页（.html）", advice=SAVE_AS)
MHT = Format(key="mht", title="单个文件网页（.mht）", advice=SAVE_AS)
XML = Format(key="xml", title="XML 文件", advice=SAVE_AS)
XLSB = Format(key="xlsb", title="二进制工作簿（.xlsb）", advice=SAVE_SHEET)
ODS = Format(key="ods", title="OpenDocument 表格（.ods）", advice=SAVE_SHEET)
PPT = Format(key="ppt", title="演示文稿", advice=SAVE_AS)
PDF = Format(key="pdf", title="PDF 文件", advice=ASK_WORD)
OFD = Format(key="ofd", title="OFD 版式文件", advice=ASK_WORD)
IMAGE = Format(key="image", title="图片", advice=ASK_WORD)
RAR = Format(key="rar", title="RAR 压缩包", advice=UNPACK)
SEVEN_ZIP = Format(key="7z", title="7z 压缩包", advice=UNPACK)
GZIP = Format(key="gz", title="gzip 压缩包", advice=UNPACK)
BZIP = Format(key="bz2", title="bzip2 压缩包", advice=UNPACK)
XZ = Format(key="xz", title="xz 压缩包", advice=UNPACK)
TAR = Format(key="tar", title="tar 压缩包", advice=UNPACK)
ZIP = Format(key="zip", title="zip 压缩包", advice=UNPACK)
OLE = Format(key="ole", title="旧版 Office 复合文档", advice=SAVE_AS)

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"%PDF-", PDF),
    (b"{\\rtf", RTF),
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"\x1f\x8b", GZIP),
    (b"\xfd7zXZ\x00", XZ),
    (b"\x89PNG\r\n\x1a\n", IMAGE),
    (b"\xff\xd8\xff", IMAGE),
    (b"GIF87a", IMAGE),
    (b"GIF89a", IMAGE),
    (b"BM", IMAGE),
    (b"II*\x00", IMAGE),
    (b"MM\x00*", IMAGE),
)
_SUFFIXES = {
    ".rtf": RTF,
    ".odt": ODT,
    ".htm": HTML,
    ".html": HTML,
    ".mht": MHT,
    ".mhtml": MHT,
    ".xml": XML,
    ".xlsb": XLSB,
    ".ods": ODS,
    ".ppt": PPT,
    ".pptx": PPT,
    ".pdf": PDF,
    ".ofd": OFD,
    ".png": IMAGE,
    ".jpg": IMAGE,
    ".jpeg": IMAGE,
    ".gif": IMAGE,
    ".bmp": IMAGE,
    ".tif": IMAGE,
    ".tiff": IMAGE,
    ".rar": RAR,
    ".7z": SEVEN_ZIP,
    ".gz": GZIP,
    ".tgz": GZIP,
    ".bz2": BZIP,
    ".xz": XZ,
    ".tar": TAR,
}
_HEAD = 1024
_ARCHIVES = frozenset((RAR, SEVEN_ZIP, GZIP, XZ))
_PACKED = _ARCHIVES | {BZIP, TAR}
_BZIP_BLOCK = slice(4, 10), b"1AY&SY"
_TAR_MARK = slice(257, 262), b"ustar"
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta")
_DIRECTORY_END = b"PK\x05\x06"


def suffix(name: str) -> str:
    """The lower-case suffix of a name as given, archive members included."""
    return PurePosixPath(name.replace("\\", "/").rpartition("!")[2]).suffix.lower()


def is_zip(head: bytes) -> bool:
    """True for anything in a zip container: packages of Office as well as archives."""
    return head.startswith(ZIP_MAGIC)


def archive_of(head: bytes) -> Format | None:
    """The kind of archive that the first 512 bytes show; packages of Office are ZIP."""
    if is_zip(head):
        return ZIP
    if head[_TAR_MARK[0]] == _TAR_MARK[1]:
        return TAR
    if head.startswith(b"BZh") and head[_BZIP_BLOCK[0]] == _BZIP_BLOCK[1]:
        return BZIP
    found = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    return found if found in _ARCHIVES else None


def is_archive_name(name: str) -> bool:
    """True where the suffix promises an archive."""
    found = of_suffix(name)
    return suffix(name) == ".zip" or (found is not None and found in _PACKED)


def is_ole(head: bytes) -> bool:
    """True for the compound files of old Office and of encrypted new Office."""
    return head.startswith(OLE_MAGIC)


def is_workbook(data: bytes) -> bool:
    """True for a zip whose table of contents names a workbook and no Word document."""
    end = data.rfind(_DIRECTORY_END)
    if end < 0 or end + 20 > len(data):
        return False
    (start,) = struct.unpack_from("<I", data, end + 16)
    names = data[start:end].lower()
    return b"xl/workbook.xml" in names and b"word/document.xml" not in names


def of_suffix(name: str) -> Format | None:
    """The unread format a name promises, if any."""
    return _SUFFIXES.get(suffix(name))


def of_content(data: bytes, name: str) -> Format | None:
    """The unread format the first bytes show, if any (zip and OLE are told elsewhere).

    ``BM`` alone also begins plain text, so a bitmap needs its suffix or a NUL nearby.
    """
    for magic, found in _MAGIC:
        if data.startswith(magic) and (magic != b"BM" or b"\0" in data[:16]):
            return found
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_HTML_STARTS):
        return HTML
    if head.startswith(b"mime-version:") and b"multipart" in head:
        return MHT
    if head.startswith(b"<?xml"):
        return HTML if b"<html" in head else XML
    return None


def refusal(found: Format, name: str) -> str:
    """The sentence for a format that is recognised and not read."""
    return f"“{name}”是{found.title}，本版本不读取这种格式，{found.advice}。"
