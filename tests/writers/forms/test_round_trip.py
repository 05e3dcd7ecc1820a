"""What is written is read back: the same rows, values, chapters and statements."""

from pathlib import Path

import pytest
from shared_filings import SHARED, requires_shared
from writers.fonts import OBSTACLE
from writers.forms.packages import SAMPLES, filing_of, labels, sample, told, values

from jiping.forms.printing import layouts
from jiping.model.filing import Filing, Report
from jiping.writers.forms import RENDERERS, blank_plan, plan_of, render

REAL = sorted((SHARED / "filings").glob("*.txt"))


def written(filing: Filing, suffix: str = ".docx", **options: object) -> Filing:
    plan = plan_of(filing, **options)  # type: ignore[arg-type]
    return filing_of(render(plan, suffix), f"a{suffix}")


def assert_same(before: Filing, after: Filing) -> None:
    assert (after.unit, after.year, after.layout) == (
        before.unit,
        before.year,
        before.layout,
    )
    assert [s.ref for s in after.sheets] == [s.ref for s in before.sheets]
    for old, new in zip(before.sheets, after.sheets, strict=True):
        assert set(values(new)) == set(values(old))
        assert [r.key for r in new.rows if r.kind != "signature"] == [
            r.key for r in old.rows if r.kind != "signature"
        ]
        assert (new.title, new.unit, new.year) == (old.title, old.unit, old.year)
        assert [e.raw for e in new.remarks] == [e.raw for e in old.remarks]
    assert (before.report is None) == (after.report is None)
    if before.report and after.report:
        assert told(after.report) == told(before.report)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_package_comes_back_as_it_was(path: Path) -> None:
    before = sample(path)
    after = written(before, complete=False)
    assert_same(before, after)
    for old, new in zip(before.sheets, after.sheets, strict=True):
        assert sorted(labels(new)) == sorted(labels(old))


@requires_shared
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_real_filing_loses_nothing(path: Path) -> None:
    before = sample(path)
    after = written(before, complete=False)
    assert [s.ref for s in after.sheets] == [s.ref for s in before.sheets]
    for old, new in zip(before.sheets, after.sheets, strict=True):
        further = set(values(new)) - set(values(old))
        assert set(values(old)) <= set(values(new))
        # A row that was filed without some of its cells now has them, blank.
        assert {value[2] for value in further} <= {""}
    assert before.report and after.report
    assert told(after.report) == told(before.report)


@requires_shared
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_completed_real_filing_keeps_every_value(path: Path, suffix: str) -> None:
    before = sample(path)
    after = written(before, suffix)
    for old in before.sheets:
        new = after.sheet(old.form, old.key)
        assert new is not None
        assert set(values(old)) <= set(values(new))


@pytest.mark.parametrize("form", [f for f in layouts() if not f.startswith("000000")])
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@pytest.mark.parametrize("path", SAMPLES[:4], ids=lambda path: path.stem)
def test_moving_to_another_form_keeps_every_value(
    path: Path, suffix: str, form: str
) -> None:
    before = sample(path)
    after = written(before, suffix, form=form)
    assert after.layout == form
    for old in before.sheets:
        new = after.sheet(old.form, old.key)
        assert new is not None
        kept = {value for value in values(old) if len(value) == 5}
        assert kept <= set(values(new))


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@pytest.mark.parametrize("form", [f for f in layouts() if f.startswith("000000")])
def test_the_national_forms_carry_the_project_tables(form: str, suffix: str) -> None:
    before = sample(SAMPLES[0])
    plan = plan_of(before, form)
    after = filing_of(render(plan, suffix), f"a{suffix}")
    dropped = [note for note in plan.notes if "年初预算数" in note]
    assert len(plan.notes) - len(dropped) == 3
    assert len(dropped) == (len(before.projects) if "transfer" in form else 0)
    assert len(after.projects) == len(before.projects) > 1
    for old, new in zip(before.projects, after.projects, strict=True):
        lost = set(values(old)) - set(values(new))
        gone = {value[1] for value in lost if value[0] != "carried_over"}
        assert gone <= ({"initial"} if "transfer" in form else set())


@pytest.mark.parametrize("form", layouts())
def test_a_blank_form_reads_as_blank(form: str) -> None:
    plan = blank_plan(form)
    read_back = filing_of(render(plan, ".docx"), "a.docx")
    printed = {"weight", "points", "level1", "level2", "standard", "evidence", "item"}
    filled = [
        entry.ref
        for sheet in read_back.sheets
        for row in sheet.rows
        for column, entry in row.cells.items()
        if entry.raw.strip("—") and column not in printed
    ]
    assert filled == []
    assert [s.form for s in read_back.sheets] == [
        page.kind for page in plan.pages if page.ruled
    ]
    assert not any(s.text for s in (read_back.report or Report()).sections)


def test_every_renderer_gives_the_same_bytes_twice() -> None:
    plan = plan_of(sample(SAMPLES[0]))
    for suffix in RENDERERS:
        if suffix == ".pdf" and OBSTACLE:
            continue
        assert render(plan, suffix) == render(plan, suffix)
