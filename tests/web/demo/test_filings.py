"""The filings of the county are clean, and the second year goes on from the first."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jiping.model.filing import Filing
from jiping.model.finding import Severity
from jiping.pipeline.checking import read_paths
from jiping.pipeline.drafting import look
from jiping.web.demo import papers
from tools.samples.county import FOLDER, filings

SLUGS = sorted(path.stem for path in (FOLDER / "this").glob("*.txt"))


def read(folder: str, slug: str, year: int, where: Path) -> Filing:
    file = papers.filing(
        folder, slug, slug, year, date(year + 1, 3, 1), date(year + 1, 6, 1)
    )
    path = where / f"{slug}-{year}.txt"
    path.write_bytes(file.data)
    (outcome,) = read_paths([str(path)])
    return outcome.filing


def test_the_shipped_filings_are_those_of_the_builder() -> None:
    for name, text in filings().items():
        assert (FOLDER / f"{name}.txt").read_text("utf-8") == text, name


@pytest.mark.parametrize("slug", SLUGS)
def test_both_years_are_clean_and_agree(slug: str, tmp_path: Path) -> None:
    before, now = (
        read(folder, slug, year, tmp_path)
        for folder, year in (("last", 2024), ("this", 2025))
    )
    found = [spot.finding for spot in look(now, prior=before).spots]
    assert [f.message for f in found if f.severity is not Severity.INFO] == []
    spent, prior = before.sheet("base"), now.sheet("base")
    assert spent is not None and prior is not None
    for row in ("reception", "public_total", "project_total"):
        assert spent[row]["actual"].number == prior[row]["prior_actual"].number


def test_a_department_is_the_sum_of_its_units(tmp_path: Path) -> None:
    def spent(slug: str) -> Decimal:
        sheet = read("this", slug, 2025, tmp_path).sheet("base")
        assert sheet is not None
        return sheet["reception"]["actual"].number or Decimal(0)

    units = ("city-own", "city-lighting", "city-sanitation")
    assert spent("city") == sum(spent(slug) for slug in units)


def test_no_year_or_day_is_left_open() -> None:
    for folder in ("last", "this"):
        for slug in SLUGS:
            file = papers.filing(
                folder, slug, slug, 2031, date(2032, 1, 9), date(2032, 2, 1)
            )
            text = file.data.decode()
            assert "{" not in text and "2050年" not in text
            assert "2031年度" in text
