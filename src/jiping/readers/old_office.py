"""Compound files: which of the old formats one holds decides who reads it."""

from jiping.model.document import Document
from jiping.readers import formats
from jiping.readers.compound import Compound
from jiping.readers.doc import read_doc
from jiping.readers.notes import Unreadable
from jiping.readers.sheets import read_xls

_ENCRYPTED = "EncryptedPackage"
_READERS = (("WordDocument", read_doc), ("Workbook", read_xls), ("Book", read_xls))
_SLIDES = "PowerPoint Document"


def read_old_office(data: bytes, name: str) -> Document:
    """The document of a compound file, told by its streams.

    Raises ``Unreadable`` for a file that is encrypted, damaged, or something else.
    """
    file = Compound(data, name)
    if _ENCRYPTED in file:
        raise Unreadable(
            f"“{name}”设有打开密码，本程序打不开，请去掉密码后重新提交。", "encrypted"
        )
    for stream, reader in _READERS:
        if stream in file:
            return reader(file)
    found = formats.PPT if _SLIDES in file else formats.of_suffix(name) or formats.OLE
    raise Unreadable(formats.refusal(found, name), found.key)
