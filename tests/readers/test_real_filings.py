"""Public filings, as text and as Word files, read alike."""

from collections import Counter
from pathlib import Path

import pytest

from jiping.model.document import Document, Paragraph, Table
from jiping.readers import read_path

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "filings"
TEXTS = sorted(SHARED.glob("*.txt"))
CONTAINERS = sorted((SHARED / "containers").glob("*.docx"))
OTHERS = sorted(
    path
    for suffix in ("doc", "xls", "xlsx", "html")
    for path in (SHARED / "containers").glob(f"*.{suffix}")
)

needs_texts = pytest.mark.skipif(not TEXTS, reason="../shared/filings 不在此处")
needs_containers = pytest.mark.skipif(
    not CONTAINERS, reason="../shared/filings/containers 不在此处"
)


def bare(text: str) -> str:
    return "".join(text.split())


def cells(document: Document) -> Counter[str]:
    return Counter(
        bare(cell.text)
        for block in document.blocks
        if isinstance(block, Table)
        for cell in block.cells
        if bare(cell.text)
    )


def paragraphs(document: Document) -> Counter[str]:
    return Counter(
        bare(block.text) for block in document.blocks if isinstance(block, Paragraph)
    )


@needs_texts
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_rows_of_a_block_have_its_width(path: Path) -> None:
    tables = [b for b in read_path(path).blocks if isinstance(b, Table)]
    assert len(tables) >= 3
    for table in tables:
        widths = [len(row) for row in table.by_row()]
        header = next(
            (
                at
                for at, row in enumerate(table.by_row())
                if "三级指标" in [bare(cell.text) for cell, _ in row]
            ),
            None,
        )
        if header is not None:
            assert set(widths[header:-1]) == {9}
            assert widths[-1] in (3, 4)


@needs_texts
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_cell_and_paragraph_names_its_lines(path: Path) -> None:
    source = path.read_text(encoding="utf-8").split("\n")
    for block in read_path(path).blocks:
        for found in block.cells if isinstance(block, Table) else (block,):
            lines = "".join(source[line - 1] for line in found.place.lines)
            assert bare(lines) == bare(found.text)


@needs_containers
@pytest.mark.parametrize("path", CONTAINERS, ids=lambda path: path.stem)
def test_the_word_file_holds_what_the_text_holds(path: Path) -> None:
    (text,) = SHARED.glob(path.name[:3] + "*.txt")
    assert cells(read_path(path)) == cells(read_path(text))
    assert paragraphs(read_path(path)) == paragraphs(read_path(text))


@needs_containers
@pytest.mark.parametrize(
    "path", [path for path in CONTAINERS if ".resaved" in path.name], ids=str
)
def test_a_resaved_file_reads_as_before(path: Path) -> None:
    before = read_path(path.with_name(path.name.replace(".resaved", "")), "a")
    after = read_path(path, "a")
    assert after.blocks == before.blocks


@needs_containers
@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.name)
def test_other_containers_hold_what_the_text_holds(path: Path) -> None:
    (text,) = SHARED.glob(path.name[:3] + "*.txt")
    found, wanted = read_path(path), read_path(text)
    assert cells(found) == cells(wanted)
    if path.suffix != ".html":
        assert paragraphs(found) == paragraphs(wanted)


@needs_containers
@pytest.mark.parametrize(
    "path", [path for path in OTHERS if path.suffix in (".doc", ".html")], ids=str
)
def test_converted_files_have_the_grid_of_the_word_file(path: Path) -> None:
    before = read_path(path.with_suffix(".docx"), "a")
    after = read_path(path, "a")
    assert grids(after) == grids(before)


def grids(document: Document) -> list[list[tuple[int, int, int, int, str]]]:
    return [
        [(c.row, c.column, c.row_span, c.column_span, bare(c.text)) for c in b.cells]
        for b in document.blocks
        if isinstance(b, Table)
    ]
