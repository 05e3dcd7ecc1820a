"""报告以另一个单位的名义叙述

## 查什么
- 报告里有没有同一县（区）的另一个单位的全称，紧跟着“2023年”“内设”“基本支出”“主要职责”等只用来说本单位的话；
- 绩效、问题、改进、结果应用等章节里，有没有说要提高、加强另一个单位（全称或“市××馆”“区××联”一类的简称）的资金使用、预算、财务、绩效，或者把另一个单位的工作做好的话；
- 有没有用“我局”“我校”“我馆”自称，而本单位不是局、学校、馆。

主管部门、下属和报告介绍过的单位，财政、编办、审计、组织人事等各单位都打交道的部门，以及只是提到上级、合作单位的，不算。

## 为什么
从别的单位的报告复制过来，单位名称没有改全，数字也就可能是别人的。

## 怎么改
改成本单位名称，并逐段核对数字和内容是不是本单位的。
"""

import re
from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.filing import Report
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import chapter_of, paragraphs
from jiping.rules.shared.text_bodies import Strangers, strangers
from jiping.rules.shared.text_names import county, slip

_SELF = r"(?:(?:19|20)\d\d年|内设|部门整体支出|整体支出|基本支出|项目支出|三公|主要职责|职能职责|年度预算|年末|在职|编制|绩效自评|预算支出|自评)"
# Chapters that speak of the unit's own work and money.
_OWN = (
    "general_budget",
    "basic",
    "project",
    "finance",
    "three_public",
    "performance",
    "problems",
    "improvement",
    "use",
)

ENDINGS = (
    "局",
    "委员会",
    "办公室",
    "中心",
    "馆",
    "院",
    "所",
    "站",
    "队",
    "政府",
    "街道办事处",
    "学校",
    "中学",
    "小学",
    "联合会",
    "总工会",
    "协会",
    "法院",
    "检察院",
    "委",
)

_OURSELVES = compile_late(r"[我本](?:单位|部门|[\u4e00-\u9fff])")


@rule(
    severity="warning",
    message="报告写的是“{stated}”的情况，本单位是“{expected}”。",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each paragraph that tells about another unit as if it were this one."""
    report, unit = case.filing.report, squash(case.filing.unit)
    assert report is not None
    if not unit:
        return
    others = strangers(case.filing)
    for own, entry in _entries(report):
        text = squash(entry.raw)
        name = _told_of(text, unit)
        cared_for = "" if name or not own else _cared_for(text, others)
        if name:
            yield hit(entry, stated=name, expected=unit)
        elif cared_for:
            # Who says 我馆 beside it may well look after another body too.
            severity = "info" if _OURSELVES.search(text) else None
            yield hit(entry, stated=cared_for, expected=unit, severity=severity)


def _entries(report: Report) -> Iterator[tuple[bool, Entry]]:
    """The texts, and whether each speaks of the unit's own work."""
    yield from ((False, entry) for entry in report.cover)
    for section, entry in paragraphs(report):
        roles = {section.role, chapter_of(report, section).role}
        yield bool(roles & set(_OWN)), entry


def _told_of(text: str, unit: str) -> str:
    """Another unit's full name in front of words that tell only of the unit itself."""
    if not county(unit):
        return ""
    pattern = rf"{re.escape(county(unit))}[\u4e00-\u9fff]{{2,20}}?(?={_SELF})"
    for found in re.finditer(pattern, text):
        name = found[0].rstrip("在的于至截到年")
        own = name in unit or unit in name or slip(name, unit)
        if not own and name.endswith(ENDINGS):
            return name
    return ""


def _cared_for(text: str, others: Strangers) -> str:
    """Another body whose work or money is to get better, or a wrong word for us."""
    return next(others.cared_for(text), "") or next(others.misnamed(text), "")
