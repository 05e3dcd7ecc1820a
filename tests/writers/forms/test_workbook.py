"""The workbook: read back as it was written, formulas live and blank-aware, cells locked."""

import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared_filings import SHARED, requires_shared
from writers.forms.packages import SAMPLES, filing_of, sample
from writers.forms.test_round_trip import assert_same

from jiping.forms.printing import layouts
from jiping.model.filing import Filing
from jiping.model.values import Ref
from jiping.readers.sheets.shown import shown
from jiping.rules.identities.derive import derived
from jiping.rules.identities.equations import equations
from jiping.writers.forms import Plan, blank_plan, plan_of, render
from jiping.writers.forms.plan import Box, Grid, Page, Text
from jiping.writers.forms.report import text
from jiping.writers.forms.workbook import parts
from jiping.writers.forms.workbook_cells import content_of, figure

REAL = sorted((SHARED / "filings").glob("*.txt"))
FORMS = sorted(layouts())
HUNAN = "430000-hunan/department-2023"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not here"
)


def planned(filing: Filing, form: str = "", *, complete: bool = False) -> Plan:
    return plan_of(
        filing, form, complete=complete, derived=derived, equations=equations
    )


def drafted(path: Path) -> Plan:
    return planned(replace(sample(path), report=None), complete=True)


def blank(form: str) -> Plan:
    return blank_plan(form, 2024, derived, equations)


def recalculated(folder: Path, *books: bytes) -> Iterator[bytes]:
    """The workbooks as LibreOffice saves them, every formula worked out anew."""
    sources = [folder / f"{number}.xlsx" for number in range(len(books))]
    for source, data in zip(sources, books, strict=True):
        source.write_bytes(data)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
         "--convert-to", "xlsx", "--outdir", str(folder / "out"), *map(str, sources)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    for source in sources:
        yield (folder / "out" / source.name).read_bytes()


def errors(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [n for n in package.namelist() if "worksheets/sheet" in n]
        cells = [re.findall(rb'<c [^>]*t="e".*?</c>', package.read(n)) for n in sheets]
    return [cell for found in cells for cell in found]


def formulas(plan: Plan) -> dict[str, dict[str, tuple[str, str]]]:
    """Formula and stored result of each cell, by sheet."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    made = parts(plan)
    book = ET.fromstring(made["xl/workbook.xml"].encode())
    for number, sheet in enumerate(book.iter(f"{S}sheet"), start=1):
        part = ET.fromstring(made[f"xl/worksheets/sheet{number}.xml"].encode())
        found[sheet.get("name", "")] = {
            cell.get("r", ""): (
                cell.findtext(f"{S}f", ""),
                cell.findtext(f"{S}v", ""),
            )
            for cell in part.iter(f"{S}c")
            if cell.find(f"{S}f") is not None
        }
    return found


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_package_comes_back_as_it_was(path: Path) -> None:
    before = sample(path)
    after = filing_of(render(planned(before), ".xlsx"), "a.xlsx")
    assert_same(before, after)
    assert [n.text for n in after.notes if n.level != "info"] == [
        n.text for n in before.notes if n.level != "info"
    ]


@requires_shared
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_real_filing_comes_back_as_it_was(path: Path) -> None:
    from_word = filing_of(render(planned(sample(path)), ".docx"), "a.docx")
    from_excel = filing_of(render(planned(sample(path)), ".xlsx"), "a.xlsx")
    assert_same(from_word, from_excel)


@pytest.mark.parametrize("form", FORMS)
def test_a_blank_form_reads_as_in_word(form: str) -> None:
    in_word = filing_of(render(blank(form), ".docx"), "a.docx")
    assert_same(in_word, filing_of(render(blank(form), ".xlsx"), "a.xlsx"))


@needs_office
@pytest.mark.slow
def test_recalculated_it_says_the_same(tmp_path: Path) -> None:
    plans = [planned(sample(path)) for path in SAMPLES]
    plans += [drafted(path) for path in SAMPLES[:3]] + [blank(f) for f in FORMS]
    written = [render(plan, ".xlsx") for plan in plans]
    for before, after in zip(written, recalculated(tmp_path, *written), strict=True):
        assert errors(after) == []
        assert_same(filing_of(before, "a.xlsx"), filing_of(after, "a.xlsx"))


@needs_office
@pytest.mark.slow
def test_filled_in_offline_it_works_out_what_follows(tmp_path: Path) -> None:
    """Figures typed into the open cells of a blank form, then sent back."""
    plan = blank(HUNAN)
    book = openpyxl.load_workbook(io.BytesIO(render(plan, ".xlsx")))
    base, project = book["附件1"], book["附件3"]
    at = {c.value: c for row in base.iter_rows() for c in row if c.value}
    staff = at["编制数"].row + 1
    base.cell(staff, 2).value, base.cell(staff, 4).value = 40, 37
    for label, amount in (("2、出国经费", 1.5), ("3、公务接待", 2.375)):
        base.cell(at[label].row, at["2024年预算数"].column).value = amount
    heads = {c.value: c for row in project.iter_rows() for c in row if c.value}
    row = heads["年初预算数"].row + 1
    for name, amount in (("年初预算数", 90), ("全年预算数", 95), ("全年执行数", 93)):
        project.cell(row + 1, heads[name].column).value = amount
    typed = io.BytesIO()
    book.save(typed)
    (sent,) = recalculated(tmp_path, typed.getvalue())
    filing = filing_of(sent, "a.xlsx")
    assert errors(sent) == []
    assert filing.base is not None
    (table,) = filing.projects
    assert filing.base["staff"]["control_rate"].raw == "92.50%"
    assert filing.base["three_public"]["budget"].number == Decimal("3.875")
    assert table["total"]["revised"].number == 95
    assert table["total"]["rate"].raw == "97.89%"
    assert table["total"]["score"].number == Decimal("9.79")
    assert table["score_total"]["score"].number == Decimal("9.79")
    assert filing.base["three_public"]["actual"].blank


@pytest.mark.parametrize("form", FORMS)
def test_the_formulas_of_a_blank_form_show_nothing(form: str) -> None:
    found = formulas(blank(form))
    assert sum(map(len, found.values())) > 4
    assert {result for cells in found.values() for _, result in cells.values()} == {""}


def test_a_figure_that_contradicts_is_kept_and_shown_as_such() -> None:
    filing = sample(next(p for p in SAMPLES if p.stem == "zhiquan-investment"))
    plan = planned(filing)
    data = render(plan, ".xlsx")
    assert filing.base is not None
    wrong = filing.base["three_public"]["prior_actual"]
    after = filing_of(data, "a.xlsx")
    assert after.base is not None
    assert after.base["three_public"]["prior_actual"].raw == wrong.raw
    place = after.places[wrong.ref]
    cell = f"{'ABCDEFG'[(place.column or 1) - 1]}{place.row}"
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    assert cell not in formulas(plan)["附件1"]
    assert not book["附件1"][cell].protection.locked
    verdicts = {
        (row[0].value, row[2].value.split()[1]): row[6].value
        for row in book["勾稽核对"].iter_rows(min_row=2)
    }
    assert verdicts["ZJ101", cell] == "不符"
    assert "相符" in verdicts.values()


def test_what_follows_is_locked_and_what_is_filled_in_is_open() -> None:
    plan = blank(HUNAN)
    book = openpyxl.load_workbook(io.BytesIO(render(plan, ".xlsx")))
    live = formulas(plan)
    for sheet in book.worksheets[:-1]:
        assert sheet.protection.sheet and not sheet.protection.password
        for cell in live[sheet.title]:
            assert sheet[cell].protection.locked
    base = book["附件1"]
    at = {c.value: c for row in base.iter_rows() for c in row if c.value}
    assert not base.cell(at["政府采购金额"].row, 4).protection.locked
    assert at["政府采购金额"].protection.locked
    prompts = {v.prompt for s in book for v in s.data_validations.dataValidation}
    assert any("单位：万元" in prompt for prompt in prompts)
    assert any("不大于本行的分值" in prompt for prompt in prompts)
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.prompt) <= 255
            assert len(rule.error or "") <= 255
            assert len(rule.formula1 or "") <= 255


def test_a_drafted_sentence_is_bound_to_its_cells() -> None:
    plan = drafted(SAMPLES[0])
    bound = formulas(plan)["自评报告"]
    texts = {
        block.text
        for page in plan.pages
        for block in page.blocks
        if isinstance(block, Text) and block.drafted
        if any(piece.ref for piece in block.pieces)
    }
    assert {result.strip() for _, result in bound.values()} == texts
    assert all("!" in formula for formula, _ in bound.values())


@needs_office
@pytest.mark.slow
def test_a_changed_cell_changes_the_sentence(tmp_path: Path) -> None:
    plan = drafted(SAMPLES[0])
    book = openpyxl.load_workbook(io.BytesIO(render(plan, ".xlsx")))
    found = next(
        (box, page)
        for page in plan.pages
        for block in page.blocks
        if isinstance(block, Grid)
        for box in block.boxes
        if box.ref == Ref("overall", "", "basic", "executed")
    )
    cell = next(
        c
        for row in book[found[1].name].iter_rows()
        for c in row
        if str(c.value) == str(content_of(found[0]).number)
    )
    cell.value = 987.65
    typed = io.BytesIO()
    book.save(typed)
    (sent,) = recalculated(tmp_path, typed.getvalue())
    report = filing_of(sent, "a.xlsx").report
    assert report is not None
    assert any("987.65" in e.raw for s in report.sections for e in s.paragraphs)


def test_long_words_are_kept_whole() -> None:
    """Rows have a greatest height, formulas a greatest length of words."""
    filing = sample(SAMPLES[0])
    assert filing.overall is not None
    long = "绩效" * 900
    row = filing.overall["objective"]
    cells = dict(row.cells) | {"actual": replace(row["actual"], raw=long)}
    rows = tuple(
        replace(r, cells=cells) if r is row else r for r in filing.overall.rows
    )
    sheets = tuple(
        replace(s, rows=rows) if s is filing.overall else s for s in filing.sheets
    )
    plan = planned(replace(filing, sheets=sheets))
    back = filing_of(render(plan, ".xlsx"), "a.xlsx")
    assert back.overall is not None
    assert back.overall["objective"]["actual"].raw == long
    heights = [
        float(row.get("ht", "0"))
        for name, part in parts(plan).items()
        if "worksheets/" in name
        for row in ET.fromstring(part.encode()).iter(f"{S}row")
    ]
    assert max(heights) <= 409
    page = Page(kind="report", key="", name="自评报告", blocks=(text("body", "字" * 40_000),))  # fmt: skip
    with pytest.raises(ValueError, match="Excel 的一格放不下"):
        render(replace(plan, pages=(page,)), ".xlsx")


def test_markup_and_formulas_in_a_filing_are_only_text() -> None:
    filing = sample(SAMPLES[0])
    assert filing.overall is not None
    row = filing.overall["objective"]
    odd = '=1+1 <f>&"引号" \x00\x0b末'
    cells = dict(row.cells) | {"actual": replace(row["actual"], raw=odd)}
    rows = tuple(
        replace(r, cells=cells) if r is row else r for r in filing.overall.rows
    )
    sheets = tuple(
        replace(s, rows=rows) if s is filing.overall else s for s in filing.sheets
    )
    data = render(planned(replace(filing, sheets=sheets)), ".xlsx")
    back = filing_of(data, "a.xlsx").overall
    assert back is not None
    assert back["objective"]["actual"].raw == '=1+1 <f>&"引号" \n末'


def test_the_page_is_set_up_as_in_word() -> None:
    made = parts(planned(sample(SAMPLES[0]), complete=True))
    book = openpyxl.load_workbook(
        io.BytesIO(render(planned(sample(SAMPLES[0]), complete=True), ".xlsx"))
    )
    for sheet in book.worksheets[:-1]:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1
        numbered = "&P" in (sheet.oddFooter.right.text or "")
        assert numbered == (sheet.title != "报告封面")
    assert book["附件2"].print_title_rows
    for name, part in made.items():
        assert ET.fromstring(part.encode()) is not None, name


@given(
    st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False),
    st.integers(0, 4),
    st.sampled_from(["", "%", "万元", "人", "％"]),
    st.booleans(),
    st.booleans(),
)
def test_a_number_is_shown_as_it_was_printed(
    number: Decimal, places: int, unit: str, grouped: bool, negative: bool
) -> None:
    rounded = round(number, places)
    printed = f"{rounded:,f}" if grouped else f"{rounded:f}"
    printed = ("-" if negative and rounded else "") + printed + unit
    found = figure(printed)
    assert found is not None and found.number is not None
    assert shown(float(found.number), found.code) == printed
    box = Box(text=f"其中：{printed}", value=printed, kind="money")
    labelled = content_of(box)
    assert labelled.number == found.number
    assert shown(float(found.number), labelled.code) == f"其中：{printed}"


@pytest.mark.parametrize("printed", ["", "/", "——", "007", "1,08", "约3", "-0.00", "3-5", "1234567890123456.78"])  # fmt: skip
def test_what_no_number_prints_stays_text(printed: str) -> None:
    assert figure(printed) is None
