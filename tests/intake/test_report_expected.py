"""The reports of the public filings: every figure and section that reading found."""

import json
from decimal import Decimal

import pytest
from shared_filings import SHARED, requires_shared

from jiping.intake.report import read_report
from jiping.intake.text import numeral
from jiping.intake.units import normalised
from jiping.model.document import Paragraph, Place

pytestmark = requires_shared

# What the words of a label stand for, the first that fits.
TOPICS = (
    ("行政编制", "authorised_posts.administrative"),
    ("事业编制", "authorised_posts.institution"),
    ("工勤人员编制", "authorised_posts.worker"),
    ("编制", "authorised_posts"),
    ("在职", "staff_in_post"),
    ("离退休", "retired"),
    ("临聘", "temporary"),
    ("股室负责人", ""),
    ("主任", ""),
    ("股室", "departments"),
    ("二级机构", "subordinates"),
    ("其中基本支出", "government_fund.basic"),
    ("其中项目支出", "government_fund.project"),
    ("（项）", "government_fund.item"),
    ("政府性基金", "government_fund"),
    ("年初结转", "government_fund"),
    ("年末结转", "government_fund"),
    ("国有资本", "state_capital"),
    ("养老保险", "social_contributions"),
    ("社会保险基金", "social_insurance"),
    ("上级财政补助", "upper_grant"),
    ("一般公共预算", "general_budget"),
    ("人员经费", "personnel"),
    ("公用经费", "public"),
    ("基本支出", "basic"),
    ("项目", "project"),
    ("预算执行率", "project"),
)
ASPECTS = (
    ("执行率", "rate"),
    ("追加", "added"),
    ("全年预算", "revised"),
    ("年初预算", "initial"),
    ("年初结转", "opening_balance"),
    ("年末结转", "closing_balance"),
    ("支出决算", "executed"),
    ("收入", "income"),
    ("预算支出", "executed"),
    ("预算数", "budget"),
    ("支出预算", "budget"),
)


def meaning(label: str, table: tuple[tuple[str, str], ...], otherwise: str) -> str:
    return next((key for words, key in table if words in label), otherwise)


@pytest.fixture(scope="module", params=["000", "001", "002"])
def filing(request):
    name = request.param
    (path,) = (SHARED / "filings").glob(f"{name}_*.txt")
    values = json.loads(
        (SHARED / "expected" / f"{name}.values.json").read_text("utf-8")
    )
    expected = values["report"]
    lines = path.read_text("utf-8").split("\n")
    first = next(n for n, text in enumerate(lines, 1) if n == _first(expected, lines))
    last = (expected["trailing"] or {}).get("line", len(lines) + 1) - 1
    report, places = read_report(
        [
            Paragraph(text=lines[n - 1], place=Place(file=path.name, lines=(n,)))
            for n in range(first, last + 1)
        ]
    )
    return report, lambda entry: places[entry.ref].lines[0], expected


def _first(expected: dict, lines: list[str]) -> int:
    title = expected["title_lines"][0]
    label = expected["attachment_label"]
    return max(
        (n for n in range(1, title) if label and lines[n - 1].strip() == label),
        default=title,
    )


def test_every_figure_with_its_meaning(filing):
    report, line, expected = filing
    found = [
        (line(one.entry), one.entry.raw, one.entry.value, one.topic, one.aspect)
        for one in report.statements
    ]
    for figure in expected["figures"]:
        label, raw = figure["label"], figure["value"]
        absent = raw in ("无", "未发生")
        value = Decimal(0) if absent else numeral(raw.rstrip("%"))
        counted = normalised(figure["unit"] or "") in ("人", "个")
        aspect = "count" if counted else meaning(label, ASPECTS, "executed")
        if absent:
            aspect = "executed"
        wanted = (figure["line"], raw, value, meaning(label, TOPICS, "?"), aspect)
        assert wanted in found, label


def test_units_of_the_figures(filing):
    report, line, expected = filing
    found = {
        (line(one.entry), one.entry.raw, one.entry.unit) for one in report.statements
    }
    for figure in expected["figures"]:
        if figure["unit"]:
            unit = normalised(figure["unit"])
            assert (figure["line"], figure["value"], unit) in found, figure["label"]


def test_nothing_but_the_figures_is_stated(filing):
    report, line, expected = filing
    listed = {(figure["line"], figure["value"]) for figure in expected["figures"]}
    assert {(line(one.entry), one.entry.raw) for one in report.statements} == listed


def test_every_section(filing):
    report, line, expected = filing
    wanted = [
        (one["line"], one["number"] or "", one["heading"])
        for chapter in expected["sections"]
        for one in (chapter, *chapter["subsections"])
    ]
    assert [
        (line(one.heading), one.number, one.heading.raw) for one in report.sections
    ] == wanted
    assert all(section.role for section in report.sections)


def test_title_cover_and_attachments(filing):
    report, line, expected = filing
    assert report.annex == (expected["attachment_label"] or "")
    assert report.title.replace(" ", "") == expected["title"].replace(" ", "")
    cover = (expected["cover"] or {}).get("lines", [])
    assert [line(entry) for entry in report.cover] == cover
    listed = expected["attachments_listed"] or []
    assert [entry.raw for entry in report.attachments] == listed
