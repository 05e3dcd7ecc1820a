"""Our samples, put into the older formats by LibreOffice, read as before."""

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from jiping.model.document import Document, Paragraph, Table
from jiping.readers import read_path

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "samples").glob("*.docx"))
OFFICE = shutil.which("soffice")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice（soffice）不在此处"),
    pytest.mark.skipif(not SAMPLES, reason="样例不在此处"),
]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every sample as .doc and .html."""
    folder = tmp_path_factory.mktemp("converted")
    for target in ("doc:MS Word 97", "html"):
        command = [
            str(OFFICE),
            "--headless",
            f"-env:UserInstallation={folder.as_uri()}/p",
        ]
        command += ["--convert-to", target, "--outdir", str(folder), *map(str, SAMPLES)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


def bare(text: str) -> str:
    return "".join(text.split())


def tables(document: Document) -> list[list[tuple[int, int, int, int, str]]]:
    return [
        [
            (c.row, c.column, c.row_span, c.column_span, bare(c.text))
            for c in block.cells
        ]
        for block in document.blocks
        if isinstance(block, Table)
    ]


def words(document: Document) -> Counter[str]:
    return Counter(
        bare(block.text) for block in document.blocks if isinstance(block, Paragraph)
    )


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_old_word_files_read_as_the_new(sample: Path, converted: Path) -> None:
    before, after = read_path(sample), read_path(converted / f"{sample.stem}.doc")
    assert after.format == "doc"
    assert tables(after) == tables(before)
    assert words(after) == words(before)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_web_pages_hold_the_same_cells(sample: Path, converted: Path) -> None:
    before, after = read_path(sample), read_path(converted / f"{sample.stem}.html")
    assert after.format == "html"
    assert tables(after) == tables(before)
