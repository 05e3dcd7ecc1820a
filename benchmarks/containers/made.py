"""Our samples in every container, by programs that are not ours.

The Word files come from python-docx (``tools.samples.word``), all else from LibreOffice:
.doc, .docx by way of .odt, .html, .pdf, and workbooks by importing the web page. Scans
are pictures of the printed pages (``tools.samples.scans``).
"""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from tools.samples import FOLDER, NAMES

ROOT = Path(__file__).resolve().parents[2]
FILINGS = ROOT.parent / "shared" / "filings"
OFFICE = shutil.which("soffice")
KINDS = (*("docx", "resaved.docx", "doc", "xlsx", "xls", "html", "pdf", "scan.pdf"),)
_SECONDS = 600
_WEB = "--infilter=HTML (StarCalc)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A container and the text it was made from; ``name`` is fit to be published."""

    name: str
    kind: str
    text: Path
    path: Path
    real: bool


def has_scans() -> bool:
    """Whether pictures can be drawn and read here."""
    return all(find_spec(name) for name in ("cv2", "rapidocr"))


def makeable() -> tuple[str, ...]:
    """The containers that can be made here."""
    if OFFICE is None:
        return ("docx",)
    return KINDS if has_scans() else KINDS[:-1]


def make(
    folder: Path, names: Sequence[str] = NAMES, kinds: Sequence[str] = KINDS
) -> list[Pair]:
    """The samples in these containers, written to ``folder``; what is there is kept."""
    word = [FOLDER / f"{name}.docx" for name in names]
    if "doc" in kinds:
        _convert(word, folder / "doc", "doc:MS Word 97")
    if "resaved.docx" in kinds:
        _convert(word, folder / "odt", "odt")
        _convert(_of(folder, names, "odt"), folder / "resaved.docx", "docx")
    if {"html", "xls", "xlsx"} & set(kinds):
        _convert(word, folder / "html", "html")
    pages = _of(folder, names, "html")
    if "xlsx" in kinds:
        _convert(pages, folder / "xlsx", "xlsx:Calc MS Excel 2007 XML", _WEB)
    if "xls" in kinds:
        _convert(pages, folder / "xls", "xls:MS Excel 97", _WEB)
    if {"pdf", "scan.pdf"} & set(kinds):
        _convert(word, folder / "pdf", "pdf")
    if "scan.pdf" in kinds:
        _scan(folder, names)
    return [
        Pair(
            name=name,
            kind=kind,
            text=FOLDER / f"{name}.txt",
            path=_path(folder, name, kind),
            real=False,
        )
        for kind in KINDS
        if kind in kinds
        for name in names
    ]


def at_hand() -> Iterator[Pair]:
    """The public filings in every container, where they lie beside the repository."""
    for text in sorted(FILINGS.glob("[0-9][0-9][0-9]_*.txt")):
        name = text.name[:3]
        for kind in KINDS:
            path = FILINGS / "containers" / f"{name}.{kind}"
            if path.is_file():
                yield Pair(name=name, kind=kind, text=text, path=path, real=True)


def _path(folder: Path, name: str, kind: str) -> Path:
    if kind == "docx":
        return FOLDER / f"{name}.docx"
    return folder / kind / f"{name}.{kind.rpartition('.')[2]}"


def _of(folder: Path, names: Sequence[str], kind: str) -> list[Path]:
    return [_path(folder, name, kind) for name in names]


def _convert(sources: Sequence[Path], folder: Path, target: str, *more: str) -> None:
    """By LibreOffice, all in one go. Raises RuntimeError where a file is not made."""
    suffix = target.partition(":")[0]
    wanted = {folder / f"{source.stem}.{suffix}": source for source in sources}
    lacking = [source for made, source in wanted.items() if not made.is_file()]
    if not lacking:
        return
    profile = (folder.parent / "profile").as_uri()
    command = [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", *more]
    command += ["--convert-to", target, "--outdir", str(folder), *map(str, lacking)]
    subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
    for made in wanted:
        if not made.is_file():
            raise RuntimeError(f"LibreOffice did not write {made}")


def _scan(folder: Path, names: Sequence[str]) -> None:
    scans = import_module("tools.samples.scans")
    (folder / "scan.pdf").mkdir(exist_ok=True)
    for seed, name in enumerate(names):
        target = _path(folder, name, "scan.pdf")
        if not target.is_file():
            scans.scan(_path(folder, name, "pdf"), target, seed)
