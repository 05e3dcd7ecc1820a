"""项目名称在附件3与附件1写法不一

## 查什么
附件3的项目执行数与附件1某一项目决算数相同、名称相近而不同的（如少了几个字），报出。

## 为什么
名称不一，公开时对不上号，以后年度也无法按项目比较。

## 怎么改
以预算批复的项目名称为准，两处统一。
"""

from collections.abc import Iterator

from jiping.model.filing import Row, Sheet
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.text_names import akin, project_lines, same_project


@rule(
    severity="info",
    message="附件3项目名称“{stated}”，附件1写作“{expected}”，金额同为{amount}{unit}，名称应统一。",
    cites=("hunan-self-evaluation-forms",),
    needs=("base", "project"),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each project's name whose line in the base table has a like name."""
    base = case.filing.base
    assert base is not None
    lines = project_lines(base)
    for sheet in case.filing.projects:
        name = sheet["project"]["name"]
        if any(same_project(name.raw, row.label) for row in lines):
            continue
        for row in lines:
            if _same_money(sheet, row) and akin(name.raw, row.label):
                yield hit(
                    name,
                    row["actual"],
                    expected=row.label,
                    amount=row["actual"].raw,
                    unit=row["actual"].unit,
                )
                break


def _same_money(sheet: Sheet, row: Row) -> bool:
    executed = sheet["total"]["executed"].number
    return bool(executed) and executed == row["actual"].number
