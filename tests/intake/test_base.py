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


ELSEWHERE = [
    ["单位名称", "云溪县疾控中心", "单位性质", "公益一类"],
    ["编制数（名）", "年末在职人数（名）", "在编占比（在职/编制）", "内设科室（个）"],
    ["48", "45", "93.75%", "6"],
    [
        "经费项目",
        "2023年度决算",
        "2024年年初预算（A）",
        "2024年调整后预算（B）",
        "2024年度决算（C）",
        "C/B",
    ],
    ["一、“三公”经费合计", "6", "7", "8", "5", "62.5%"],
    ["（一）公务用车购置及运行维护费", "6", "7", "8", "5", "62.5%"],
    ["1.购置费", "0", "0", "0", "0", "—"],
    ["2.运行维护费", "6", "7", "8", "5", "62.5%"],
    ["二、基本支出", "30", "30", "30", "30", "100%"],
    ["（一）人员经费", "20", "20", "20", "20", "100%"],
    ["（二）公用经费", "10", "10", "10", "10", "100%"],
    ["其中：办公费、印刷费", "4", "4", "4", "4", "100%"],
    ["三、项目支出", "70", "60", "65", "65", "100%"],
    ["（一）免疫规划", "30", "30", "35", "35", "100%"],
    ["1.冷链设备", "10", "10", "15", "15", "100%"],
    ["其中：冷藏车", "5", "5", "5", "5", "100%"],
    ["疫苗箱", "5", "5", "10", "10", "100%"],
    ["（二）慢病防控", "40", "30", "30", "30", "100%"],
    ["四、支出合计（二+三）", "100", "90", "95", "95", "100%"],
    ["五、当年完工的楼堂馆所", "无", "无", "无", "无", "—"],
]


def test_a_base_table_of_another_province() -> None:
    sheet = only(document("附表1", "部门基本情况和经费表", ELSEWHERE)).base
    assert sheet is not None
    assert raws(sheet["staff"]) == {
        "authorised_posts": "48",
        "staff_in_post": "45",
        "control_rate": "93.75%",
    }
    assert raws(sheet["vehicle_running"]) == {
        "prior_actual": "6",
        "budget": "7",
        "revised": "8",
        "actual": "5",
        "rate": "62.5%",
    }
    assert {row.key: row.parent for row in sheet.of_kind("expense")} == {
        "three_public": "",
        "vehicle": "three_public",
        "vehicle_purchase": "vehicle",
        "vehicle_running": "vehicle",
        "basic_total": "",
        "personnel": "basic_total",
        "public_total": "",
        "public_added:办公费、印刷费": "public_total",
        "project_total": "",
        "project_added:免疫规划": "project_total",
        "project_added:冷链设备": "project_added:免疫规划",
        "project_added:冷藏车": "project_added:冷链设备",
        "project_added:疫苗箱": "project_added:冷链设备",
        "project_added:慢病防控": "project_total",
        "spending_total": "",
    }
    assert [remark.raw for remark in sheet.remarks] == ["五、当年完工的楼堂馆所：无"]


def test_a_lone_column_of_budgets_is_the_budget() -> None:
    rows = [
        ["经费控制情况（万元）", "上年决算数", "调整后预算数", "决算数"],
        ["三公经费", "1", "2", "3"],
    ]
    sheet = only(document("基础数据表", rows)).base
    assert sheet is not None
    assert raws(sheet["three_public"])["budget"] == "2"


@pytest.mark.parametrize(
    ("labels", "parents"),
    [
        # Loose numbering: a number that goes on from the row above is no part of it.
        (["2、运行维护经费", "（3）县志编修"], ["project_total", "project_total"]),
        (["1、业务工作经费", "（1）甲"], ["project_total", "project_business"]),
        (
            ["1、业务工作经费", "其中：甲", "其中：乙", "2、丙"],
            ["project_total", "project_business", "project_business", "project_total"],
        ),
    ],
)
def test_rows_belong_where_their_numbers_put_them(
    labels: list[str], parents: list[str]
) -> None:
    rows = [BASE[3], BASE[9], *([label, "1", "1", "1"] for label in labels)]
    sheet = only(document("基础数据表", rows)).base
    assert sheet is not None
    assert [row.parent for row in sheet.rows[1:]] == parents
