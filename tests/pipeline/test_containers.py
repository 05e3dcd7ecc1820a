"""Findings are those of the text, whatever container a filing comes in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from shared_filings import SHARED, requires_shared

from jiping.model.values import Ref
from jiping.pipeline import check_paths

pytestmark = requires_shared

SUFFIXES = ("docx", "resaved.docx", "doc", "xls", "xlsx", "html", "pdf")


def containers() -> Iterator[Path]:
    folder = SHARED / "filings" / "containers"
    for suffix in SUFFIXES:
        yield from sorted(folder.glob(f"[0-9][0-9][0-9].{suffix}"))


def findings(path: Path, *, report: bool) -> set[tuple[str, Ref]]:
    """Rule and address of every finding, those of the report's text if asked for."""
    (outcome,) = check_paths([str(path)])
    found = ((finding.rule, finding.at) for finding in outcome.findings)
    return {(rule, at) for rule, at in found if report or at.form != "report"}


@pytest.mark.parametrize("path", list(containers()), ids=lambda path: path.name)
def test_findings_are_those_of_the_text(path: Path) -> None:
    """A web page does not keep how headings are numbered, so its report may differ."""
    (text,) = (SHARED / "filings").glob(f"{path.name[:3]}_*.txt")
    report = path.suffix != ".html"
    wanted = findings(text, report=report)
    assert wanted
    assert findings(path, report=report) == wanted
