"""空白的考核评分表留在资料里

## 查什么
资料里有没有附件5考核评分表，而表中一个得分都没有填。

## 为什么
附件5是财政部门考核自评工作用的，不是自评报告的附件。空表留着，多半是从通知复制过来的，公开时也会一并公开。

## 怎么改
从自评材料中删去；通知要求自评考核得分的，填上得分和佐证。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import sheet_spot


@rule(
    severity="warning",
    message="{form}是空白的考核评分标准，没有填得分，不应留在自评材料里。",
    cites=("yueyang-procedure#附件5",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each rubric without any score, from its first cell to its total."""
    for sheet in case.filing.of_form("rubric"):
        cells = [cell for row in sheet.rows for cell in row.cells.values()]
        scored = any(row["score"].number is not None for row in sheet.rows)
        if cells and not scored:
            yield hit(
                sheet_spot(sheet),
                *cells[:1],
                *cells[-1:],
                stated="空白考核评分表",
                expected="删去，或填写得分",
            )
