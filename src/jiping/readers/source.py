"""One file to read, not read yet."""

from dataclasses import dataclass, field
from pathlib import Path

from jiping.model.document import Document
from jiping.readers.dispatch import read, read_path
from jiping.readers.notes import error


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file to read, not read yet.

    ``name`` is as the user gave it, a member of an archive ``"包.zip!附件1.docx"``.
    Sources of one unit's package share ``package``. ``problem`` is the sentence when it
    is already known that there is nothing to read.
    """

    name: str
    package: str
    path: Path | None = None
    data: bytes | None = field(default=None, repr=False)
    problem: str = ""

    def document(self) -> Document:
        """The document; never raises."""
        if self.problem:
            return error(self.name, self.problem)
        if self.data is not None:
            return read(self.data, self.name)
        return read_path(self.path or Path(self.name), self.name)
