"""年初预算数没有填

## 查什么
年度资金总额有全年预算数或执行数，年初预算数空白；填0的作为提示，请确认是否全部为年中追加。

## 为什么
年初预算是全年的起点。不填，就看不出年中调整了多少。

## 怎么改
按批复的年初预算填；年初没有安排、年中追加的填0并在报告中说明。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule

ZERO = "“{row}”年初预算数为{stated}，全年执行数{spent}，请确认是否全部为年中追加并在报告中说明。"


@rule(
    severity="warning",
    message="“{row}”没有填年初预算数，全年预算数{revised}、全年执行数{spent}。",
    cites=("hunan-self-evaluation-forms#附件2、附件3",),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Totals with an adjusted budget and no opening one."""
    for sheet in case.filing.evaluations:
        row = sheet["total"]
        initial, revised, spent = row["initial"], row["revised"], row["executed"]
        if not (revised.number or spent.number):
            continue
        if initial.blank or initial.number == 0:
            yield hit(
                initial,
                revised,
                spent,
                expected="批复的年初预算数",
                severity=None if initial.blank else "info",
                message="" if initial.blank else ZERO,
                revised=revised.raw or "空白",
                spent=spent.raw or "空白",
            )
