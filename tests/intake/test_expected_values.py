"""Every figure that careful reading found in the public filings, from each version."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from shared_filings import SHARED, requires_shared

from jiping.intake import filings
from jiping.model.filing import Filing, Row, Sheet
from jiping.model.values import Ref
from jiping.readers import read

pytestmark = requires_shared

STAFF = {
    "编制数": "authorised_posts",
    "在职人数": "staff_in_post",
    "控制率": "control_rate",
}
BUILDINGS = {
    "批复规模": "approved_area",
    "实际规模": "actual_area",
    "规模控制率": "area_control_rate",
    "预算投资": "approved_investment",
    "实际投资": "actual_investment",
    "投资概算控制率": "investment_control_rate",
}
FUNDS = {
    "initial": "initial",
    "full_year": "revised",
    "executed": "executed",
    "weight": "weight",
    "execution_rate": "rate",
    "score": "score",
}
INCOME = {
    "一般公共预算": "general_budget",
    "政府性基金拨款": "government_fund",
    "纳入专户管理的非税收入拨款": "special_account",
    "其他资金": "other_income",
}
EXPENDITURE = {"基本支出": "basic", "项目支出": "project_spending"}
SIGNATURE = {
    "填表人": "preparer",
    "填报日期": "date",
    "联系电话": "phone",
    "单位负责人签字": "head",
}
CLASSES = {"产出指标": "output", "效益指标": "benefit", "满意度指标": "satisfaction"}
RUBRIC = {
    "布置工作": "assign",
    "自评通知": "notice",
    "工作小组": "working_group",
    "实施评价": "carry_out",
    "单位自查": "unit_check",
    "提交报告": "hand_in",
    "自评报告": "reporting",
    "完整性": "completeness",
    "绩效自评表": "tables",
    "反映问题情况": "problems",
    "建议情况": "advice",
    "合计": "total",
}
INDICATOR = (
    "level1",
    "level2",
    "level3",
    "target",
    "actual",
    "weight",
    "score",
    "deviation_note",
)
FORMATS = ("txt", "docx", "resaved.docx", "doc", "xls", "xlsx", "html", "pdf")

Compared = tuple[str, object, object]


def versions() -> Iterator[tuple[str, Path]]:
    for expected in sorted((SHARED / "expected").glob("*.values.json")):
        number = expected.name[:3]
        yield from (
            (number, p) for p in sorted((SHARED / "filings").glob(f"{number}_*.txt"))
        )
        containers = SHARED / "filings" / "containers"
        for suffix in FORMATS[1:]:
            path = containers / f"{number}.{suffix}"
            if path.exists():
                yield number, path


def plain(text: object) -> object:
    """Line breaks inside a cell differ between the versions."""
    return "".join(text.split()) if isinstance(text, str) else text


def shown(row: Row, column: str) -> object:
    """The printed text, None for a blank cell or one that is not there."""
    return plain(row[column].raw) or None


def base_values(sheet: Sheet, expected: dict) -> Iterator[Compared]:
    yield "title", plain(sheet.title), plain(expected["title"])
    yield "annex", plain(sheet.annex), plain(expected["attachment_label"])
    yield "unit", shown(sheet["unit"], "name"), expected["unit_name"]
    for label, key in STAFF.items():
        yield label, shown(sheet["staff"], key), expected["staff"][label]
    expenses = sheet.of_kind("expense")
    yield "rows", len(expenses), len(expected["rows"])
    for row, wanted in zip(expenses, expected["rows"], strict=True):
        if not wanted["key"].startswith("project_other"):
            yield wanted["key"], row.key, wanted["key"]
        yield wanted["key"], row.label, wanted["label"]
        if wanted["parent"]:
            yield wanted["key"], row.parent, wanted["parent"]
        for column in ("prior_actual", "budget", "actual"):
            yield f"{row.key} {column}", shown(row, column), wanted[column]
    labels = [plain(sheet.columns[c]) for c in ("prior_actual", "budget", "actual")]
    yield "columns", labels, [plain(label) for label in expected["column_labels"]]
    for label, key in BUILDINGS.items():
        yield label, shown(sheet["building"], key), expected["buildings"][label]
    yield (
        "measures",
        shown(sheet["economy_measures"], "text"),
        expected["economy_measures"],
    )
    yield from signature_values(sheet, expected["footer"])


def signature_values(sheet: Sheet, expected: dict | None) -> Iterator[Compared]:
    for label, key in SIGNATURE.items() if expected else ():
        wanted = expected[label]
        found = shown(sheet["signature"], key)
        if wanted == "<redacted>":
            yield label, bool(found), True
        else:
            yield label, found, wanted


def evaluation_values(sheet: Sheet, expected: dict) -> Iterator[Compared]:
    yield "title", plain(sheet.title), plain(expected["title"])
    yield "annex", plain(sheet.annex), plain(expected["attachment_label"])
    for key, field in (
        ("unit", "unit_name"),
        ("project", "project_name"),
        ("authority", "supervising_dept"),
        ("implementer", "implementing_unit"),
    ):
        if field in expected:
            yield key, shown(sheet[key], "name"), expected[field]
    funds = sheet.of_kind("fund")
    yield "funds", len(funds), len(expected["funds"])
    for row, wanted in zip(funds, expected["funds"], strict=True):
        yield "label", row.label, wanted["label"]
        for field, column in FUNDS.items():
            yield f"{row.key} {column}", shown(row, column), wanted[field]
    for group, keys in (
        ("income_by_nature", INCOME),
        ("expenditure_by_nature", EXPENDITURE),
    ):
        for label, value in expected.get(group, {}).items():
            yield label, shown(sheet[keys[label]], "executed"), value
    for side in ("expected", "actual"):
        yield side, shown(sheet["objective"], side), plain(expected["goal"][side])
    for label, value in expected["level1_stated_weights"].items():
        yield label, shown(sheet[CLASSES[label]], "weight"), value
    indicators = sheet.of_kind("indicator")
    yield "indicators", len(indicators), len(expected["indicators"])
    for row, wanted in zip(indicators, expected["indicators"], strict=True):
        for column in INDICATOR:
            yield f"{row.key} {column}", shown(row, column), plain(wanted[column])
    for column in ("weight", "score", "note"):
        yield (
            f"total {column}",
            shown(sheet["score_total"], column),
            expected["total"][column],
        )
    yield from signature_values(sheet, expected["footer"])
    if "remark" in expected:
        yield (
            "remark",
            [plain(r.raw) for r in sheet.remarks],
            [plain(expected["remark"])],
        )


def rubric_values(sheet: Sheet, expected: dict) -> Iterator[Compared]:
    yield "title", plain(sheet.title), plain(expected["title"])
    for label, value in expected["stated_points"].items():
        items = (
            {**value, label: value["total"]}
            if isinstance(value, dict)
            else {label: value}
        )
        for item, number in items.items():
            if item != "total":
                yield item, shown(sheet[RUBRIC[item]], "points"), number


def values(filing: Filing, expected: dict) -> Iterator[Compared]:
    yield "unit", filing.unit, expected["unit_name"]
    yield "year", str(filing.year), expected["year"]
    assert filing.base is not None
    assert filing.overall is not None
    yield "money", filing.base.unit, expected["amount_unit"]
    yield from base_values(filing.base, expected["base_table"])
    yield from evaluation_values(filing.overall, expected["overall_table"])
    yield "projects", len(filing.projects), len(expected["project_tables"])
    for sheet, wanted in zip(filing.projects, expected["project_tables"], strict=True):
        yield from evaluation_values(sheet, wanted)
    trailing = expected["report"].get("trailing")
    rubric = filing.sheet("rubric")
    yield "rubric", rubric is not None, bool(trailing)
    if rubric and trailing:
        yield from rubric_values(rubric, trailing)


def filing_of(path: Path) -> Filing:
    (filing,) = filings([read(path.read_bytes(), path.name)])
    return filing


def expected_of(number: str) -> dict:
    return json.loads(
        (SHARED / "expected" / f"{number}.values.json").read_text("utf-8")
    )


@pytest.mark.parametrize(
    ("number", "path"), versions(), ids=lambda value: getattr(value, "name", value)
)
def test_every_value_is_recovered(number: str, path: Path) -> None:
    compared = list(values(filing_of(path), expected_of(number)))
    wrong = [
        (name, found, wanted) for name, found, wanted in compared if found != wanted
    ]
    assert not wrong
    assert len(compared) > 200


@pytest.mark.parametrize(
    ("number", "path"),
    [(n, p) for n, p in versions() if p.suffix == ".txt"],
    ids=lambda value: getattr(value, "name", value),
)
def test_lines_are_those_of_the_text(number: str, path: Path) -> None:
    filing, expected = filing_of(path), expected_of(number)
    wanted = {Ref("base"): expected["base_table"]["title_line"]}
    assert filing.base is not None
    for row, entry in zip(
        filing.base.of_kind("expense"), expected["base_table"]["rows"], strict=True
    ):
        wanted[Ref("base", "", row.key)] = entry["line"]
    wanted[Ref("base", "", "economy_measures")] = expected["base_table"][
        "economy_measures_line"
    ]
    wanted[Ref("base", "", "signature")] = expected["base_table"]["footer"]["line"]
    tables = [expected["overall_table"], *expected["project_tables"]]
    for sheet, table in zip(filing.evaluations, tables, strict=True):
        wanted[sheet.ref] = table["title_line"]
        wanted[Ref(sheet.form, sheet.key, "score_total")] = table["total"]["line"]
        for row, entry in zip(sheet.of_kind("fund"), table["funds"], strict=True):
            wanted[Ref(sheet.form, sheet.key, row.key)] = entry["line"]
        for row, entry in zip(
            sheet.of_kind("indicator"), table["indicators"], strict=True
        ):
            wanted[Ref(sheet.form, sheet.key, row.key)] = entry["line"]
    wrong = {
        str(ref): (filing.places[ref].lines, line)
        for ref, line in wanted.items()
        if filing.places[ref].lines[0] != line
    }
    assert not wrong


@pytest.mark.parametrize(
    ("number", "path"), versions(), ids=lambda value: getattr(value, "name", value)
)
def test_every_address_has_a_place(number: str, path: Path) -> None:
    filing = filing_of(path)
    entries = [e.ref for sheet in filing.sheets for e in sheet.entries()]
    entries += [e.ref for e in filing.report.entries()] if filing.report else []
    assert [ref for ref in entries if ref not in filing.places] == []
