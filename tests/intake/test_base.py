"""附件1 in other words and orders."""

import pytest
from intake.documents import document, only, raws

from jiping.model.filing import Sheet
from jiping.model.values import Gap

BASE = [
    ["部门名称", "云溪县档案馆", "", ""],
    ["财政供养人员情况", "编制数", "2024年实际在职人数", "控制率"],
    ["", "11", "16", "145.45%"],
    ["经费控制情况", "2023年决算数", "2024年预算数", "2024年决算数"],
    ["“三公”经费", "60000", "50000", "40000"],
    ["1.公务用车购置及运行维护费", "", "", ""],
    ["其中：公务用车购置费", "", "", ""],
    ["2.因公出国（境）费", "0", "0", "0"],
    ["3.公务接待费", "50000", "40000", "30000"],
    ["项目支出", "100", "200", "300"],
    ["1、业务工作专项", "10", "20", "30"],
    ["3、县级专项资金", "80", "160", "240"],
    ["（1）档案数字化", "40", "80", "120"],
    ["4、上级转移支付", "", "", ""],
    ["其中：重点档案保护", "10", "20", "30"],
    ["5、公务接待中心建设", "0", "0", "0"],
    ["……", "", "", ""],
    ["", "", "", ""],
    ["公用经费", "1", "2", "3"],
    ["其中：印刷费", "1", "2", "3"],
    ["水电费、差旅费", "1", "1", "1"],
    ["政府采购金额", "——", "1", "1"],
    [
        "楼堂馆所控制情况",
        "批复规模（平方米）",
        "实际规模（m²）",
        "规模控制率",
        "预算投资（万元）",
        "实际投资（万元）",
        "投资概算控制率",
    ],
    ["", "/", "/", "/", "20", "21", "105%"],
    ["厉行节约保障措施", "制度健全", "", ""],
    ["单位负责人：", "填表人：王某", "填报日期：2025.3.1", "联系电话："],
]


def base() -> Sheet:
    sheet = only(
        document("附件1", "2024年度部门整体支出绩效评价基础数据表", "单位：元", BASE)
    ).base
    assert sheet is not None
    return sheet


def test_base_table_of_other_words() -> None:
    sheet = base()
    assert sheet.unit == "元"
    assert [row.key for row in sheet.rows] == [
        "unit",
        "staff",
        "three_public",
        "vehicle",
        "vehicle_purchase",
        "abroad",
        "reception",
        "project_total",
        "project_business",
        "special_funds",
        "project_added:档案数字化",
        "transfer",
        "project_added:重点档案保护",
        "project_added:公务接待中心建设",
        "project_filler_1",
        "project_filler_2",
        "public_total",
        "public_added:印刷费",
        "public_utilities_travel",
        "procurement",
        "building",
        "economy_measures",
        "signature",
    ]
    assert sheet["staff"]["control_rate"].raw == "145.45%"
    assert (
        sheet["three_public"]["prior_actual"].unit,
        sheet["building"]["actual_investment"].unit,
    ) == ("元", "万元")
    assert sheet["procurement"]["prior_actual"].value is Gap.NOT_APPLICABLE
    assert sheet["signature"]["preparer"].raw == "王某"
    assert sheet["signature"]["head"].value is Gap.BLANK


def test_items_belong_to_the_row_that_states_their_sum() -> None:
    sheet = base()
    assert sheet["project_added:档案数字化"].parent == "special_funds"
    assert sheet["project_added:重点档案保护"].parent == "project_total"
    assert not sheet["project_added:档案数字化"].template


@pytest.mark.parametrize(
    "heads",
    [
        ["2024年预算数", "2024年决算数", "2023年决算数"],
        ["预算数", "决算数", "上年决算数"],
    ],
)
def test_expense_columns_are_told_by_their_labels(heads: list[str]) -> None:
    rows = [
        ["经费控制情况（万元）", *heads],
        ["三公经费", "2", "3", "1"],
        ["公用经费", "5", "6", "4"],
    ]
    sheet = only(document("基础数据表", rows)).base
    assert sheet is not None
    assert raws(sheet["public_total"]) == {
        "budget": "5",
        "actual": "6",
        "prior_actual": "4",
    }


def test_staff_with_labels_beside_the_numbers() -> None:
    rows = [
        [
            "财政供养人员情况（人）",
            "编制数",
            "12",
            "在职人数",
            "10",
            "控制率",
            "83.33%",
        ],
        *BASE[3:5],
    ]
    sheet = only(document("基础数据表", rows)).base
    assert sheet is not None
    assert raws(sheet["staff"]) == {
        "authorised_posts": "12",
        "staff_in_post": "10",
        "control_rate": "83.33%",
    }
