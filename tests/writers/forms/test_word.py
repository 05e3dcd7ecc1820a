"""The Word package: well-formed, opened by others, figures bound to one node."""

import io
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from writers.forms.packages import SAMPLES, filing_of, sample

from jiping.forms.printing import layouts
from jiping.model.values import Ref
from jiping.writers.forms import blank_plan, plan_of, render
from jiping.writers.forms.plan import Grid, Page, Plan, Text
from jiping.writers.forms.report import text
from jiping.writers.forms.word import parts
from jiping.writers.forms.word_parts import FIGURES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAFTED = plan_of(replace(sample(SAMPLES[0]), report=None))


def document(plan: Plan) -> ET.Element:
    return ET.fromstring(parts(plan)["word/document.xml"])


def test_every_part_is_well_formed_and_declared() -> None:
    made = parts(DRAFTED)
    for name, content in made.items():
        assert ET.fromstring(content.encode()) is not None, name
    types = made["[Content_Types].xml"]
    assert all(
        f'"/{name}"' in types
        for name in made
        if name.startswith(("word/", "docProps/")) and "_rels" not in name
    )


@pytest.mark.parametrize("path", SAMPLES[:3], ids=lambda path: path.stem)
def test_another_library_sees_the_same_cells(path: Path) -> None:
    plan = plan_of(sample(path))
    opened = docx.Document(io.BytesIO(render(plan, ".docx")))
    grids = [b for page in plan.pages for b in page.blocks if isinstance(b, Grid)]
    assert len(opened.tables) == len(grids)
    for table, grid in zip(opened.tables, grids, strict=True):
        assert len(table.columns) == len(grid.widths)
        for box in grid.boxes:
            last = (box.row + box.row_span - 2, box.column + box.column_span - 2)
            first = table.cell(box.row - 1, box.column - 1)._tc
            assert table.cell(*last)._tc is first
            bound = "".join(t.text or "" for t in first.iter(f"{W}t"))
            assert bound == box.text.replace("\n", "")


def test_a_figure_in_prose_and_its_cell_share_one_node() -> None:
    figures = ET.fromstring(parts(DRAFTED)["customXml/item1.xml"])
    nodes = [node.text for node in figures.iter(f"{{{FIGURES}}}figure")]
    uses: dict[str, list[tuple[str, str]]] = {}
    for control in document(DRAFTED).iter(f"{W}sdt"):
        properties = control.find(f"{W}sdtPr")
        assert properties is not None
        binding = properties.find(f"{W}dataBinding")
        tag = properties.find(f"{W}tag")
        assert binding is not None and tag is not None
        index = int(binding.get(f"{W}xpath", "").rpartition("[")[2].rstrip("]"))
        shown = "".join(t.text or "" for t in control.iter(f"{W}t"))
        uses.setdefault(tag.get(f"{W}val", ""), []).append(
            (shown, nodes[index - 1] or "")
        )
    assert len(uses) == len(nodes) > 20
    for tag, said in uses.items():
        assert len(said) >= 2, tag
        assert len({shown for use in said for shown in use}) == 1
        assert len(tag) <= 64


def test_a_long_address_is_cut_and_still_told_apart() -> None:
    refs = [Ref("project", "长" * 60 + end, "total", "executed") for end in "甲乙"]
    pieces = text("body", "").pieces
    lines = tuple(
        Text(role="body", pieces=(*pieces, replace(pieces[0], text="1", ref=ref)))
        for ref in refs
    )
    page = Page(kind="report", key="", name="自评报告", blocks=lines)
    plan = replace(DRAFTED, pages=(page,), figures={})
    tags = [e.get(f"{W}val", "") for e in document(plan).iter(f"{W}tag")]
    assert len(set(tags)) == 2
    assert max(map(len, tags)) <= 64


def test_markup_and_control_characters_in_a_filing_are_only_text() -> None:
    filing = sample(SAMPLES[0])
    assert filing.overall is not None
    odd = '<w:p/> & "引号" \x00\x0b末'
    row = filing.overall["objective"]
    cells = dict(row.cells) | {"actual": replace(row["actual"], raw=odd)}
    rows = tuple(
        replace(r, cells=cells) if r is row else r for r in filing.overall.rows
    )
    sheets = tuple(
        replace(s, rows=rows) if s is filing.overall else s for s in filing.sheets
    )
    back = filing_of(render(plan_of(replace(filing, sheets=sheets)), ".docx"), "a.docx")
    assert back.overall is not None
    assert back.overall["objective"]["actual"].raw == '<w:p/> & "引号" \n末'


def test_covers_carry_no_number_and_tables_have_their_margins() -> None:
    plan = blank_plan("430600-yueyang/department-2023")
    sections = list(document(plan).iter(f"{W}sectPr"))
    assert len(sections) == 4
    tops = [s.find(f"{W}pgMar").get(f"{W}top") for s in sections]  # type: ignore[union-attr]
    assert tops[0] == tops[3] != tops[1] == tops[2] == "2098"
    footers = [s.find(f"{W}footerReference") for s in sections]
    ids = [f.attrib.popitem()[1] for f in footers if f is not None]
    assert ids[1] == "rId6" and ids.count("rId4") == 3


def test_dates_are_fixed() -> None:
    with zipfile.ZipFile(io.BytesIO(render(DRAFTED, ".docx"))) as package:
        assert {info.date_time for info in package.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
@pytest.mark.parametrize("form", ["430600-yueyang/department-2023"])
def test_libreoffice_opens_it_and_no_page_is_empty(form: str, tmp_path: Path) -> None:
    assert form in layouts()
    (tmp_path / "a.docx").write_bytes(render(blank_plan(form, 2024), ".docx"))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "txt:Text", "--outdir", str(tmp_path), str(tmp_path / "a.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    said = (tmp_path / "a.txt").read_text("utf-8-sig")
    for label in (
        "2024年度部门整体支出绩效自评表",
        "偏差原因分析及改进措施",
        "单位负责人签字",
    ):
        assert label in said
