"""Invented reports of several styles, and what no paragraph may do to the reader."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiping.intake.report import read_report
from jiping.model.document import Paragraph, Place
from jiping.model.filing import Report
from jiping.model.values import Ref

REPORTS = sorted(Path(__file__).with_name("reports").glob("*.txt"))


def read(*texts: str) -> tuple[Report, dict[Ref, Place]]:
    return read_report(
        [
            Paragraph(text=text, place=Place(file="附件4.txt", lines=(line,)))
            for line, text in enumerate(texts, 1)
        ]
    )


@pytest.fixture(scope="module", params=REPORTS, ids=lambda path: path.stem)
def invented(request):
    path = request.param
    report, places = read(*path.read_text("utf-8").split("\n"))
    expected = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
    return report, lambda entry: places[entry.ref].lines[0], expected


def test_title_cover_and_end(invented):
    report, line, expected = invented
    assert (report.title, report.annex) == (expected["title"], expected["annex"])
    for part in ("cover", "attachments", "closing"):
        assert [line(entry) for entry in getattr(report, part)] == expected[part]


def test_sections(invented):
    report, line, expected = invented
    assert [
        [line(one.heading), one.level, one.number, one.heading.raw, one.role]
        for one in report.sections
    ] == expected["sections"]


def test_statements(invented):
    report, line, expected = invented
    assert [
        [
            line(one.entry),
            one.topic,
            one.aspect,
            str(one.entry.value),
            one.entry.unit,
            one.part_of,
        ]
        for one in report.statements
    ] == expected["statements"]


def test_every_address_is_unique_and_has_a_place(invented):
    report, line, _ = invented
    refs = [entry.ref for entry in report.entries()]
    assert len(refs) == len(set(refs))
    assert all(line(entry) for entry in report.entries())


def test_a_title_on_three_lines_and_again_over_the_text():
    report, _ = read(
        "附件四",
        "2023年度",
        "青石县图书馆",
        "部门整体支出绩效自评报告",
        "单位名称（盖章）：",
        "青石县图书馆整体支出绩效自评报告",
        "一、部门概况",
    )
    assert report.title == "2023年度青石县图书馆部门整体支出绩效自评报告"
    assert [entry.raw for entry in report.cover] == ["单位名称（盖章）："]


def test_a_list_of_attachments_that_lost_its_beginning():
    report, _ = read(
        "一、其他需要说明的情况", "无。", "4、政府性基金预算支出情况表", "5、情况表"
    )
    assert [entry.raw for entry in report.attachments] == [
        "4、政府性基金预算支出情况表",
        "5、情况表",
    ]
    assert [entry.raw for entry in report.sections[0].paragraphs] == ["无。"]


def test_a_sentence_with_a_number_is_no_heading():
    report, _ = read(
        "七、存在的问题",
        "（一）项目支出进度慢，资金闲置。",
        "（二）政府性基金预算编制不细。部分项目没有论证。",
        "1.人员情况不稳定。",
    )
    assert [section.key for section in report.sections] == ["problems"]
    assert len(report.sections[0].paragraphs) == 3


def test_repeated_roles_have_keys_of_their_own():
    report, _ = read("一、基本情况", "甲。", "二、单位概况", "乙。")
    assert [section.key for section in report.sections] == ["profile", "profile#2"]
    assert report.of_role("profile") == report.sections


def test_basic_spending_inside_a_fund_is_not_the_general_budgets():
    report, _ = read(
        "三、政府性基金预算支出情况", "（一）基本支出情况", "基本支出3万元。"
    )
    assert [section.role for section in report.sections] == ["government_fund", ""]
    assert [one.topic for one in report.statements] == ["government_fund.basic"]


def test_nothing_is_lost():
    texts = [
        "某某报告",
        "引言。",
        "三、项目概况",
        "一段话。",
        "（一）别的",
        "1、又一段。",
    ]
    report, _ = read(*texts)
    held = report.title + "".join(
        f"{one.raw}" for one in report.entries() if one.ref.column != "count"
    )
    for words in ("某某报告", "引言。", "项目概况", "一段话。", "别的", "又一段。"):
        assert words in held


@pytest.mark.parametrize("texts", [(), ("",), ("附件4",), ("无",), ("报告",)])
def test_next_to_nothing_is_a_report_without_chapters(texts):
    report, _ = read(*texts)
    assert report.sections == () and report.statements == ()


WORDS = st.sampled_from(
    [
        "一、",
        "二、",
        "（一）",
        "1.",
        "7、",
        "第一部分",
        "附件：",
        "报告",
        "表",
        "政府性基金",
        "基本支出",
        "项目支出情况",
        "存在的问题",
        "三公经费",
        "其中",
        "：",
        "，",
        "。",
        "；",
        "（",
        "）",
        "、",
        "和",
        "分别为",
        "均为",
        "占",
        "比上年增加",
        "万元",
        "亿元",
        "%",
        "人",
        "名",
        "个股室",
        "分",
        "1",
        "12.5",
        "1,234.56",
        "３．５",
        "五",
        "无",
        "未发生",
        "年初预算",
        "决算",
        "2023年",
        "年",
        "月",
        "日",
        "（项）",
        "用于",
        "得分",
        "自评为优",
        "合计",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=14).map("".join) | st.text(max_size=40)))
def test_no_paragraphs_make_it_raise(texts):
    report, places = read(*texts)
    entries = list(report.entries())
    assert len({entry.ref for entry in entries}) == len(entries)
    assert all(entry.ref in places for entry in entries)


def test_amounts_without_a_topic_are_the_whole_units_in_its_performance():
    chapter = (
        "六、部门整体支出绩效情况",
        "全年预算数9万元，执行数8万元，执行率88.89%。",
    )
    report, _ = read("2023年度青石县图书馆整体支出绩效自评报告", *chapter)
    assert [(one.topic, one.aspect) for one in report.statements] == [
        ("overall", "revised"),
        ("overall", "executed"),
        ("overall", "rate"),
    ]
    report, _ = read("2023年度数字图书馆项目支出绩效自评报告", *chapter)
    assert [one.topic for one in report.statements] == ["", "", "execution_rate"]
