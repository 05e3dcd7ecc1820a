"""附件2 of a unit that does not exist, to be sent in many ways."""

from intake.documents import document, only, raws

from jiping.model.filing import Sheet
from jiping.model.values import Gap

FUND_HEADER = [
    "年度预算申请（万元）",
    "",
    "年初预算数",
    "全年预算数",
    "全年执行数",
    "分值",
    "执行率",
    "自评得分",
]


INDICATOR_HEADER = [
    "绩效指标",
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "自评得分",
    "偏差原因分析及改进措施",
]


OVERALL = [
    ["预算部门、单位名称", "云溪县水文站"],
    FUND_HEADER,
    ["", "年度资金总额", "100.50", "120.50", "110.20", "10", "91.45%", "9.15"],
    ["", "按收入性质分：", "按支出性质分："],
    ["", "其中：一般公共预算：\n110.20", "其中：基本支出：60.20"],
    ["", "政府性基金拨款：", "项目支出：50.00"],
    ["年度总体目标", "预期目标", "实际完成情况"],
    ["", "按时测报", "已按时测报"],
]


INDICATORS = [
    INDICATOR_HEADER,
    [
        "",
        "产\n出\n指\n标\n（50 分）",
        "数量指标",
        "测报站点",
        "≥10个",
        "12个",
        "25",
        "25",
        "",
    ],
    ["", "", "质量指标", "合格率", "≥95%", "96%", "25", "25", ""],
    ["", "效益指标\n（30分）", "经济效益指标", "", "", "", "", "", ""],
    ["", "", "社会效益指标", "预警次数", "≥3次", "4次", "30", "30", ""],
]


REST = [
    [
        "",
        "满意度指标（10分）",
        "服务对象满意度指标",
        "群众满意度",
        "≥90%",
        "91%",
        "10",
        "10",
        "",
    ],
    ["总分", "100", "99.15", ""],
]


TITLE = "2024年度部门整体支出绩效自评表"


WHOLE = [*OVERALL, *INDICATORS, *REST]


def overall(*blocks: object) -> Sheet:
    sheet = only(document(*blocks)).overall
    assert sheet is not None
    return sheet


def check_water_station(sheet: Sheet) -> None:
    """The table above, however it was sent."""
    assert sheet["unit"]["name"].raw == "云溪县水文站"
    assert raws(sheet["total"]) == {
        "initial": "100.50",
        "revised": "120.50",
        "executed": "110.20",
        "weight": "10",
        "rate": "91.45%",
        "score": "9.15",
    }
    assert sheet["general_budget"]["executed"].raw == "110.20"
    assert sheet["government_fund"]["executed"].value is Gap.BLANK
    assert sheet["project_spending"]["executed"].raw == "50.00"
    assert raws(sheet["objective"]) == {"expected": "按时测报", "actual": "已按时测报"}
    assert [row.key for row in sheet.of_kind("indicator")] == [
        "output.quantity.测报站点",
        "output.quality.合格率",
        "benefit.economic#1",
        "benefit.social.预警次数",
        "satisfaction.service.群众满意度",
    ]
    assert raws(sheet["output.quality.合格率"]) == {
        "level1": "产出指标",
        "level2": "质量指标",
        "level3": "合格率",
        "target": "≥95%",
        "actual": "96%",
        "weight": "25",
        "score": "25",
        "deviation_note": "",
    }
    assert [row.cells["weight"].raw for row in sheet.of_kind("class")] == [
        "50",
        "30",
        "10",
    ]
    assert raws(sheet["score_total"]) == {"weight": "100", "score": "99.15", "note": ""}
