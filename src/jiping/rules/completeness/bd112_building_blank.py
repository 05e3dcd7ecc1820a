"""楼堂馆所控制情况全部空白

## 查什么
附件1“楼堂馆所控制情况”六格是不是全部空白。填0的不报。

## 为什么
全空看不出是没有完工项目还是漏填。

## 怎么改
没有完工项目的填0或“无”。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule


@rule(
    severity="info",
    message="“楼堂馆所控制情况”{count}格全部空白，没有完工项目的填0或“无”。",
    cites=("hunan-self-evaluation-forms#附件1", "government-buildings-regulation"),
    needs=("base",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the first of the blank cells, for all of them."""
    base = case.filing.base
    assert base is not None
    cells = [cell for row in base.of_kind("building") for cell in row.cells.values()]
    if cells and all(cell.blank for cell in cells):
        yield hit(*cells, expected="0或“无”", count=len(cells))
