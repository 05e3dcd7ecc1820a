"""部门基本支出预算调整没有填写

## 查什么
附件1“部门基本支出预算调整”的预算、决算两栏都空白，而全年预算与年初预算不同或无法判断没有调整的，报出。填了其中一栏的不报。

## 为什么
这一行反映年中对基本支出的追加或调减。确实没有调整，要填0。

## 怎么改
填写调整额；没有调整的填0。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule


@rule(
    severity="warning",
    message="“部门基本支出预算调整”空白{why}，请填写调整额，没有调整的填0。",
    cites=("hunan-self-evaluation-forms#附件1",),
    needs=("base",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the row where both columns are blank and nothing shows no change."""
    base, overall = case.filing.base, case.filing.overall
    assert base is not None
    row = base["basic_adjustment"]
    if not (row["budget"].blank and row["actual"].blank):
        return
    cells, why = [row["actual"]], ""
    if overall is not None:
        initial, revised = overall["total"]["initial"], overall["total"]["revised"]
        if initial.number is not None and initial.number == revised.number:
            return
        if initial.number is not None and revised.number is not None:
            cells += [initial, revised]
            why = f"，而附件2年初预算{initial.raw}、全年预算{revised.raw}"
    yield hit(row["budget"], *cells, expected="填写调整额或0", why=why)
