"""The drafted report: every figure is the cell's, and the checks find nothing in it."""

from dataclasses import replace
from pathlib import Path

import pytest
from writers.forms.packages import SAMPLES, filing_of, sample

from jiping.model.filing import Filing
from jiping.pipeline import check_paths
from jiping.writers.forms import Plan, blank_plan, plan_of, render
from jiping.writers.forms.plan import Text

CLEAN = [p for p in SAMPLES if p.stem not in ("yanhu-petition", "zhiquan-investment")]
# What a draft leaves to the unit: duties, improvements, how people were asked.
LEFT_TO_THE_UNIT = {"BD105", "WZ103", "ZB107"}


def without_report(path: Path) -> Filing:
    return replace(sample(path), report=None)


def prose(plan: Plan) -> list[Text]:
    return [b for page in plan.pages for b in page.blocks if isinstance(b, Text)]


def chapter(plan: Plan, words: str) -> list[str]:
    """The paragraphs under the heading that holds these words."""
    texts = prose(plan)
    at = next(i for i, t in enumerate(texts) if "heading" in t.role and words in t.text)
    under = []
    for text in texts[at + 1 :]:
        if text.role != "body":
            break
        under.append(text.text)
    return under


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_figure_is_what_its_cell_states(path: Path) -> None:
    filing = without_report(path)
    quoted = [piece for t in prose(plan_of(filing)) for piece in t.pieces if piece.ref]
    assert len(quoted) > 20
    for piece in quoted:
        assert piece.ref is not None
        sheet = filing.sheet(piece.ref.form, piece.ref.key)
        assert sheet is not None
        assert piece.text == sheet[piece.ref.row][piece.ref.column].raw


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_the_checks_find_nothing_new_in_a_draft(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "drafted.docx"
    target.write_bytes(render(plan_of(without_report(path)), ".docx"))
    (before,) = check_paths([str(path)])
    (after,) = check_paths([str(target)])
    known = {(finding.rule, finding.at) for finding in before.findings}
    new = {f.rule for f in after.findings if (f.rule, f.at) not in known}
    assert new <= LEFT_TO_THE_UNIT


def test_no_digit_of_a_draft_is_typed() -> None:
    filing = without_report(CLEAN[0])
    for text in prose(plan_of(filing)):
        if text.drafted:
            typed = "".join(p.text for p in text.pieces if p.ref is None)
            for name in (str(filing.year), *(s.name for s in filing.projects)):
                typed = typed.replace(name, "")
            for row in filing.overall.of_kind("indicator"):  # type: ignore[union-attr]
                typed = typed.replace(row.label, "")
            assert not any(mark.isdigit() for mark in typed), text.text


def test_chapters_of_the_unit_are_kept_word_for_word() -> None:
    before = sample(CLEAN[0])
    assert before.report is not None
    said = {e.raw for s in before.report.sections for e in s.paragraphs}
    drafted = {t.text for t in prose(plan_of(before)) if t.drafted}
    printed = {t.text for t in prose(plan_of(before))}
    assert said <= printed
    assert drafted == set()


def test_a_missing_chapter_is_drafted_and_the_others_numbered_on() -> None:
    filing = sample(CLEAN[0])
    assert filing.report is not None
    left = tuple(s for s in filing.report.sections if s.role != "state_capital")
    plan = plan_of(replace(filing, report=replace(filing.report, sections=left)))
    assert chapter(plan, "国有资本经营") == [
        f"本单位{filing.year}年度无国有资本经营预算支出。"
    ]
    headings = [t.text[0] for t in prose(plan) if t.role == "heading"]
    assert headings[:9] == list("一二三四五六七八九")


def test_a_stale_figure_is_replaced_in_drafted_chapters_only() -> None:
    drafted = filing_of(render(plan_of(without_report(CLEAN[0])), ".docx"), "a.docx")
    overall = drafted.overall
    assert overall is not None and drafted.report is not None
    cell = overall["basic"]["executed"]
    row = replace(overall["basic"], cells={"executed": replace(cell, raw="987.65")})
    rows = tuple(row if r.key == "basic" else r for r in overall.rows)
    sheets = tuple(replace(s, rows=rows) if s is overall else s for s in drafted.sheets)
    changed = replace(drafted, sheets=sheets)
    assert any("987.65" in text for text in chapter(plan_of(changed), "基本支出"))

    own = [
        replace(
            s, paragraphs=(*s.paragraphs, replace(s.paragraphs[0], raw="另作说明。"))
        )
        if s.role == "basic"
        else s
        for s in drafted.report.sections
    ]
    kept = replace(changed, report=replace(drafted.report, sections=tuple(own)))
    assert not any("987.65" in text for text in chapter(plan_of(kept), "基本支出"))


def test_amounts_are_said_in_the_unit_of_the_table() -> None:
    in_yuan = next(p for p in SAMPLES if sample(p).sheets[0].unit == "元")
    said = chapter(plan_of(without_report(in_yuan)), "基本支出")
    assert "元" in said[0] and "万元" not in said[0]


def test_a_blank_form_has_headings_and_no_prose() -> None:
    plan = blank_plan("430000-hunan/department-2023", 2024)
    assert sum(t.role == "heading" for t in prose(plan)) == 9
    assert {t.text for t in prose(plan) if t.role == "body"} == {""}
    assert not any(t.drafted for t in prose(plan))
