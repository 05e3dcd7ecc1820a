"""基础数据表两行用了同一个序号

## 查什么
附件1项目支出、三公经费下面的分项，有没有两行用同一个序号。省略号行不算。

## 为什么
自行加行后没有改序号，汇总时容易漏行。

## 怎么改
按顺序重新编号。
"""

from collections import defaultdict
from collections.abc import Iterator

from jiping.intake.labels import Number, numbering
from jiping.model.filing import Row
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import row_spot


@rule(
    severity="info",
    message="“{first}”与“{stated}”用了同一个序号，请顺延。",
    cites=("hunan-self-evaluation-forms#附件1",),
    needs=("base",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for the rows of one parent that share a number."""
    base = case.filing.base
    assert base is not None
    groups: dict[tuple[str, str, Number], list[Row]] = defaultdict(list)
    above: dict[int, str] = {}
    for row in base.of_kind("expense"):
        number = numbering(row.label)
        if number.rank:
            above = {rank: key for rank, key in above.items() if rank < number.rank}
            if row.parent:
                higher = above.get(max(above, default=0), "")
                groups[row.parent, higher, number].append(row)
            above[number.rank] = row.key
    for rows in groups.values():
        if len(rows) > 1:
            yield hit(
                *(row_spot(base, row) for row in rows),
                stated="、".join(row.label for row in rows[1:]),
                expected="序号顺延",
                first=rows[0].label,
            )
