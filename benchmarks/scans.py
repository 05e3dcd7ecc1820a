"""Scans: what share of the values is recovered, what is wrong and believed, and how fast.

The samples are printed by LibreOffice and made into scans (``tools.samples.scans``);
scans of public filings are taken too where they lie beside the repository. Each value
of the scan is held against the same one of its source. Widths of marks are not told
apart. Time is a ratio to the bare recogniser on the same pages, taken in turn.

    python -m benchmarks.scans [--details] [--time] [NAME …]
"""

import argparse
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium

from benchmarks.clock import spent
from benchmarks.containers.compare import entries, folded
from jiping.intake import filings
from jiping.model.document import Place
from jiping.model.values import Entry
from jiping.readers import read_path
from jiping.readers.scan import engine
from jiping.readers.scan.pictures import rendered
from tools.samples.scans import scan

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
FILINGS = ROOT.parent / "shared" / "filings"
_MARKS = re.compile(r"[^\w%.≥≤+]")


@dataclass(slots=True)
class Result:
    """What became of the values of one filing."""

    counts: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)


def compared(source: Path, scanned: Path) -> Result:
    """The values of a scan against those of its source."""
    (wanted,) = filings([read_path(source)])
    found = entries(filings([read_path(scanned)])[0])
    result = Result()
    for key, (entry, _) in entries(wanted).items():
        kind, line = _outcome(entry, found.get(key))
        result.counts["values"] += 1
        result.counts[kind] += 1
        if kind != "right":
            result.lines.append(f"{scanned.name} {kind} {key} {line}")
    return result


def _outcome(entry: Entry, found: tuple[Entry, Place | None] | None) -> tuple[str, str]:
    if found is None:
        return ("right" if entry.blank else "absent"), repr(entry.raw)
    read, place = found
    doubtful = place is not None and place.doubtful
    said = f"{entry.raw!r} {read.raw!r} {place and place.confidence}"
    if folded(entry.raw) == folded(read.raw):
        return ("right, to confirm" if doubtful else "right"), said
    if doubtful:
        return "wrong, to confirm", said
    if _MARKS.sub("", folded(entry.raw)) == _MARKS.sub("", folded(read.raw)):
        return "wrong mark", said
    return "WRONG, BELIEVED", said


def pairs(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Sources with their scans; scans of samples are made in the folder."""
    office = shutil.which("soffice")
    sources = sorted(SAMPLES.glob("*.docx")) if office else []
    if office:
        profile = f"-env:UserInstallation={folder.as_uri()}/profile"
        command = [office, "--headless", profile, "--convert-to", "pdf"]
        command += ["--outdir", str(folder), *map(str, sources)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    for seed, source in enumerate(sources):
        target = folder / f"{source.stem}.scan.pdf"
        scan(folder / f"{source.stem}.pdf", target, seed)
        yield source, target
    for scanned in sorted((FILINGS / "containers").glob("*.scan.pdf")):
        (source,) = FILINGS.glob(f"{scanned.name[:3]}_*.txt")
        yield source, scanned


def ratio(path: Path) -> tuple[float, float]:
    """Processor seconds a page of ours, and of the bare recogniser, taken in turn."""
    bare = engine.recogniser()
    document = pdfium.PdfDocument(path)
    ours = floor = 0.0
    for index in range(len(document)):
        start = spent()
        # What was asked last is kept by the engine, so all of it is asked for.
        bare(rendered(document[index]), use_det=True, use_cls=True, use_rec=True)
        floor += spent() - start
        single = pdfium.PdfDocument.new()
        single.import_pages(document, [index])
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            single.save(file.name)
            start = spent()
            read_path(Path(file.name))
            ours += spent() - start
    return ours / len(document), floor / len(document)


def main() -> None:
    """Print a table, and with ``--details`` every value that is not simply right."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scans")
    parser.add_argument("names", nargs="*", help="only scans whose names begin so")
    parser.add_argument("--details", action="store_true")
    parser.add_argument("--time", action="store_true", help="against the bare engine")
    options = parser.parse_args()
    kinds = ("values", "right", "right, to confirm", "wrong, to confirm", "wrong mark")
    kinds += ("WRONG, BELIEVED", "absent")
    print("| scan |", " | ".join(kinds), "|")
    print("|---|" + "---|" * len(kinds))
    whole: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        for source, scanned in pairs(Path(name)):
            if options.names and not scanned.name.startswith(tuple(options.names)):
                continue
            result = compared(source, scanned)
            whole += result.counts
            _print(scanned.name, result.counts, kinds)
            for line in result.lines if options.details else ():
                print("   ", line)
            if options.time:
                ours, floor = ratio(scanned)
                print(f"    {ours:.2f} s a page, {ours / floor:.2f} × the bare engine")
    _print("all", whole, kinds)


def _print(name: str, counts: Counter[str], kinds: tuple[str, ...]) -> None:
    print(
        f"| {name} |", " | ".join(str(counts[kind]) for kind in kinds), "|", flush=True
    )


if __name__ == "__main__":
    main()
