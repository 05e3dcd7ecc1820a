"""Layouts of other provinces and years, in the text that is taken from Word.

The labels are those of the printed forms; units, names and figures are invented.
"""

import pytest
from intake.documents import raws

from jiping.model.filing import Sheet
from jiping.pipeline import check_text

SICHUAN_TRANSFER = """附件1
2022年度转移支付项目绩效自评表
项目名称|灌区维修养护
主管部门|江岭县水利局|实施单位|江岭县灌区管理站
项目负责人及电话|王某 0838-0000000
项目资金（万元）||全年预算数（A）|全年执行数（B）|分值|执行率（B/A）|得分
|年度资金总额：|310.20|294.69|10|95.00%|9.50
|其中：本年财政拨款|300.20|284.69|—|—|—
|其他资金|10.00|10.00|—|—|—
年度总体目标|年初设定目标|全年实际完成情况
|维修渠道8公里|维修渠道8.2公里
绩效指标|一级指标|二级指标|三级指标|分值|年度指标值|全年实际值|得分|未完成原因及拟采取的改进措施
|产出指标|数量指标|渠道维修长度|30|≥8公里|8.2公里|30|
||成本指标|工程投资|20|≤310.2万元|294.69万元|20|
|效益指标|社会效益指标|受益人口|30|≥1.2万人|12300人|30|
|满意度指标|服务对象满意度指标|受益群众满意度|10|≥90%|93%|10|
总分||||100|||99.50|
注：1.得分一档最高不能超过该指标分值上限。
"""
SICHUAN_SYSTEM = """部门预算项目支出绩效自评表（2023年度）
金额单位：元
项目名称|51082323T000008312345-法律援助办案经费
主管部门|江岭县司法局|实施单位（盖章）|江岭县法律援助中心
项目年度目标|办理案件120件以上
项目年度目标完成情况|办理130件
预算执行情况（10分）||年初预算|调整后预算数|预算执行数|预算执行率|权重|得分|原因
|总额|300,000.00|336,000.50|336,000.50|100.00%|10|10|
|其中：财政资金|300,000.00|330,000.50|330,000.50|100.00%|/|/|/
|财政专户管理资金|0.00|0.00|0.00|0.00%|/|/|/
|单位资金|0.00|6,000.00|6,000.00|100.00%|/|/|/
|其他资金|0.00|0.00|0.00|0.00%|/|/|/
绩效指标（90分）|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分|未完成原因分析
|产出指标|数量指标|办理案件数|≥|120|件|130|30|30|
||时效指标|支付时限|≤|12|月|12|20|20|
|效益指标|社会效益指标|维护公平正义|定性|优良中低差||优|30|30|
|满意度指标|服务对象满意度指标|受援人满意度|≥|90|%|95|10|10|
合计||||||||100|100|
评价结论|自评100分
项目负责人：李某|财务负责人：张某
"""
CHONGQING = """2021年度部门整体绩效自评表
主管部门|巴岭区农业农村委|财政处室|农业科|自评总分|98.57
部门整体支出（万元）|年初预算数|全年（调整）预算数|全年执行数|执行率|执行率权重|执行率得分
|1200.00|1400.00|1200.00|85.71%|10|8.57
当年整体绩效目标|年初绩效目标|全年绩效目标完成情况
|建成高标准农田2万亩|建成2.1万亩
绩效指标|指标名称|计量单位|指标性质|年初指标值|调整指标值|全年完成值|得分系数（%）|指标权重|指标得分|是否核心指标
|高标准农田建设面积|万亩|≥|2|2.1|2.1|100|60|60|是
|农户满意度|%|≥|90|90|93|100|30|30|否
"""
JIANGXI = """江岭县2017年度项目支出绩效自评表
单位：万元
项目名称|农村改厕补助|项目类型|一次性项目
主管部门|江岭县农业局|项目单位|江岭县农村能源站
项目资金|资金来源|预算数|到位数|实际支出数|执行率|备注
|合计|200|200|190|95%|
|中央财政|100|100|100|100%|
|省级财政|50|50|50|100%|
|市县财政|50|50|40|80%|
一级指标|二级指标|三级指标|分值|评分标准|指标值|完成值|自评得分
投入（20分）|项目立项|立项规范性|20|规范得满分|规范|规范|20
过程（20分）|业务管理|制度健全性|20|健全得满分|健全|健全|20
产出（30分）|项目产出|实际完成率|30|按比例|100%|100%|30
效果（30分）|项目效益|受益户数|30|按比例|1000户|1020户|30
合计|||100||||100
"""
HUBEI = """2022年度 项 目 支 出 绩 效 自 评 表
填报日期：2023年3月1日    总分：97.5
项目名称|实验教学设备更新
主管部门|楚岭省教育厅|项目实施单位|楚岭师范学院
预算执行情况（万元）（20分）||预算数（A）|执行数（B）|执行率（B/A）|得分（20分*执行率）
|年度财政资金总额|500|437.5|87.5%|17.5
年度绩效目标1（80分）|一级指标|二级指标|三级指标|年初目标值（A）|实际完成值（B）|得分
|产出指标（40分）|数量指标|更新设备|≥100台套|112台套|40
|效益指标（40分）|社会效益指标|服务学生|≥3000人次|3500人次|40
偏差大或目标未完成原因分析|采购流程较长
"""
HAIDIAN = """项目支出绩效自评表
(2016年度)
项目名称|社区图书角建设
主管部门及代码|海岭区文化委 0110|实施单位|海岭区图书馆
项目资金（万元）||年初预算数（A）|全年执行数（B）|分值（10分）|执行率（B/A）|得分|得分计算方法
|年度资金总额：|100|98|10|98%|9.8|执行率*该指标分值
|其中：本年一般公共预算拨款|90|88||||
|其他资金|10|10||||
绩效指标|一级指标|二级指标|三级指标|分值|年度指标值（A）|全年实际值（B）|得分计算方法|得分|未完成原因分析
|产出指标（50分）|数量指标|图书角数量|50|20个|20个|达到指标值记满分|50|
|效果指标（40分）|社会效益|服务居民|40|≥5000人次|5600人次|同上|40|
总分|||||||100||99.8|
"""
LAYOUTS = {
    "sichuan-transfer": SICHUAN_TRANSFER,
    "sichuan-system": SICHUAN_SYSTEM,
    "chongqing": CHONGQING,
    "jiangxi": JIANGXI,
    "hubei": HUBEI,
    "haidian": HAIDIAN,
}
# A lone table is no whole package; every other error would be a false one.
INCOMPLETE = "BD101"


def checked(form: str):
    rows = (
        "".join(f"\t{cell}\n" for cell in line.split("|")) if "|" in line else line
        for line in LAYOUTS[form].splitlines()
    )
    return check_text(f"{form}.txt", "\n".join(rows) + "\n")


def read(form: str) -> Sheet:
    (sheet,) = checked(form).filing.sheets
    return sheet


@pytest.mark.parametrize("form", LAYOUTS)
def test_no_error_is_found_and_every_column_and_row_is_known(form: str) -> None:
    outcome = checked(form)
    errors = {f.rule for f in outcome.findings if f.severity.value == "error"}
    assert errors <= {INCOMPLETE}
    assert not [note.text for note in outcome.filing.notes if "未读入" in note.text]
    assert not [note.text for note in outcome.filing.notes if "不认识" in note.text]


def test_transfers_are_filed_alone() -> None:
    assert not [f for f in checked("sichuan-transfer").findings if f.rule == INCOMPLETE]


def test_sichuan_transfer_payments() -> None:
    sheet = read("sichuan-transfer")
    assert sheet.name == "灌区维修养护"
    assert raws(sheet["total"]) == {
        "revised": "310.20",
        "executed": "294.69",
        "weight": "10",
        "rate": "95.00%",
        "score": "9.50",
    }
    assert sheet["other_funds"].parent == "total"
    assert raws(sheet["objective"])["actual"] == "维修渠道8.2公里"
    people = sheet["benefit.social.受益人口"]
    assert (people["weight"].raw, people["target"].raw) == ("30", "≥1.2万人")
    assert raws(sheet["score_total"])["score"] == "99.50"


def test_sichuan_system() -> None:
    sheet = read("sichuan-system")
    assert (sheet.unit, sheet.year) == ("元", 2023)
    parts = [row.key for row in sheet.rows if row.parent == "total"]
    assert parts == ["current", "special_account_funds", "unit_funds", "other_funds"]
    assert sheet["output.quantity.办理案件数"]["target"].raw == "≥120件"
    assert sheet["benefit.social.维护公平正义"]["target"].raw == "优良中低差"
    assert "评价结论：自评100分" in [remark.raw for remark in sheet.remarks]


def test_chongqing() -> None:
    sheet = read("chongqing")
    assert sheet.form == "overall"
    assert raws(sheet["score_total"]) == {"score": "98.57"}
    assert sheet["total"]["score"].raw == "8.57"
    (area, _) = sheet.of_kind("indicator")
    assert (area["target"].raw, area["actual"].raw) == ("≥2.1万亩", "2.1")
    assert area["core"].raw == "是"


def test_jiangxi_classes_of_their_own() -> None:
    sheet = read("jiangxi")
    assert sheet["total"]["received"].raw == "200"
    assert [row.label for row in sheet.rows if row.parent == "total"] == [
        "中央财政",
        "省级财政",
        "市县财政",
    ]
    points = {row.label: row["weight"].raw for row in sheet.of_kind("class")}
    assert points == {"投入": "20", "过程": "20", "产出": "30", "效果": "30"}


def test_hubei_total_above_the_table() -> None:
    sheet = read("hubei")
    assert raws(sheet["score_total"]) == {"score": "97.5"}
    assert raws(sheet["total"])["score"] == "17.5"
    assert sheet["output.quantity.更新设备"]["score"].raw == "40"


def test_haidian_methods_between_values_and_scores() -> None:
    sheet = read("haidian")
    assert sheet.year == 2016
    row = sheet["output.quantity.图书角数量"]
    assert (row["weight"].raw, row["score"].raw) == ("50", "50")
    assert raws(sheet["score_total"])["score"] == "99.8"
