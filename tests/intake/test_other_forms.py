"""Tables that no layout describes, read by their labels."""

import pytest
from intake.documents import document, only, raws, texts
from intake.water_station import INDICATORS, REST

from jiping.model.filing import Sheet


def test_tables_without_header_are_read_in_the_usual_order_and_said_so() -> None:
    filing = only(
        document(
            "基础数据表",
            [
                ["三公经费", "1", "2", "3"],
                ["2、出国经费", "", "", ""],
                ["项目支出", "1", "2", "3"],
            ],
            "部门整体支出绩效自评表",
            [*(row[1:] for row in INDICATORS[1:]), REST[1]],
        )
    )
    assert filing.base is not None
    assert filing.overall is not None
    assert raws(filing.base["project_total"]) == {
        "prior_actual": "1",
        "budget": "2",
        "actual": "3",
    }
    assert filing.overall["output.quantity.测报站点"]["score"].raw == "25"
    assert texts(filing).count("没有表头") == 2


def test_a_form_with_sign_and_unit_in_columns_of_their_own() -> None:
    filing = only(
        document(
            "部门预算项目支出绩效自评表（2023年度）",
            "金额单位：元",
            [
                ["项目名称", ("法律援助", 9)],
                [
                    "主管部门",
                    ("青石县司法局", 4),
                    "实施单位（盖章）",
                    ("青石县司法局", 4),
                ],
                ["项目年度目标", ("保障办案", 9)],
                ["项目年度目标完成情况", ("完成", 9)],
                [
                    "预算执行情况",
                    "",
                    "年初预算",
                    "调整后预算数",
                    "预算执行数",
                    "预算执行率",
                    "权重",
                    "得分",
                    "原因",
                ],
                ["", "总额", "300000", "33600.5", "33600.5", "100%", "10", "10", ""],
                [
                    "",
                    "其中：财政资金",
                    "300000",
                    "33600.5",
                    "33600.5",
                    "100%",
                    "/",
                    "/",
                    "/",
                ],
                [
                    "绩效指标",
                    "一级指标",
                    "二级指标",
                    "三级指标",
                    "指标性质",
                    "指标值",
                    "度量单位",
                    "完成值",
                    "权重",
                    "得分",
                    "未完成原因分析",
                ],
                [
                    "",
                    "产出指标",
                    "数量指标",
                    "办案数",
                    "≥",
                    "120",
                    "件",
                    "130",
                    "60",
                    "60",
                    "",
                ],
                [
                    "",
                    "效益指标",
                    "社会效益指标",
                    "公平",
                    "定性",
                    "优良中低差",
                    "",
                    "优",
                    "30",
                    "30",
                    "",
                ],
                ["合计", "100", "100", ""],
                ["评价结论", ("自评良好", 9)],
            ],
        )
    )
    (sheet,) = filing.projects
    assert (sheet.key, sheet.unit, sheet.year) == ("法律援助", "元", 2023)
    assert raws(sheet["objective"]) == {"expected": "保障办案", "actual": "完成"}
    assert raws(sheet["total"])["revised"] == "33600.5"
    cases = sheet["output.quantity.办案数"]
    assert (cases["target"].raw, cases["actual"].raw) == ("≥120件", "130")
    assert cases["actual"].measure is not None
    assert cases["actual"].measure.unit == "件"
    assert sheet["benefit.social.公平"]["target"].raw == "优良中低差"
    assert [remark.raw for remark in sheet.remarks] == ["评价结论：自评良好"]
    assert (filing.layout, filing.unit) == ("", "青石县司法局")
    assert "没有认出是哪一种表式" in texts(filing)


def test_a_form_with_letters_and_points_before_values() -> None:
    (sheet,) = only(
        document(
            "附件1：",
            "2022年度转移支付资金绩效自评表",
            [
                ["项目名称", ("灌溉渠", 6)],
                [
                    "项目资金（万元）",
                    "",
                    "全年预算数（A）",
                    "全年执行数（B）",
                    "分值",
                    "执行率（B/A）",
                    "得分",
                ],
                ["", "年度资金总额：", "310.2", "154.74", "10", "50%", "5"],
                [
                    "绩效指标",
                    "一级指标",
                    "二级指标",
                    "三级指标",
                    "分值",
                    "年度指标值",
                    "全年实际值",
                    "得分",
                    "未完成原因及拟采取的改进措施",
                ],
                [
                    "",
                    "产出指标（70分）",
                    "数量指标",
                    "渠长",
                    "70",
                    "≥266米",
                    "270米",
                    "70",
                    "",
                ],
                [("总分", 4), "80", ("", 2), "75", ""],
            ],
            "注：1.得分不能超过分值。",
            "2.定性指标分三档。",
        )
    ).projects
    assert "initial" not in sheet["total"]
    assert raws(sheet["total"])["rate"] == "50%"
    assert raws(sheet["output.quantity.渠长"])["target"] == "≥266米"
    assert raws(sheet["score_total"]) == {"weight": "80", "score": "75", "note": ""}
    assert len(sheet.remarks) == 2


def test_fund_table_with_a_header_of_two_rows() -> None:
    sheet = only(
        document(
            "附件4",
            "政府性基金预算支出情况表",
            "单位：万元",
            [
                [
                    ("项目", 2),
                    ("年初结转和结余", 1, 2),
                    ("本年收入", 1, 2),
                    ("本年支出", 3),
                    ("年末结转和结余", 1, 2),
                ],
                ["科目编码", "科目名称", "小计", "基本支出", "项目支出"],
                [("合计", 2), "0", "34.5", "34.5", "0", "34.5", "0"],
                ["212", "城乡社区支出", "0", "34.5", "34.5", "0", "34.5", "0"],
            ],
        )
    ).sheet("funds", "government_fund")
    assert sheet is not None
    assert raws(sheet["total"]) == {
        "opening_balance": "0",
        "income": "34.5",
        "expenditure": "34.5",
        "basic": "0",
        "project": "34.5",
        "closing_balance": "0",
    }
    assert raws(sheet["212城乡社区支出"]) == raws(sheet["total"])


def test_rubric_filled_in() -> None:
    sheet = only(
        document(
            "附件5",
            "部门整体支出绩效自评工作考核评分表",
            [
                ["一级指标", "二级指标", "评分标准", "所需佐证材料", "得分"],
                ["布置工作\n\n10分", "自评通知\n（8分）", "印发得2分", "通知", "7"],
                ["", "工作小组（2分）", "成立得2分", "", "2"],
                ["合计", "100分", "", "", "9"],
            ],
        )
    ).sheet("rubric")
    assert sheet is not None
    assert raws(sheet["notice"]) == {
        "item": "自评通知",
        "points": "8",
        "standard": "印发得2分",
        "evidence": "通知",
        "score": "7",
    }
    assert sheet["working_group"].parent == "assign"
    assert (
        sheet["assign"]["points"].raw,
        sheet["total"]["points"].raw,
        sheet["total"]["score"].raw,
    ) == ("10", "100", "9")


ELEVEN = [
    "一级指标",
    "二级指标",
    "三级指标",
    "指标内容",
    "计算符号",
    "目标值",
    "计量单位",
    "权重",
    "全年实际值",
    "得分",
    "评分说明",
]


def elsewhere(*sources: list[str]) -> Sheet:
    money = ["年初预算数", "调整后预算数（A）", "全年执行数（B）", "执行率（B/A）"]
    rows = [
        ["项目名称", "重大传染病防控", "项目类别", "特定目标类"],
        ["预算执行情况（10分）", "资金来源", *money, "权重", "得分", "经办人意见"],
        ["", "合计", "100", "120", "120", "100%", "10", "10", ""],
        *sources,
        ELEVEN,
        [
            "效益指标（90分）",
            "社会效益指标",
            "发病率",
            "反向指标",
            "≤",
            "420",
            "1/10万",
            "90",
            "398.6",
            "90",
            "按实际值核定",
        ],
        ["合计", "", "", "", "", "", "", "100", "", "100", ""],
    ]
    (sheet,) = only(document("附表3", "项目支出绩效自评表", rows)).projects
    return sheet


def source(label: str, *amounts: str) -> list[str]:
    return ["", label, *amounts, "100%", "/", "/", ""]


def test_sources_by_level_of_government_are_parts_of_the_total() -> None:
    sheet = elsewhere(
        source("1.中央补助", "80", "90", "90"),
        source("2.县级配套", "20", "30", "30"),
        source("（1）预备费", "5", "5", "5"),
        source("4.其他资金", "0", "0", "0"),
        source("按用途：项目支出", "100", "120", "120"),
    )
    assert {row.key: row.parent for row in sheet.of_kind("fund")} == {
        "total": "",
        "fund_added:中央补助": "total",
        "fund_added:县级配套": "total",
        "fund_added:预备费": "fund_added:县级配套",
        "other_funds": "total",
    }
    assert sheet["project_spending"]["revised"].raw == "120"


@pytest.mark.parametrize(
    ("grant", "parent"),
    [(("100", "120", "120"), "current"), (("50", "60", "60"), "total")],
)
def test_a_source_without_number_is_told_by_the_amounts(
    grant: tuple[str, ...], parent: str
) -> None:
    sheet = elsewhere(
        source("其中：财政拨款", *grant), source("省级资金", "50", "60", "60")
    )
    assert sheet["fund_added:省级资金"].parent == parent


def test_a_table_of_eleven_columns() -> None:
    sheet = elsewhere()
    row = sheet["benefit.social.发病率"]
    assert raws(row) == {
        "level1": "效益指标",
        "level2": "社会效益指标",
        "level3": "发病率",
        "content": "反向指标",
        "target": "≤420 1/10万",
        "weight": "90",
        "actual": "398.6",
        "score": "90",
        "deviation_note": "按实际值核定",
    }
    assert row["target"].measure is not None
    assert row["target"].measure.number == 420
    assert raws(sheet["score_total"]) == {
        "weight": "100",
        "score": "100",
        "note": "",
    }


def test_columns_that_no_form_has_are_named() -> None:
    rows = [
        ["", "年初预算数", "全年预算数", "全年执行数", "经办人意见"],
        ["年度资金总额", "1", "1", "1", "同意"],
    ]
    filing = only(document("附件3", "项目支出绩效自评表", [["项目名称", "甲"], *rows]))
    assert "附件3（甲）有不认识的栏目：“经办人意见”" in texts(filing)


@pytest.mark.parametrize(
    "cells",
    [
        ["100", "97.5", "", ""],
        ["", "", "", "", "", "100", "97.5", ""],
        ["", "100", "97.5"],
    ],
)
def test_points_and_score_of_the_total_wherever_cells_were_merged(
    cells: list[str],
) -> None:
    rows = [INDICATORS[0], INDICATORS[1], ["总分", *cells]]
    filing = only(document("附件2", "部门整体支出绩效自评表", rows))
    assert filing.overall is not None
    total = raws(filing.overall["score_total"])
    assert (total["weight"], total["score"]) == ("100", "97.5")


def test_a_rubric_whose_total_prints_the_score_alone() -> None:
    sheet = only(
        document(
            "附件5",
            "部门整体支出绩效自评工作考核评分表",
            [
                ["一级指标", "二级指标", "评分标准", "自评得分"],
                ["布置工作（10分）", "自评通知（8分）", "印发得2分", "7"],
                ["合计", "", "", "7"],
            ],
        )
    ).sheet("rubric")
    assert sheet is not None
    assert raws(sheet["total"]) == {"score": "7"}
