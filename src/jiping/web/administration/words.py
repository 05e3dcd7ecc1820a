"""The words of the log: what facts are called, and what codes in them mean."""

from collections.abc import Mapping
from functools import cache

from django.apps import apps
from django.db.models import Field

from jiping.forms import forms
from jiping.model.terms import COLUMNS, FORMS, FUNDS, LEVEL2, ROLES, ROWS
from jiping.web.accounts.models import Role
from jiping.web.units.models import Unit

NAMES: Mapping[str, str] = {
    "username": "帐号",
    "usernames": "帐号",
    "name": "名称",
    "code": "编码",
    "role": "角色",
    "unit": "单位",
    "units": "单位",
    "people": "人员",
    "parent": "上级",
    "into": "并入",
    "carried": "人员随同",
    "kind": "类别",
    "kinds": "种类",
    "before": "原为",
    "after": "改为",
    "on": "日期",
    "until": "延至",
    "reason": "理由",
    "first": "首位管理员",
    "file": "文件",
    "sha256": "SHA-256",
    "title": "标题",
    "number": "编号",
    "year": "年度",
    "form": "表式",
    "missing": "缺少内容",
    "source": "来源",
    "off": "放假日",
    "made_up": "调休上班日",
    "unfinished": "未办完",
    "state": "状态",
    "scope": "自评范围",
    "basis": "主要依据",
    "contents": "主要内容",
    "procedure": "工作程序",
    "requirements": "工作要求",
    "annexes": "附件",
    "unit_due": "单位提交截止",
    "department_due": "部门报送截止",
    "review_due": "复核截止",
    "publication_due": "公开截止",
    "transfer_amounts": "转移支付金额",
    "proposal": "导入方案",
    "rule_set": "规则版本",
    "digest": "摘要",
    "submission": "提交版本",
    "submissions": "依据的提交",
    "revision": "修改次数",
    "cells": "单元格",
    "conflicts": "冲突",
    "opinion": "意见",
    "files": "文件",
    "document": "文书",
    "late_days": "迟交工作日",
    "points": "分数",
    "item": "考核项目",
    "band": "档次",
    "department": "主管部门",
    "total": "总分",
    "self_score": "自评得分",
    "self_grade": "自评等级",
    "score": "得分",
    "grade": "等级",
    "edition": "公开版本",
    "at": "位置",
    "rule": "规则",
    "projects": "项目",
    "started": "开始填报",
    "verdict": "结论",
    "waiver": "豁免",
    "reasons": "理由",
    "draw": "抽查",
    "count": "数量",
    "seed": "种子",
    "seed_digest": "种子摘要",
    "list_digest": "名单摘要",
    "public_source": "公开数来源",
    "drawn": "抽中",
    "message": "问题",
    "due": "期限",
    "findings": "问题数",
    "letter": "意见书",
    "amount": "金额",
    "text": "内容",
    "paragraphs": "段落",
    "change": "变动",
    "comment": "批注",
    "district": "县（市、区）",
    "dropped": "删除",
    "elimination": "抵销",
    "section": "章节",
    "scopes": "范围",
    "targets": "指标数",
    "tasks": "任务",
    "token": "密钥",
    "batch": "批次",
    "campaign": "自评工作",
    "choice": "建议",
    "keep": "保留处数",
    "mask": "隐去处数",
    "point": "意见编号",
    "project": "项目",
    "reminded": "提醒事项数",
    "rows": "行数",
    "size": "字节",
    "by": "经办人",
    "approver": "批准人",
    "ground": "事由",
}
VALUES: Mapping[str, str] = {
    "overall": "部门整体支出",
    "project": "项目支出",
    "transfer": "转移支付",
    "imported": "文件导入",
    "consolidated": "部门汇总",
    "typed": "录入",
    "pasted": "粘贴",
    "prior": "上年带入",
    "agreed": "认定",
    "dismissed": "不予认定",
    **{role.value: role.label for role in Role},
    **{Unit.Kind(kind).value: Unit.Kind(kind).label for kind in Unit.Kind},
}

# What a key may do, by the first word of its verbs.
SCOPES: Mapping[str, str] = {
    "read": "只读",
    "assignment": "自评任务",
    "board": "看板",
    "calendar": "工作日历",
    "campaign": "布置",
    "department": "部门审核汇总",
    "draft": "填报",
    "draw": "抽查",
    "evidence": "佐证材料",
    "followup": "结果应用",
    "grading": "考核评分",
    "group": "工作小组",
    "home": "首页",
    "import": "导入单位人员",
    "inbox": "消息",
    "log": "日志",
    "notice": "部门通知",
    "package": "签署报送",
    "password": "密码",
    "people": "人员",
    "public": "公开网站",
    "publication": "公开",
    "reminder": "每日提醒",
    "review": "财政复核",
    "rule": "规则",
    "selfcheck": "自查",
    "submission": "提交版本",
    "target": "批复指标",
    "token": "接口密钥",
    "units": "单位",
    "waiver": "豁免",
}


@cache
def records() -> Mapping[str, str]:
    """The Chinese name of each kind of record, by what the log calls it."""
    kinds = (model._meta for model in apps.get_models())
    return {str(kind.model_name): str(kind.verbose_name) for kind in kinds}


@cache
def choices() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """What the codes of each field mean, by kind of record and field."""
    return {
        (str(model._meta.model_name), field.name): {
            str(code): str(label) for code, label in field.flatchoices
        }
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, Field) and field.choices
    }


@cache
def general(name: str) -> Mapping[str, str]:
    """What codes of a fact mean where the kind of record does not say: as in the first
    kind that has such a field."""
    found: dict[str, str] = {}
    for (_, field), labels in choices().items():
        if field == name:
            found = {**labels, **found}
    return found


def address(text: str) -> str:
    """``附件1 基础数据表·公务接待·决算数`` for ``base/reception/actual``, however it was
    written; the text itself where it is no address."""
    form, key, row, column = _parts(text)
    if form not in FORMS:
        return text
    if form == "funds":
        head = FUNDS.get(key, FORMS[form])
    elif form == "report":
        return "·".join(
            filter(None, (FORMS[form], ROLES.get(key.partition("#")[0], "")))
        )
    else:
        head = f"{FORMS[form]}（{key}）" if key else FORMS[form]
    return "·".join(filter(None, (head, _row(row), COLUMNS.get(column, ""))))


def _parts(text: str) -> tuple[str, str, str, str]:
    if "|" in text:
        form, key, row, column = (*text.split("|"), "", "", "")[:4]
        return form, key, row, column
    head, *rest = text.split("/")
    form, _, key = head.partition(":")
    row, column = rest[0] if rest else "", rest[-1] if len(rest) > 1 else ""
    # A name in a row's key may hold the stroke that parts the address.
    return form, key, "/".join(rest[:-1]) if len(rest) > 2 else row, column


def _row(key: str) -> str:
    """What a row is called: by the form, else by the name in its key."""
    bare = key.partition("#")[0]
    known = ROWS.get(bare) or LEVEL2.get(bare)
    if known or not bare:
        return known or ""
    last = bare.replace(":", ".").rpartition(".")[2]
    named = any(ord(char) > 127 for char in last)
    return f"“{last}”" if named else LEVEL2.get(bare.rpartition(".")[0], "")


def stored_file(path: str) -> str:
    """``PDF 文件 fc261c0c9ee4…`` for where a file is kept: by its digest."""
    stem, _, suffix = path.rpartition("/")[2].partition(".")
    return f"{_FILES.get(suffix, suffix)}文件 {stem[:12]}…"


_FILES = {"pdf": "PDF ", "docx": "Word ", "xlsx": "Excel "}


def form_name(form: str) -> str:
    """The name of a form by its id."""
    known = forms().get(form)
    return known.name if known else form
