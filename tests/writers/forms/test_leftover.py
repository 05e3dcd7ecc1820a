"""What has no place in a form is said; who the report goes to stands above it."""

from dataclasses import replace
from pathlib import Path

import pytest
from writers.forms.packages import SAMPLES, filing_of, sample, told

from jiping.model.values import Entry, Ref
from jiping.writers.forms import plan_of, render
from jiping.writers.forms.plan import Plan, Text

TRANSFER = "000000-national/transfer-2020"


def roles(plan: Plan) -> dict[str, str]:
    prose = (b for page in plan.pages for b in page.blocks if isinstance(b, Text))
    return {text.text: text.role for text in prose}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_nothing_is_left_out_of_a_filings_own_form(path: Path) -> None:
    filing = sample(path)
    assert plan_of(filing).notes == ()
    assert plan_of(filing, complete=False).notes == ()


def test_a_column_that_the_form_lacks_is_said_with_its_figures() -> None:
    filing = sample(SAMPLES[0])
    notes = [n for n in plan_of(filing, TRANSFER).notes if "年初预算数" in n]
    assert len(notes) == len(filing.projects)
    for sheet, note in zip(filing.projects, notes, strict=True):
        assert sheet.name in note
        assert sheet["total"]["initial"].raw in note


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_the_addressee_stands_above_the_report_and_not_on_its_cover(
    suffix: str,
) -> None:
    filing = sample(SAMPLES[0])
    assert filing.report is not None
    line = "霁川县财政局："
    entry = Entry(ref=Ref("report", "cover", "p9"), raw=line, value=line)
    cover = (*filing.report.cover, entry)
    sent = replace(filing, report=replace(filing.report, cover=cover))
    plan = plan_of(sent, complete=False)
    assert roles(plan)[line] == "addressee"
    back = filing_of(render(plan, suffix), f"a{suffix}").report
    assert back is not None
    assert told(back)["paragraphs"] == told(filing.report)["paragraphs"]
    assert [e.raw for e in back.cover] == [e.raw for e in cover]
