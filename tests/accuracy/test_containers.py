"""Values and findings of one sample stay in every container that can be made here."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.containers import made
from benchmarks.containers.__main__ import GOALS, differences, table
from benchmarks.containers.compare import Comparison, compared, entries, is_same
from benchmarks.sections import with_section, write_section
from jiping.intake import filings
from jiping.model.values import Entry, Gap, Ref
from jiping.readers import read
from tools.samples import FOLDER

# One with faults, so that findings are compared too.
NAME = "zhiquan-investment"
ROW = "会议费、培训费\n\t"
QUICK = [kind for kind in made.KINDS if kind != "scan.pdf"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("containers")


@pytest.mark.parametrize("kind", QUICK)
def test_a_container_gives_back_values_and_findings(kind: str, folder: Path) -> None:
    if kind not in made.makeable():
        pytest.skip("LibreOffice（soffice）不在此处")
    (pair,) = made.make(folder, (NAME,), (kind,))
    result = compared(pair.text, pair.path)
    assert result.values > 400
    assert result.share >= GOALS[kind], result.lines
    assert result.findings > 10
    assert (result.lost, result.new) == ([], [])


@pytest.mark.slow
def test_a_scan_is_read_or_asked_about(folder: Path) -> None:
    if "scan.pdf" not in made.makeable():
        pytest.skip("LibreOffice（soffice）或附加组件 ocr（rapidocr）不在此处")
    (pair,) = made.make(folder, (NAME,), ("scan.pdf",))
    result = compared(pair.text, pair.path)
    assert result.share >= GOALS["scan.pdf"], result.lines
    assert result.believed == 0, result.lines
    assert result.lost == []


def changed(tmp_path: Path, change: Callable[[str], str]) -> Comparison:
    """The sample's text against the same text changed."""
    source = FOLDER / f"{NAME}.txt"
    text = source.read_text("utf-8")
    other = tmp_path / source.name
    other.write_text(change(text), "utf-8")
    assert other.read_text("utf-8") != text
    return compared(source, other)


def test_a_wrong_value_is_counted_as_believed(tmp_path: Path) -> None:
    result = changed(tmp_path, lambda text: text.replace(f"{ROW}2.18", f"{ROW}2.19"))
    assert (result.believed, result.asked, result.absent) == (1, 0, 0)
    assert result.recovered == result.values - 1


def test_values_of_a_row_that_is_gone_are_not_recovered(tmp_path: Path) -> None:
    row = re.compile(rf"\t\s*{ROW}.*\n(\t.*\n)*\n")
    result = changed(tmp_path, lambda text: row.sub("", text))
    # Other rows stand in its place, and three cells are missing at the end.
    assert result.absent == 3
    assert result.recovered < result.values - 3


def entry(raw: str, value: Decimal | str | Gap, unit: str = "") -> Entry:
    return Entry(ref=Ref("base", "", "a", "b"), raw=raw, value=value, unit=unit)


def test_what_counts_as_the_same_value() -> None:
    printed = entry("1,200.00", Decimal("1200.00"), "万元")
    assert is_same(printed, entry("1200", Decimal(1200), "万元"))
    assert not is_same(printed, entry("1200", Decimal(1200), "元"))
    assert not is_same(printed, entry("1201", Decimal(1201), "万元"))
    assert is_same(entry("甲（乙）", "甲（乙）"), entry("甲 (乙)", "甲 (乙)"))
    assert not is_same(entry("", Gap.BLANK), entry("0", Decimal(0)))


def test_the_report_is_compared_too() -> None:
    path = FOLDER / f"{NAME}.txt"
    (filing,) = filings([read(path.read_bytes(), path.name)])
    assert filing.report is not None
    stated = [key for key in entries(filing) if key[0] == "report"]
    assert len(stated) == len(filing.report.statements)
    bare = entries(replace(filing, report=None))
    assert bare.keys() == entries(filing).keys() - set(stated)


def test_the_table_adds_up_and_names_what_differs() -> None:
    pair = made.Pair(name="a", kind="doc", text=Path(), path=Path(), real=False)
    first = Comparison(values=4, recovered=3, believed=1, lost=[("ZJ001", "base/a")])
    told = [(pair, first), (pair, Comparison(values=4, recovered=4))]
    assert "| .doc | 2 samples | 8 | 87.50 % | 99.5 % |" in table(told)
    assert differences(told).endswith("- a, .doc: lost ZJ001 at `base/a`")


def test_sections_do_not_overwrite_one_another(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Page\n\nWords.\n", "utf-8")
    write_section(page, "first", "one\n")
    write_section(page, "second", "two")
    write_section(page, "first", r"three \1")
    text = page.read_text("utf-8")
    assert text.startswith("# Page\n\nWords.\n")
    assert "one" not in text
    assert text.index(r"three \1") < text.index("two")
    assert with_section(text, "second", "two") == text
