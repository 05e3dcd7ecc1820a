"""The samples as another program writes them: Word to HTML and back to Word."""

import shutil
import subprocess
from pathlib import Path

import pytest

from jiping.intake import filings
from jiping.model.filing import Filing
from jiping.readers import read

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
OFFICE = shutil.which("soffice")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
]


def converted(source: Path, folder: Path, target: str, *options: str) -> Path:
    """The file in another format, written by LibreOffice into ``folder``."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [
            str(OFFICE),
            profile,
            "--headless",
            *options,
            "--convert-to",
            target,
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / f"{source.stem}.{target.partition(':')[0]}"


def values(filing: Filing) -> dict[str, object]:
    """Every cell and every statement of the report, by address."""
    cells = {
        str(entry.ref): (entry.raw.split(), entry.value)
        for sheet in filing.sheets
        for row in sheet.rows
        for entry in row.cells.values()
    }
    assert filing.report is not None
    said = {str(s.entry.ref): s.entry.value for s in filing.report.statements}
    return cells | said


@pytest.mark.parametrize("name", ["jichuan-heritage", "lanshi-library"])
def test_values_survive_html_and_back(name: str, tmp_path: Path) -> None:
    source = SAMPLES / f"{name}.docx"
    page = converted(source, tmp_path, "html")
    back = converted(
        page,
        tmp_path,
        "docx:MS Word 2007 XML",
        "--infilter=HTML (StarWriter)",
    )
    (ours,) = filings([read(source.read_bytes(), source.name)])
    (theirs,) = filings([read(back.read_bytes(), back.name)])
    expected, found = values(ours), values(theirs)
    lost = {ref: value for ref, value in expected.items() if found.get(ref) != value}
    assert len(expected) > 300
    assert not lost
