"""Writing the official forms: ours against the floor and against python-docx.

The floor is what nobody can go below: for Word and Excel zip the same parts, already
made; for PDF let Typst set the same template with the same data, already made. The peer
writes the same tables and paragraphs, merges included, and nothing else (no styles,
bindings or page numbers). Who is not installed is named as not measured.

    python -m benchmarks.writing [--rounds N] [FILE …]
"""

import argparse
import importlib
import importlib.util
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.clock import measure, table
from jiping.pipeline import read_paths
from jiping.rules.identities.derive import derived
from jiping.rules.identities.equations import equations
from jiping.writers.forms import Plan, plan_of, render
from jiping.writers.forms.plan import Grid
from jiping.writers.forms.word import parts as word_parts
from jiping.writers.forms.workbook import parts as workbook_parts

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
ZIP, TYPST = "zip the same parts", "bare Typst, same data"
OURS, PEER = "jiping: plan to", "python-docx"
Work = Callable[[], object]


def zipped(made: dict[str, bytes]) -> bytes:
    """The parts zipped."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, data in made.items():
            package.writestr(name, data)
    return target.getvalue()


def python_docx(plan: Plan) -> bytes:
    """The same text and merged tables."""
    document = importlib.import_module("docx").Document()
    for page in plan.pages:
        for block in page.blocks:
            if not isinstance(block, Grid):
                document.add_paragraph(block.text)
                continue
            wide = len(block.widths)
            table = document.add_table(rows=block.rows, cols=wide)
            # Asked for once: table.cell() makes the list of all cells every time.
            places = table._cells
            for box in block.boxes:
                cell = places[(box.row - 1) * wide + box.column - 1]
                if box.row_span > 1 or box.column_span > 1:
                    row = box.row + box.row_span - 2
                    last = box.column + box.column_span - 2
                    cell = cell.merge(places[row * wide + last])
                cell.text = box.text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def word(plan: Plan) -> dict[str, Work]:
    """Who writes the Word package."""
    made = {name: text.encode() for name, text in word_parts(plan).items()}
    return {
        ZIP: lambda: zipped(made),
        f"{OURS} .docx": lambda: render(plan, ".docx"),
        PEER: lambda: python_docx(plan),
    }


def workbook(plan: Plan) -> dict[str, Work]:
    """Who writes the workbook."""
    made = {name: text.encode() for name, text in workbook_parts(plan).items()}
    return {ZIP: lambda: zipped(made), f"{OURS} .xlsx": lambda: render(plan, ".xlsx")}


def pdf(plan: Plan) -> dict[str, Work]:
    """Who writes the PDF. The bare compiler is one that is kept, as ours is."""
    room = importlib.import_module("jiping.writers.forms.pdf")
    fonts = room.installed()
    data = room.data_of(plan, room.faces(plan.layout, fonts))
    compiler = room.typst().Compiler(font_paths=fonts)
    asked = {
        "input": (Path(room.__file__).parent / "data" / "form.typ").read_bytes(),
        "format": "pdf",
        "pdf_standards": list(room.STANDARDS),
        "sys_inputs": {"plan": json.dumps(data, ensure_ascii=False)},
    }
    return {
        TYPST: lambda: compiler.compile(**asked),
        f"{OURS} .pdf": lambda: render(plan, ".pdf"),
    }


FORMATS: Mapping[str, tuple[Callable[[Plan], dict[str, Work]], str, str]] = {
    "docx": (word, ZIP, "docx"),
    "xlsx": (workbook, ZIP, ""),
    "pdf": (pdf, TYPST, "typst"),
}


def compared(plans: Sequence[Plan], suffix: str, rounds: int) -> str:
    """The table of one format."""
    make, floor, module = FORMATS[suffix]
    if module and importlib.util.find_spec(module) is None:
        return f"{module} is not installed: not measured."
    works = [make(plan) for plan in plans]

    def turn(name: str) -> Callable[[bytes], object]:
        return lambda _: [work[name]() for work in works]

    turns = {name: turn(name) for name in works[0]}
    times = measure(turns, (b"",), rounds, slow=(PEER,))
    per_plan = {name: [t / len(plans) for t in each] for name, each in times.items()}
    return table(per_plan, (floor, f"{OURS} .{suffix}"))


def main() -> None:
    """Measure and print a table for each format."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.writing")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    files = options.files or [str(path) for path in sorted(SAMPLES.glob("*.docx"))]
    found = [outcome.filing for outcome in read_paths(files)]
    plans = [plan_of(f, derived=derived, equations=equations) for f in found]
    for suffix in FORMATS:
        print(f"\n.{suffix}\n\n{compared(plans, suffix, options.rounds)}", flush=True)


if __name__ == "__main__":
    main()
