"""The words of the forms for the keys of the model: the one glossary.

``docs/glossary.md`` is generated from these tables; a test holds that every key of
``docs/keys.md`` has its term.
"""

from collections.abc import Mapping

FORMS: Mapping[str, str] = {
    "base": "附件1 基础数据表",
    "overall": "附件2 整体支出绩效自评表",
    "project": "附件3 项目支出绩效自评表",
    "report": "附件4 自评报告",
    "funds": "基金支出情况表",
    "rubric": "附件5 考核评分表",
    "package": "资料包",
}

FUNDS: Mapping[str, str] = {
    "government_fund": "政府性基金预算支出情况表",
    "state_capital": "国有资本经营预算支出情况表",
    "social_insurance": "社会保险基金预算支出情况表",
}

ROWS: Mapping[str, str] = {
    "unit": "单位名称",
    "staff": "财政供养人员情况",
    "three_public": "三公经费",
    "vehicle": "公务用车购置和维护经费",
    "vehicle_purchase": "公车购置",
    "vehicle_running": "公车运行维护",
    "abroad": "出国经费",
    "reception": "公务接待",
    "basic_total": "基本支出",
    "personnel": "人员经费",
    "spending_total": "支出合计",
    "project_total": "项目支出",
    "project_business": "业务工作经费",
    "project_operation": "运行维护经费",
    "special_funds": "专项资金",
    "transfer": "上级转移支付",
    "public_total": "公用经费",
    "public_office": "办公经费",
    "public_utilities_travel": "水费、电费、差旅费",
    "public_meeting_training": "会议费、培训费",
    "procurement": "政府采购金额",
    "basic_adjustment": "部门基本支出预算调整",
    "building": "楼堂馆所控制情况",
    "economy_measures": "厉行节约保障措施",
    "project": "项目支出名称",
    "authority": "主管部门",
    "implementer": "实施单位",
    "total": "年度资金总额",
    "current": "当年财政拨款",
    "carried_over": "上年结转资金",
    "other_funds": "其他资金",
    "income_total": "按收入性质分",
    "expenditure_total": "按支出性质分",
    "general_budget": "一般公共预算",
    "government_fund": "政府性基金拨款",
    "special_account": "纳入专户管理的非税收入拨款",
    "other_income": "其他资金",
    "basic": "基本支出",
    "project_spending": "项目支出",
    "objective": "年度总体目标",
    "output": "产出指标",
    "benefit": "效益指标",
    "satisfaction": "满意度指标",
    "cost": "成本指标",
    "score_total": "总分",
    "score_stated": "表头所填总分",
    "signature": "签字栏",
    "remark": "说明",
}

# Over the first column of the list of checks in a workbook of ours, which is no form.
CHECKLIST = "勾稽规则"

# Rows and columns in which a figure below 0 makes sense.
MAY_FALL = frozenset({"basic_adjustment", "closing_balance", "opening_balance"})

COLUMNS: Mapping[str, str] = {
    "name": "名称",
    "authorised_posts": "编制数",
    "staff_in_post": "在职人数",
    "control_rate": "控制率",
    "prior_actual": "上年决算数",
    "budget": "预算数",
    "actual": "决算数",
    "approved_area": "批复规模",
    "actual_area": "实际规模",
    "area_control_rate": "规模控制率",
    "approved_investment": "预算投资",
    "actual_investment": "实际投资",
    "investment_control_rate": "投资概算控制率",
    "text": "内容",
    "initial": "年初预算数",
    "revised": "全年预算数",
    "executed": "全年执行数",
    "weight": "分值",
    "rate": "执行率",
    "score": "得分",
    "expected": "预期目标",
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "target": "年度指标值",
    "deviation_note": "偏差原因分析及改进措施",
    "note": "备注",
    "preparer": "填表人",
    "date": "填报日期",
    "phone": "联系电话",
    "head": "单位负责人签字",
    "income": "收入",
    "opening_balance": "年初结转和结余",
    "expenditure": "支出合计",
    "basic": "基本支出",
    "project": "项目支出",
    "closing_balance": "年末结转和结余",
    "item": "二级指标",
    "points": "满分",
    "standard": "评分标准",
    "evidence": "所需佐证材料",
    "heading": "标题",
}

# The same key is another word where indicators and objectives are meant.
ACTUAL_OF_INDICATOR = "实际完成值"
ACTUAL_OF_OBJECTIVE = "实际完成情况"

LEVEL2: Mapping[str, str] = {
    "output.quantity": "数量指标",
    "output.quality": "质量指标",
    "output.timeliness": "时效指标",
    "output.cost": "成本指标",
    "benefit.economic": "经济效益指标",
    "benefit.social": "社会效益指标",
    "benefit.ecological": "生态效益指标",
    "benefit.sustainable": "可持续影响指标",
    "satisfaction.service": "服务对象满意度指标",
    "cost.economic": "经济成本指标",
    "cost.social": "社会成本指标",
    "cost.ecological": "生态环境成本指标",
}

ROLES: Mapping[str, str] = {
    "profile": "部门（单位）基本情况",
    "duties": "职能职责",
    "organisation": "机构设置",
    "staffing": "人员情况",
    "general_budget": "一般公共预算支出情况",
    "basic": "基本支出情况",
    "project": "项目支出情况",
    "government_fund": "政府性基金预算支出情况",
    "state_capital": "国有资本经营预算支出情况",
    "social_insurance": "社会保险基金预算支出情况",
    "performance": "整体支出绩效情况",
    "problems": "存在的问题及原因分析",
    "improvement": "下一步改进措施",
    "use": "绩效自评结果拟应用和公开情况",
    "other": "其他需要说明的情况",
}

TOPICS: Mapping[str, str] = {
    "overall": "整体支出",
    "basic": "基本支出",
    "personnel": "人员经费",
    "public": "公用经费",
    "project": "项目支出",
    "general_budget": "一般公共预算",
    "government_fund": "政府性基金",
    "state_capital": "国有资本经营",
    "social_insurance": "社会保险基金",
    "three_public": "三公经费",
}
