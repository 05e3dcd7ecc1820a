"""The public filings and our samples, printed by LibreOffice, read as their sources."""

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from shared_filings import SHARED

from jiping.intake import filings
from jiping.model.document import Document, Paragraph, Table
from jiping.readers import read_path

FILINGS = SHARED / "filings"
PRINTED = sorted((FILINGS / "containers").glob("[0-9][0-9][0-9].pdf"))
SAMPLES = sorted((Path(__file__).resolve().parents[2] / "samples").glob("*.docx"))
OFFICE = shutil.which("soffice")

needs_printed = pytest.mark.skipif(
    not PRINTED, reason="../shared/filings/containers 不在此处"
)
needs_office = pytest.mark.skipif(
    not (OFFICE and SAMPLES), reason="LibreOffice（soffice）或样例不在此处"
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


@needs_printed
@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_a_printed_filing_holds_what_the_text_holds(path: Path) -> None:
    (text,) = FILINGS.glob(path.stem + "_*.txt")
    printed, source = read_path(path), read_path(text)
    assert cells(printed) == cells(source)
    assert paragraphs(printed) == paragraphs(source)
    assert printed.notes == ()


@needs_printed
@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_every_block_has_a_box_on_a_page(path: Path) -> None:
    page = 1
    for block in read_path(path).blocks:
        for found in block.cells if isinstance(block, Table) else (block,):
            left, top, right, bottom = found.place.box or (0, 0, 0, 0)
            assert 0 < left < right < 596
            assert 0 < top < bottom < 842
        assert block.place.page is not None
        assert block.place.page >= page
        page = block.place.page


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every sample as .pdf."""
    folder = tmp_path_factory.mktemp("printed")
    profile = f"-env:UserInstallation={folder.as_uri()}/profile"
    command = [str(OFFICE), "--headless", profile, "--convert-to", "pdf"]
    command += ["--outdir", str(folder), *map(str, SAMPLES)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


def values(document: Document) -> dict[str, object]:
    """Every cell and every statement of the report, by address."""
    (filing,) = filings([document])
    found: dict[str, object] = {
        str(entry.ref): (bare(entry.raw), entry.value)
        for sheet in filing.sheets
        for row in sheet.rows
        for entry in row.cells.values()
    }
    assert filing.report is not None
    said = {str(s.entry.ref): s.entry.value for s in filing.report.statements}
    return found | said


@pytest.mark.slow
@needs_office
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_printed_sample_gives_the_same_filing(sample: Path, printed: Path) -> None:
    before, after = read_path(sample), read_path(printed / f"{sample.stem}.pdf")
    lost = cells(before) - cells(after)
    assert lost.total() <= cells(before).total() // 100
    wanted, found = values(before), values(after)
    wrong = {ref: value for ref, value in wanted.items() if found.get(ref) != value}
    assert len(wrong) <= len(wanted) // 100, wrong
    assert found.keys() == wanted.keys()
