"""主管部门、实施单位等表头空白

## 查什么
附件2、附件3表头的单位名称、项目名称、主管部门、实施单位有没有空白。

## 为什么
缺了主管部门和实施单位，项目由谁负责就不清楚，汇总时也无法归类。

## 怎么改
填写全称；本单位就是主管部门的，填本单位。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule


@rule(
    severity="warning",
    message="{names}空白（共{count}张表），请填写全称。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件3"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for all header cells that are blank."""
    blank = [
        (row, cell)
        for sheet in case.filing.evaluations
        for row in sheet.of_kind("header")
        for cell in row.cells.values()
        if cell.blank
    ]
    if blank:
        labels = dict.fromkeys(row.label.rstrip("：:") for row, _ in blank)
        yield hit(
            *(cell for _, cell in blank),
            expected="填写全称",
            names="、".join(f"“{label}”" for label in labels),
            count=len({(cell.ref.form, cell.ref.key) for _, cell in blank}),
        )
