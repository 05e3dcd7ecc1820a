"""The zip package that an Office file is: the same bytes for the same parts."""

import io
import zipfile
from collections.abc import Mapping

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# A day of its own: the day of writing would make two like files differ.
_DAY = (1980, 1, 1, 0, 0, 0)


def packed(parts: Mapping[str, str]) -> bytes:
    """The bytes of a package, from the texts of its parts by name."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, text.encode())
    return target.getvalue()
