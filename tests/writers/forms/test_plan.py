"""The plan: grids without gap or overlap, every value with its address."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from writers.forms.packages import SAMPLES, sample

from jiping.forms import forms
from jiping.forms.printing import layouts
from jiping.model.filing import Filing
from jiping.model.values import Ref
from jiping.writers.forms import Plan, blank_plan, plan_of
from jiping.writers.forms.boxes import Sheetful
from jiping.writers.forms.plan import Box, Grid

PLANS = {form: blank_plan(form, 2024) for form in layouts()}
PLANS |= {path.stem: plan_of(sample(path)) for path in SAMPLES}


def grids(plan: Plan) -> list[Grid]:
    return [b for page in plan.pages for b in page.blocks if isinstance(b, Grid)]


def covered(grid: Grid) -> list[tuple[int, int]]:
    return [
        (box.row + down, box.column + right)
        for box in grid.boxes
        for down in range(box.row_span)
        for right in range(box.column_span)
    ]


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_boxes_cover_each_grid_once(plan: Plan) -> None:
    for grid in grids(plan):
        places = covered(grid)
        assert len(places) == len(set(places))
        assert len(places) == grid.rows * len(grid.widths)


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_tables_fill_the_page_and_no_more(plan: Plan) -> None:
    page = plan.layout.table_page
    for grid in grids(plan):
        assert sum(grid.widths) == page.width - page.left - page.right


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_an_address_stands_in_one_place(plan: Plan) -> None:
    refs = [box.ref for grid in grids(plan) for box in grid.boxes if box.ref]
    assert len(refs) == len(set(refs)) > 20


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_pages_have_names_of_their_own(plan: Plan) -> None:
    names = [page.name for page in plan.pages]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("form", layouts())
def test_layouts_print_what_the_form_knows(form: str) -> None:
    known = forms()[form]
    for key in layouts()[form].order:
        if key == "report":
            continue
        printed = layouts()[form].sheets[key]
        like = key if key in known.sheets and known.sheets[key].blocks else "funds"
        columns = {c for b in known.sheets[like].blocks.values() for c in b.columns}
        columns |= {"note", "text", "name"}
        for kind, block in printed.blocks.items():
            assert {column for column in block.order if column} <= columns
            if kind not in ("indicator", "header") and like != "funds":
                rows = known.sheets[like].rows
                assert {r for r in block.rows if "filler" not in r} <= rows.keys()


def test_derived_cells_are_marked() -> None:
    filing = sample(SAMPLES[0])
    ref = Ref("overall", "", "total", "rate")

    def derived(_: Filing) -> frozenset[Ref]:
        return frozenset({ref})

    marked = [
        box.ref
        for grid in grids(plan_of(filing, derived=derived))
        for box in grid.boxes
        if box.derived
    ]
    assert marked == [ref]


def test_an_unknown_layout_is_written_in_the_general_form_and_said_so() -> None:
    national = plan_of(sample(SAMPLES[0]), "000000-national/project-2020")
    assert [note for note in national.notes if "附件2" in note]
    filing = sample(SAMPLES[0])
    lost = Filing(
        unit=filing.unit,
        year=filing.year,
        layout="",
        sheets=filing.sheets,
        report=filing.report,
        places=filing.places,
    )
    plan = plan_of(lost)
    assert plan.layout.form == "430000-hunan/department-2023"
    assert "没有认出原来的版式" in plan.notes[0]


def test_a_form_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="没有“nowhere”这种版式"):
        blank_plan("nowhere")


@given(st.lists(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3)), max_size=6), min_size=1, max_size=8))  # fmt: skip
def test_rows_are_laid_around_what_reaches_down(
    rows: list[list[tuple[int, int]]],
) -> None:
    paper = Sheetful((10.0,) * 7)
    for row in rows:
        paper.add(*(Box(row=0, column=0, column_span=w, row_span=h) for w, h in row))
    places = covered(paper.grid())
    assert len(places) == len(set(places))
    assert {(r, c) for r in range(1, len(rows) + 1) for c in range(1, 8)} <= set(places)
    for one, other in pairwise(paper.boxes):
        assert (one.row, one.column) < (other.row, other.column)
