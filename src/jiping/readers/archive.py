"""Zip containers opened with bounds: names decoded, sizes held, bombs refused.

Nothing is ever extracted to disk, so a ``../`` in a member's name is only a name.
"""

import io
import struct
import zipfile
import zlib
from typing import BinaryIO

from jiping.readers import limits
from jiping.readers.notes import Unreadable

_END = b"PK\x05\x06"
_END_SIZE = 22
_END_TAIL = _END_SIZE + 65_535
_ZIP64_LOCATOR = b"PK\x06\x07"
_ZIP64_LOCATOR_SIZE = 20
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)


def open_zip(file: BinaryIO, name: str) -> zipfile.ZipFile:
    """A zip whose table of contents is of bounded size.

    ``zipfile`` builds an object for every entry of the table before anything can be
    counted, so the table's own size is looked at first.
    """
    _check_directory(file, name)
    try:
        return zipfile.ZipFile(file)
    except BROKEN as broken:
        raise Unreadable(
            f"“{name}”不完整或已损坏（压缩结构读不通），请重新复制或让单位重新发送。",
            "zip",
        ) from broken


def _check_directory(file: BinaryIO, name: str) -> None:
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(max(0, size - _END_TAIL))
    tail = file.read(_END_TAIL)
    file.seek(0)
    at = tail.rfind(_END)
    if at < 0 or at + _END_SIZE > len(tail):
        raise Unreadable(
            f"“{name}”不完整（缺少结尾，可能没有传完），请重新复制或让单位重新发送。",
            "zip",
        )
    (directory,) = struct.unpack_from("<I", tail, at + 12)
    locator = tail[max(0, at - _ZIP64_LOCATOR_SIZE) : at]
    if directory > limits.DIRECTORY_BYTES or locator.startswith(_ZIP64_LOCATOR):
        raise Unreadable(
            f"“{name}”里的文件太多，超出本程序的限制，请分成几个压缩包再提交。", "zip"
        )


def member_name(info: zipfile.ZipInfo) -> str:
    """A member's name: UTF-8 where flagged or valid, else GB18030.

    Windows packs Chinese names in GBK without a flag; ``zipfile`` shows them as cp437.
    """
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def is_encrypted(info: zipfile.ZipInfo) -> bool:
    """True when the member cannot be read without a password."""
    return bool(info.flag_bits & _ENCRYPTED)


def is_bomb(info: zipfile.ZipInfo) -> bool:
    """True when a large member is packed tighter than any document packs."""
    packed = max(1, info.compress_size)
    return (
        info.file_size > limits.RATIO_FLOOR and info.file_size / packed > limits.RATIO
    )


def read_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, cap: int, name: str
) -> bytes:
    """The bytes of one member, at most ``cap``; ``name`` is what the user knows it by.

    The stated size is not trusted: reading stops at the cap whatever the header says.
    """
    if is_encrypted(info):
        raise Unreadable(
            f"“{name}”加了密码，本程序打不开，请去掉密码后重新提交。", "zip"
        )
    if is_bomb(info):
        raise Unreadable(
            f"“{name}”的压缩比异常（解开后大得不正常），为安全起见没有读取，请核实来源。",
            "zip",
        )
    if info.file_size > cap:
        raise Unreadable(_too_large(name, cap), "zip")
    try:
        with archive.open(info) as stream:
            data = stream.read(cap + 1)
    except BROKEN as broken:
        raise Unreadable(
            f"“{name}”已损坏（解压出错），请重新复制或让单位重新发送。", "zip"
        ) from broken
    if len(data) > cap:
        raise Unreadable(_too_large(name, cap), "zip")
    return data


def _too_large(name: str, cap: int) -> str:
    return (
        f"“{name}”解开后超过 {cap // limits.MB} MB，超出本程序的限制，"
        "请删去图片等无关内容或拆分后再提交。"
    )
