"""报告以另一个单位的名义叙述

## 查什么
报告里有没有同一县（区）的另一个单位的全称，紧跟着“2023年”“内设”“基本支出”“主要职责”等只用来说本单位的话。只是提到上级、下属或合作单位的不算。

## 为什么
从别的单位的报告复制过来，单位名称没有改全，数字也就可能是别人的。

## 怎么改
改成本单位名称，并逐段核对数字和内容是不是本单位的。
"""

import re
from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import paragraphs
from jiping.rules.shared.text_names import county, slip

_SELF = r"(?:(?:19|20)\d\d年|内设|部门整体支出|整体支出|基本支出|项目支出|三公|主要职责|职能职责|年度预算|年末|在职|编制|绩效自评|预算支出|自评)"

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
    if not county(unit):
        return
    pattern = re.compile(
        rf"{re.escape(county(unit))}[\u4e00-\u9fff]{{2,20}}?(?={_SELF})"
    )
    entries = [*report.cover, *(entry for _, entry in paragraphs(report))]
    for entry in entries:
        for found in pattern.finditer(squash(entry.raw)):
            name = found[0].rstrip("在的于至截到年")
            own = name in unit or unit in name or slip(name, unit)
            if not own and name.endswith(ENDINGS):
                yield hit(entry, stated=name, expected=unit)
                break
