"""全年预算数与执行数处处相等

## 查什么
附件2和各附件3的全年预算数都与全年执行数分毫不差，而年初预算数与之不同。一份资料只提示一次。

## 为什么
预算调整文件很少与实际支出一分不差。处处相等，多半是按决算数倒填了预算，执行率100%就没有意义。

## 怎么改
按批复和调整文件填全年预算数；确属按实际支出调整预算的，备好调整文件。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule


@rule(
    severity="info",
    message="各表全年预算数都与全年执行数相等（如{stated}），年初预算数却是{initial}，请核对是否按决算倒填。",
    cites=("mof-2020-10", "house"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Budgets equal to spending to the cent in every table."""
    rows = [sheet["total"] for sheet in case.filing.evaluations]
    rows = [r for r in rows if r["revised"].number and r["executed"].number]
    if not rows or any(r["revised"].number != r["executed"].number for r in rows):
        return
    moved = [r for r in rows if r["initial"].number not in (None, r["revised"].number)]
    if moved:
        first = moved[0]
        others = [r["revised"] for r in rows if r is not first]
        yield hit(
            first["revised"],
            first["initial"],
            first["executed"],
            *others,
            expected="按批复和调整文件填列",
            initial=first["initial"].raw,
        )
