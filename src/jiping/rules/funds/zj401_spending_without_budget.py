"""有支出，没有全年预算数

## 查什么
年度资金总额的全年预算数空白或为0，全年执行数却大于0。

## 为什么
没有预算就没有执行率，预算执行的得分无从算起；无预算支出本身也不允许。

## 怎么改
补填批复和调整后的全年预算数；确属年中追加的，按追加文件填列。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule


@rule(
    severity="error",
    message="全年执行数{spent}，全年预算数却是{stated}，执行率和得分没有根据。",
    cites=("budget-law", "mof-2020-10"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Money spent with no budget printed for it."""
    for sheet in case.filing.evaluations:
        row = sheet["total"]
        budget, spent = row["revised"], row["executed"]
        absent = budget.blank or budget.number == 0
        if absent and spent.number is not None and spent.number > 0:
            yield hit(
                budget,
                spent,
                row["rate"],
                row["score"],
                expected="调整后的全年预算数",
                spent=spent.raw,
            )
