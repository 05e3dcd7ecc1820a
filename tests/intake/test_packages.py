"""Packages put together in all ways."""

import pytest
from intake.documents import document, only, texts
from intake.water_station import FUND_HEADER, INDICATORS, REST, TITLE, WHOLE

from jiping.intake import filings
from jiping.model.document import Document, Place
from jiping.model.values import Gap, Ref


def project(name: str) -> list[list[str]]:
    return [
        ["项目支出名称", name],
        ["主管部门", "", "实施单位", "云溪县水文站"],
        FUND_HEADER,
        ["", "年度资金总额", "/", "/", "/", "/", "/", "/"],
        *INDICATORS[:2],
        REST[1],
    ]


def test_several_project_tables_of_one_table_and_of_one_name() -> None:
    other = [row if row[0] != "总分" else ["总分", "100", "1", ""] for row in WHOLE]
    longer = [*project("测报"), other[-1]]
    filing = only(
        document(
            "附件3",
            "项目支出绩效自评表",
            [*project("测报"), *project("维护")],
            "附件3",
            "项目支出绩效自评表",
            longer,
        )
    )
    assert [sheet.key for sheet in filing.projects] == ["测报", "维护", "测报#2"]
    assert filing.projects[0]["total"]["executed"].value is Gap.NOT_APPLICABLE
    assert filing.projects[0]["authority"]["name"].value is Gap.BLANK
    assert Ref("project", "测报#2", "total", "score") in filing.places


def test_a_project_table_sent_twice_word_for_word_is_read_once() -> None:
    title = ("附件3", "项目支出绩效自评表")
    filing = only(document(*title, project("测报"), *title, project("测报")))
    assert [sheet.key for sheet in filing.projects] == ["测报"]
    assert "内容相同的两张，只读入一张" in texts(filing)


def test_of_an_annex_sent_twice_the_first_is_taken() -> None:
    other = [row if row[0] != "总分" else ["总分", "100", "1", ""] for row in WHOLE]
    filing = only(document(TITLE, WHOLE, TITLE, other))
    assert len(filing.of_form("overall")) == 1
    assert filing.overall is not None
    assert filing.overall["score_total"]["score"].raw == "99.15"
    assert "有两张" in texts(filing)


def test_two_units_give_two_filings() -> None:
    other = [["预算部门、单位名称", "青石县畜牧站"], *WHOLE[1:]]
    found = filings(
        [
            document(
                TITLE,
                WHOLE,
                "附件3",
                "项目支出绩效自评表",
                project("测报"),
                TITLE,
                other,
            )
        ]
    )
    assert [filing.unit for filing in found] == ["云溪县水文站", "青石县畜牧站"]
    assert [len(filing.projects) for filing in found] == [1, 0]
    assert all("2个单位" in texts(filing) for filing in found)


def test_files_of_one_package_in_any_order() -> None:
    report = document(
        "2024年度云溪县水文站整体支出绩效自评报告",
        "一、部门基本情况",
        "编制10人，绩效良好。",
        "二、一般公共预算支出情况",
        "基本支出60.20万元。",
        file="报告.docx",
    )
    filing = only(
        report,
        document(
            "附件3", "2023年度项目支出绩效自评表", project("测报"), file="三.docx"
        ),
        document(TITLE, WHOLE, file="二.docx"),
    )
    assert [sheet.form for sheet in filing.sheets] == ["overall", "project"]
    assert filing.report is not None
    assert filing.files == ("报告.docx", "三.docx", "二.docx")
    assert "请核对年度" in texts(filing)
    assert filing.places[Ref("overall", "", "total", "initial")].file == "二.docx"


def test_a_table_of_no_known_kind_is_named_and_the_report_goes_on_after_it() -> None:
    filing = only(
        document(
            "附件4",
            "2024年度云溪县水文站整体支出绩效自评报告",
            "一、部门基本情况",
            "绩效目标完成良好，全年测报及时，编制10人，在职9人，按时完成各项任务。",
            [["月份", "雨量"], ["1月", "12"]],
            "二、一般公共预算支出情况",
            "基本支出60.20万元。",
        )
    )
    assert filing.report is not None
    assert [section.number for section in filing.report.sections] == ["一", "二"]
    assert "“月份、雨量、1月”不是绩效自评的已知表" in texts(filing)


def test_the_list_of_checks_of_our_own_workbooks_is_no_table_of_the_filing() -> None:
    filing = only(
        document(
            "2023年度部门整体支出绩效自评表",
            WHOLE,
            [["勾稽规则", "核对什么", "结果"], ["ZJ201", "总额", "相符"]],
        )
    )
    assert filing.overall is not None
    assert "ZJ201" not in {row.label for row in filing.overall.rows}
    assert "已知表" not in texts(filing)


EXPENSES = [
    ["经费控制情况", "2023年决算数", "2024年预算数", "2024年决算数"],
    ["三公经费", "6", "5", "4"],
]


SIGNS = {
    "430000-hunan": ("预算部门、单位名称", "3、省级专项资金", "省级专项资金"),
    "430600-yueyang": (
        "市级预算部门名称",
        "3、市级专项资金（一个专项一行）",
        "市级预算部门名称",
    ),
    "430602-yueyanglou": (
        "预算单位名称",
        "3、区级专项资金(一个专项一行)",
        "上级转移支付",
    ),
}


@pytest.mark.parametrize(("place", "labels"), SIGNS.items())
def test_a_layout_is_told_by_its_signs(
    place: str, labels: tuple[str, str, str]
) -> None:
    name, special, shown = labels
    title = "预算单位" if place.endswith("lou") else "部门"
    rows = [
        *EXPENSES,
        [special, "", "", ""],
        *([["4、上级转移支付", "", "", ""]] if title == "预算单位" else []),
    ]
    filing = only(
        document(
            f"2024年度{title}整体支出绩效评价基础数据表",
            rows,
            f"2024年度{title}整体支出绩效自评表",
            [[name, "云溪县水文站"], *WHOLE[1:]],
        )
    )
    assert filing.layout == f"{place}/department-2023"
    assert f"“{shown}”" in texts(filing)


def test_a_label_that_many_forms_print_does_not_make_a_layout() -> None:
    filing = only(document(TITLE, [["预算单位名称", "云溪县水文站"], *WHOLE[1:]]))
    assert filing.layout == ""


@pytest.mark.parametrize(
    "sent", [[], [document("你好")], [document([["姓名", "电话"], ["甲", "1"]])]]
)
def test_what_is_no_filing_is_said_to_be_none(sent: list[Document]) -> None:
    (filing,) = filings(sent)
    assert (filing.sheets, filing.report, filing.unit) == ((), None, "")
    assert next(n.text for n in filing.notes if n.level == "error").startswith(
        "这不是绩效自评材料"
    )


def test_places_are_those_of_the_cells() -> None:
    filing = only(document("附件2", TITLE, WHOLE))
    place = filing.places[Ref("overall", "", "output.quality.合格率", "score")]
    assert place == Place(file="材料.docx", table=1, row=11, column=8)
    level1 = filing.places[Ref("overall", "", "output.quality.合格率", "level1")]
    assert (level1.row, level1.column) == (10, 2)


def test_a_list_of_annexes_is_no_title_of_the_table_after_it() -> None:
    filing = only(
        document(
            "2024年度云溪县水文站整体支出绩效自评报告",
            "一、部门基本情况",
            "编制10人。",
            "二、一般公共预算支出情况",
            "基本支出60.20万元。",
            "报告需要以下附件：",
            "1.部门整体支出绩效评价基础数据表",
            "2.政府性基金预算支出情况表",
            WHOLE,
        )
    )
    assert filing.overall is not None
    assert filing.overall.title == ""
    assert filing.report is not None
    assert len(filing.report.attachments) == 2


def test_a_report_inside_a_frame() -> None:
    text = "2024年度云溪县水文站整体支出绩效自评报告\n一、部门基本情况\n编制10人，绩效良好。\n二、一般公共预算支出情况\n基本支出60.20万元。"
    filing = only(document([["附件4"], [text]]))
    assert filing.unit == "云溪县水文站"
    assert filing.report is not None
    assert [section.number for section in filing.report.sections] == ["一", "二"]


def test_names_between_title_and_table() -> None:
    (sheet,) = only(
        document(
            "附件3",
            "项目支出绩效自评表",
            "（2024年度）",
            "项目名称：测报  填报日期：2025年1月2日",
            "单位：元",
            project("测报")[1:],
        )
    ).projects
    assert (sheet.key, sheet.year, sheet["signature"]["date"].raw) == (
        "测报",
        2024,
        "2025年1月2日",
    )
    assert sheet["total"]["executed"].unit == "万元"


def test_tables_that_name_different_units_of_one_package_are_pointed_out() -> None:
    filing = only(
        document(
            "2024年度青石县畜牧站整体支出绩效自评报告",
            "一、部门基本情况",
            "编制10人，绩效良好，全年各项任务按时完成，资金使用规范，没有超支，也没有结余。",
            "附件2",
            TITLE,
            WHOLE,
        )
    )
    assert "写的单位是青石县畜牧站，与云溪县水文站不同" in texts(filing)


def test_an_amount_of_no_known_kind_is_said_to_be_unread() -> None:
    rows = [*WHOLE[:6], ["", "其他资金：5.22", "其他支出：1.20"], *WHOLE[6:]]
    filing = only(document(TITLE, rows))
    assert filing.overall is not None
    assert filing.overall["other_income"]["executed"].raw == "5.22"
    assert "“其他支出：1.20”不属于已知栏目" in texts(filing)


def test_the_list_of_what_is_attached_belongs_to_the_report() -> None:
    filing = only(
        document(
            TITLE,
            WHOLE,
            "附件4",
            "2023年度云溪县水文站部门整体支出绩效自评报告",
            "一、部门基本情况",
            "本站负责全县水文测报。核定编制14名，年末在职13人，退休9人。",
            "六、部门整体支出绩效情况",
            "全年测报水情1200次，预警8次，准确率98%，服务对象满意度97%。",
            "",
            "附件：1.部门整体支出绩效评价基础数据表",
            "2.部门整体支出绩效自评表",
        )
    )
    assert filing.report is not None
    assert len(filing.report.attachments) == 2
    assert "未读入" not in texts(filing)


@pytest.mark.parametrize(
    "listed",
    [
        ["附：1.部门整体支出绩效评价基础数据表", "    2.项目支出绩效自评表（2份）"],
        ["附表：1、部门整体支出绩效评价基础数据表；2—3.项目支出绩效自评表"],
        ["附件：1．基础数据表　2．项目支出绩效自评表（2张）"],
    ],
)
def test_a_list_of_attachments_in_front_of_the_tables(listed: list[str]) -> None:
    filing = only(
        document(
            "2023年度云溪县水文站部门整体支出绩效自评报告",
            "一、部门基本情况",
            "本站负责全县水文测报。核定编制14名，年末在职13人，退休9人。",
            "六、部门整体支出绩效情况",
            "全年测报水情1200次，预警8次，准确率98%，服务对象满意度97%。",
            *listed,
            "附表1",
            "部门人员经费明细表",
            "金额单位：元",
            WHOLE,
        )
    )
    assert filing.report is not None
    assert len(filing.report.attachments) == 2
    assert "不属于任何一张表" not in texts(filing)
    assert filing.overall is not None
    assert (filing.overall.annex, filing.overall.title, filing.overall.unit) == (
        "附表1",
        "部门人员经费明细表",
        "元",
    )


@pytest.mark.parametrize("dated", ["2024年5月30日", "2024年    月    日"])
def test_the_date_under_a_report_is_no_part_of_the_next_title(dated: str) -> None:
    filing = only(
        document(
            "附件4",
            "2023年度云溪县水文站部门整体支出绩效自评报告",
            "一、部门基本情况",
            "本站负责全县水文测报。核定编制14名，年末在职13人，退休9人。",
            "六、部门整体支出绩效情况",
            "全年测报水情1200次，预警8次，准确率98%，服务对象满意度97%。",
            dated,
            "2023年度部门整体支出绩效自评表",
            WHOLE,
        )
    )
    assert filing.overall is not None
    assert filing.overall.year == 2023
    assert "写的是2024年" not in texts(filing)


@pytest.mark.parametrize(
    ("above", "unit"), [("青石县档案馆", "青石县档案馆"), ("青石县财政局：", "")]
)
def test_a_report_of_parts_with_its_unit_above_a_title_of_two_lines(
    above: str, unit: str
) -> None:
    filing = only(
        document(
            above,
            "2023年度部门整体支出",
            "绩 效 自 评 报 告",
            "（2024年5月）",
            "第一部分  部门基本情况",
            "负责全县档案管理。核定编制12名，年末在职11人。",
            "第二部分 一般公共预算支出情况",
            "全年一般公共预算支出200.50万元，其中基本支出150.50万元。",
        )
    )
    assert filing.unit == unit
    assert filing.report is not None
    assert [(s.number, s.role) for s in filing.report.sections] == [
        ("第一部分", "profile"),
        ("第二部分", "general_budget"),
    ]
