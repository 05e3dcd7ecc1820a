"""The shipped samples are what the builder makes, and what they say adds up."""

import io
from decimal import Decimal

import docx
import pytest

from tools.samples import CLEAN, FOLDER, NAMES, compose, faults_of, load, many, sample
from tools.samples.blocks import Grid, Line
from tools.samples.faults import seed
from tools.samples.model import CLASS_POINTS, Money, Package, verify
from tools.samples.text import shown, to_text
from tools.samples.word import to_docx


@pytest.mark.parametrize("name", NAMES)
def test_text_is_what_the_builder_makes(name: str) -> None:
    assert (FOLDER / f"{name}.txt").read_text("utf-8") == to_text(sample(name))


@pytest.mark.parametrize("name", NAMES)
def test_docx_holds_what_the_builder_makes(name: str) -> None:
    document = docx.Document(str(FOLDER / f"{name}.docx"))
    grids = [block for block in sample(name) if isinstance(block, Grid)]
    lines = [block.text for block in sample(name) if isinstance(block, Line)]
    assert [p.text.strip("\n") for p in document.paragraphs] == lines
    assert len(document.tables) == len(grids)
    for table, grid in zip(document.tables, grids, strict=True):
        assert _texts(table) == [
            [cell.text for cell in row if cell.text] for row in shown(grid)
        ]


def _texts(table: "docx.table.Table") -> list[list[str]]:
    """The filled cells of each row, one merged from above left out."""
    return [
        [
            cell.text
            for cell in (docx.table._Cell(tc, table) for tc in row._tr.tc_lst)
            if cell._tc.vMerge != "continue" and cell.text
        ]
        for row in table.rows
    ]


def test_docx_is_the_same_bytes_each_time() -> None:
    blocks = sample(CLEAN[0])
    assert to_docx(blocks) == to_docx(blocks)
    assert len(docx.Document(io.BytesIO(to_docx(blocks))).tables) == 8


def test_all_three_layouts_and_both_years_are_there() -> None:
    packages = [load(name) for name in NAMES]
    assert {p.layout for p in packages} == {"city", "general", "district"}
    assert {p.year for p in packages} == {2023, 2024}
    assert {p.money_unit for p in packages} == {"万元", "元"}
    assert len({p.unit for p in packages}) == len(NAMES)


def test_every_seeded_fault_changes_the_filing() -> None:
    (faulty,) = (name for name in NAMES if faults_of(name))
    clean = compose(load(faulty))
    for fault in faults_of(faulty):
        assert to_text(seed(clean, (fault,))) != to_text(clean), fault["id"]


def test_a_fault_without_a_place_is_refused() -> None:
    fault = {"id": "X", "form": "base", "row": "nowhere", "column": "y", "stated": "1"}
    with pytest.raises(ValueError, match="X"):
        seed(compose(load(CLEAN[0])), (fault,))


def test_a_package_that_does_not_add_up_is_refused() -> None:
    package = load(CLEAN[0])
    wrong = Money(initial=Decimal(1), revised=Decimal(2), executed=Decimal(1))
    with pytest.raises(ValueError, match="basic spending"):
        verify(_with_basic(package, wrong))


def _with_basic(package: Package, basic: Money) -> Package:
    fields = {name: getattr(package, name) for name in Package.__slots__}
    return Package(**{**fields, "basic": basic})


def test_many_are_distinct_deterministic_and_add_up() -> None:
    packages = list(many(60, seed=7))
    texts = [to_text(compose(package)) for package in packages]
    assert len(set(texts)) == 60
    assert texts[:5] == [to_text(compose(p)) for p in many(5, seed=7)]
    assert texts[0] != to_text(compose(next(many(1, seed=8))))
    for package in packages:
        income = package.general_budget + package.government_fund.executed
        assert income + package.other_income == package.money.executed
        for evaluation in package.evaluations:
            weights = [
                sum(i.weight for i in evaluation.of_class(c)) for c in CLASS_POINTS
            ]
            assert weights == [50, 30, 10]


def test_a_cell_merged_down_leaves_an_empty_cell_in_text() -> None:
    text = (FOLDER / "jichuan-heritage.txt").read_text("utf-8")
    assert "\n\t财政供养人员情况（人）\n\t编制数\n" in text
    assert "\n\t\n\t18\n\t15\n\t83.33%\n\n" in text
