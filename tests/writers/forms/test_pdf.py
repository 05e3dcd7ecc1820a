"""The PDF: an archive file with tags, that reads back as it was and does what no text says."""

import ctypes
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from writers.fonts import requires_pdf
from writers.forms.packages import SAMPLES, filing_of, sample, told, values

from jiping.forms.printing import layouts
from jiping.model.filing import Filing
from jiping.pipeline import check_paths
from jiping.writers.forms import blank_plan, pdf_fonts, plan_of, render
from jiping.writers.forms.pdf import render_and_note
from jiping.writers.forms.plan import Page, Plan
from jiping.writers.forms.report import text
from jiping.writers.letter import Letter, letter_plan

FORMS = [form for form in layouts() if not form.startswith("000000")]
ROOT = Path(__file__).parents[3]


def prose(*words: str) -> Plan:
    page = Page(
        kind="report",
        key="",
        name="自评报告",
        blocks=tuple(text("body", said) for said in words),
    )
    return replace(blank_plan(FORMS[0], 2024), pages=(page,), title="报告")


def read_text(data: bytes) -> str:
    """All text of the file as another program sees it."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    pages = []
    for number in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, number)
        shown = pdfium.FPDFText_LoadPage(page)
        count = pdfium.FPDFText_CountChars(shown)
        codes = (pdfium.FPDFText_GetUnicode(shown, at) for at in range(count))
        pages.append("".join(map(chr, codes)))
        pdfium.FPDFText_ClosePage(shown)
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)
    return "".join("".join(pages).split())


def tags(data: bytes) -> set[str]:
    """The structure types of all pages."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    assert pdfium.FPDFCatalog_IsTagged(document)
    found: set[str] = set()
    for number in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, number)
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            found |= set(_types(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at)))
        pdfium.FPDF_StructTree_Close(tree)
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)
    return found


def _types(element: object) -> Iterator[str]:
    if not element:
        return
    space = ctypes.create_string_buffer(64)
    pdfium.FPDF_StructElement_GetType(element, space, 64)
    yield space.raw.decode("utf-16-le").partition("\0")[0]
    for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
        yield from _types(pdfium.FPDF_StructElement_GetChildAtIndex(element, at))


def spaced(filing: Filing) -> dict[str, list[str]]:
    """What the report says; a PDF keeps one space of several."""
    assert filing.report
    return {
        key: [" ".join(said.split()) for said in every]
        for key, every in told(filing.report).items()
    }


@requires_pdf
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_package_comes_back_as_it_was(path: Path) -> None:
    before = sample(path)
    after = filing_of(render(plan_of(before, complete=False), ".pdf"), "a.pdf")
    assert (after.unit, after.year) == (before.unit, before.year)
    assert [s.ref for s in after.sheets] == [s.ref for s in before.sheets]
    for old, new in zip(before.sheets, after.sheets, strict=True):
        assert set(values(new)) == set(values(old))
    assert spaced(after) == spaced(before)


@requires_pdf
@pytest.mark.parametrize("form", FORMS)
def test_moving_to_another_form_keeps_every_value(form: str) -> None:
    plan = plan_of(sample(SAMPLES[0]), form)
    by_word = filing_of(render(plan, ".docx"), "a.docx")
    by_pdf = filing_of(render(plan, ".pdf"), "a.pdf")
    assert by_pdf.layout == form
    for old in by_word.sheets:
        new = by_pdf.sheet(old.form, old.key)
        assert new is not None
        assert set(values(new)) == set(values(old))


@requires_pdf
@pytest.mark.parametrize("form", layouts())
def test_every_blank_form_is_a_tagged_archive_file(form: str) -> None:
    data = render(blank_plan(form, 2024), ".pdf")
    assert b"<pdfaid:part>2<" in data and b"<pdfaid:conformance>A<" in data
    assert b"<pdfuaid:part>1<" in data
    assert b"/Lang(zh-CN)" in data
    assert {"Document", "Table", "TR", "TD", "H1", "P"} <= tags(data)


@requires_pdf
def test_heads_that_are_repeated_are_tagged_as_heads() -> None:
    plan = blank_plan("430600-yueyang/department-2023", 2024)
    rubric = replace(plan, pages=tuple(p for p in plan.pages if p.kind == "rubric"))
    assert {"THead", "TH"} <= tags(render(rubric, ".pdf"))


@requires_pdf
def test_the_same_bytes_in_another_process() -> None:
    source = str(SAMPLES[0])
    script = (
        "import hashlib,sys;from jiping.pipeline.filling import fill;"
        "print(hashlib.sha256(fill(sys.argv[1], '.pdf').data).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script, source],
            capture_output=True,
            check=True,
            text=True,
            cwd=place,
        ).stdout
        for place in (ROOT, ROOT.parent)
    ]
    assert runs[0] == runs[1] and len(runs[0].strip()) == 64


@requires_pdf
def test_the_date_is_that_of_the_data() -> None:
    data = render(plan_of(sample(SAMPLES[0])), ".pdf")
    year = sample(SAMPLES[0]).year
    assert f"D:{year}1231".encode() in data
    assert b"D:19800101" in render(replace(prose("无年度。"), day=None), ".pdf")


@requires_pdf
def test_words_that_look_like_markup_are_only_words() -> None:
    said = '#panic("停")*粗*_斜_$x^2$@参<标>\\#{1+1}//注/*`码`=题-项--—~"引"'
    made, notes = render_and_note(prose(said, "= 不是标题", "#pagebreak()"))
    assert notes == ()
    seen = read_text(made)
    assert said in seen and "=不是标题" in seen and "#pagebreak()" in seen


@requires_pdf
def test_what_no_font_has_is_marked_and_said() -> None:
    made, notes = render_and_note(prose("甲\ue000乙\U000e1234丙\u0378丁\x00\u202e戊"))
    assert "甲〓乙" in read_text(made)
    assert "丙〓丁戊" in read_text(made)
    assert len(notes) == 1 and "〓" in notes[0]


@requires_pdf
@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_no_text_stops_it(said: str) -> None:
    made, _ = render_and_note(prose(said))
    assert made.startswith(b"%PDF-1.7")


@requires_pdf
def test_figures_too_long_for_their_cell_are_not_clipped() -> None:
    filing = sample(SAMPLES[0])
    overall = filing.overall
    assert overall is not None
    long = "123,456,789,012,345.67"
    row = overall["total"]
    cells = dict(row.cells) | {"executed": replace(row["executed"], raw=long)}
    rows = tuple(replace(r, cells=cells) if r is row else r for r in overall.rows)
    sheets = tuple(replace(s, rows=rows) if s is overall else s for s in filing.sheets)
    made = render(plan_of(replace(filing, sheets=sheets), complete=False), ".pdf")
    back = filing_of(made, "a.pdf").overall
    assert back is not None and back["total"]["executed"].raw == long


@requires_pdf
@pytest.mark.parametrize("kind", ["return", "opinion"])
def test_a_letter_as_pdf_says_what_its_plan_says(kind: str) -> None:
    (outcome,) = check_paths([str(ROOT / "samples" / "zhiquan-investment.txt")])
    plan = letter_plan(outcome, Letter(kind=kind))
    seen = read_text(render(plan, ".pdf"))
    leads = [finding for finding in outcome.findings if finding.lead]
    assert len(leads) > 5
    for finding in leads:
        assert f"（{finding.rule}）" in seen
    assert plan.title in seen


class NoChineseFonts:
    def families(self) -> list[str]:
        return ["Libertinus Serif", "DejaVu Sans"]


def test_without_chinese_fonts_one_sentence_says_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("typst")
    monkeypatch.setattr(pdf_fonts, "_installed", lambda _: NoChineseFonts())
    with pytest.raises(ValueError, match="apt install fonts-noto-cjk") as refusal:
        render(prose("一"), ".pdf")
    assert "JIPING_FONTS" in str(refusal.value)


def test_without_typst_one_sentence_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def absent(_: str) -> None:
        raise ModuleNotFoundError("typst")

    monkeypatch.setattr(pdf_fonts, "import_module", absent)
    with pytest.raises(ValueError, match="python -m pip install typst"):
        render(prose("一"), ".pdf")


def test_folders_with_fonts_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    def find(folders: str) -> AllFonts:
        asked.append(folders)
        return AllFonts()

    monkeypatch.setattr(pdf_fonts, "_installed", find)
    monkeypatch.setenv("JIPING_FONTS", str(tmp_path))
    assert isinstance(pdf_fonts.installed(), AllFonts)
    assert asked == [str(tmp_path)]


class AllFonts(NoChineseFonts):
    def families(self) -> list[str]:
        return [
            *super().families(),
            "SimSun",
            "FangSong",
            "SimHei",
            "Noto Serif CJK SC",
        ]


def test_fonts_are_those_the_form_names_then_their_kin() -> None:
    faces = pdf_fonts.faces(layouts()[FORMS[0]], AllFonts())
    assert faces["body"] == ["FangSong", "Noto Serif CJK SC", "SimHei"]
    assert faces["heading"][0] == "SimHei"
    assert faces["table"][0] == "SimSun"
    assert faces["latin"] == ["Libertinus Serif"]
