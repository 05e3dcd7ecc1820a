"""各附件单位名称不一致

## 查什么
附件1、附件2的单位名称、附件3的实施单位与本套材料的单位是否一致。实施单位是下属单位的不算错；只差一两个字的按写错字提示。

## 为什么
单位不同，表就可能是别的单位的。

## 怎么改
改成本单位全称，并核对表中数字是不是本单位的。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule


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
        if not unit or not stated or stated == unit:
            continue
        abridged = stated in unit or unit in stated
        yield hit(cell, expected=unit, severity="info" if abridged else None)
