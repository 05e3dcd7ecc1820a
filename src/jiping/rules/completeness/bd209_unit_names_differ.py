"""各附件单位名称不一致

## 查什么
附件1、附件2的单位名称与本套材料的单位是否一致。漏字、错字、颠倒的按写错字报；附件3的主管部门和实施单位另有规则。

## 为什么
单位不同，表就可能是别的单位的。

## 怎么改
改成本单位全称，并核对表中数字是不是本单位的。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.text_names import slip


@rule(
    severity="error",
    message="{form}的单位名称是“{stated}”，其他附件是“{expected}”。",
    cites=("hunan-self-evaluation-forms",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each name of the unit that is neither it nor a part of its name."""
    filing, unit = case.filing, squash(case.filing.unit)
    rows = (row for sheet in filing.sheets for row in sheet.of_kind("header"))
    for cell in (row["name"] for row in rows if row.key.partition("#")[0] == "unit"):
        stated = squash(cell.text)
        if not unit or not stated or stated == unit or slip(stated, unit):
            continue
        abridged = stated in unit or unit in stated
        yield hit(cell, expected=unit, severity="info" if abridged else None)
