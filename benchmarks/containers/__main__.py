"""``python -m benchmarks.containers``: values and findings, container by container.

The public filings are read in every container they lie in beside the repository, and our
samples in containers that other programs make (see ``made``). With ``--write`` the table
becomes a section of docs/accuracy.md.
"""

import argparse
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.containers.compare import Comparison, compared
from benchmarks.containers.made import KINDS, Pair, at_hand, make, makeable
from benchmarks.sections import write_section
from tools.samples import NAMES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "accuracy.md"
SECTION = "containers"
# Percent of the values that a container should give back.
GOALS = dict.fromkeys(KINDS, 99.5) | {"pdf": 99.0, "scan.pdf": 97.0}
INTRODUCTION = """## In every container

Measured by `python -m benchmarks.containers --write`. Every cell of every table and every
figure that the report states, and every finding (by rule and address), against those of
the text. The real filings are three public ones, kept outside the project, in containers
that an independent program made. The samples are in Word files by python-docx, and by
LibreOffice from these: .doc, .docx by way of .odt, .html, .pdf, workbooks by importing the
web page into Calc (all on one sheet, numbers without their trailing zeros; Calc turns a
target `=100%` into a formula that shows 100.00%, which are the samples' four). Scans are
pictures of those pages: 200 dpi, turned by 0.5 to 1 degree, grainy, a red seal over each
second page or over one table.

A value is recovered when it is the same; white space, the width of marks and trailing
zeros are not told apart. "Wrong, asked": another value, and a "please confirm" finding
stands at it. "Marks": words that differ in punctuation alone. "Believed": another value
and nothing said. "Unsure" are findings that are new because they ask for confirmation or
rest on such a reading."""
_HEADINGS = (
    *("container", "filings", "values", "recovered", "goal", "of these to confirm"),
    *("absent", "wrong, asked", "marks", "believed", "beyond the text"),
    *("findings", "lost", "new", "of these unsure"),
)


def table(results: Iterable[tuple[Pair, Comparison]]) -> str:
    """The Markdown table, one row for each container, real filings and samples apart."""
    told = list(results)
    lines = [
        "| " + " | ".join(_HEADINGS) + " |",
        "|---|---|" + "---:|" * (len(_HEADINGS) - 2),
    ]
    for kind in KINDS:
        for real in (True, False):
            chosen = [c for pair, c in told if pair.kind == kind and pair.real is real]
            if chosen:
                lines.append(_row(kind, real, chosen))
    return "\n".join(lines)


def _row(kind: str, real: bool, chosen: Sequence[Comparison]) -> str:
    whole = Comparison()
    for each in chosen:
        whole.add(each)
    cells = (
        *(f".{kind}", f"{len(chosen)} {'real' if real else 'samples'}", whole.values),
        *(f"{whole.share:.2f} %", f"{GOALS[kind]} %", whole.confirm, whole.absent),
        *(whole.asked, whole.marks, whole.believed, whole.beyond, whole.findings),
        *(len(whole.lost), len(whole.new), whole.unsure),
    )
    return "| " + " | ".join(map(str, cells)) + " |"


def differences(results: Iterable[tuple[Pair, Comparison]]) -> str:
    """The findings that are not those of the text, but for scans, which say their own."""
    lines = [
        f"- {pair.name}, .{pair.kind}: {which} {rule} at `{at}`"
        for pair, each in results
        if pair.kind != "scan.pdf"
        for which, said in (("lost", each.lost), ("new", each.new))
        for rule, at in said
    ]
    told = "\n".join(lines) or "None."
    if any(".html" in line for line in lines):
        told += (
            "\n\nA web page saved by LibreOffice may number headings otherwise than the"
        )
        told += "\nWord file; what a browser would show is read."
    return f"Findings that differ from those of the text, scans left out:\n\n{told}"


def main() -> None:
    """Make, read, compare, print; publish with ``--write``."""
    options = _options()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        kinds = [kind for kind in makeable() if kind in options.kinds]
        pairs = [pair for pair in at_hand() if pair.kind in options.kinds]
        pairs += make(folder.resolve(), options.names, kinds)
        results = []
        for pair in pairs:
            result = compared(pair.text, pair.path)
            results.append((pair, result))
            if options.details:
                for line in result.lines:
                    print(f"{pair.name} .{pair.kind} {line}", flush=True)
    text = "\n\n".join((INTRODUCTION, table(results), differences(results)))
    print(text)
    if options.write:
        write_section(PAGE, SECTION, text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.containers")
    parser.add_argument("names", nargs="*", default=NAMES, help="only these samples")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument(
        "--folder", type=Path, help="keep what is made here, use it again"
    )
    parser.add_argument("--details", action="store_true", help="name every difference")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    return parser.parse_args()


if __name__ == "__main__":
    main()
