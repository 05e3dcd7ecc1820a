"""厉行节约保障措施空白

## 查什么
附件1“厉行节约保障措施”一栏有没有填写。只写“无”“不适用”的也报。

## 为什么
这一栏要写单位控制三公经费和一般性支出的制度、办法，空白说明没有措施或没有填。

## 怎么改
填写现行制度名称和主要措施。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.model.values import Gap
from jiping.rules.registry import hit, rule


@rule(
    severity="warning",
    message="“厉行节约保障措施”没有内容（{written}），请填写制度和措施。",
    cites=("thrift-regulation", "hunan-self-evaluation-forms#附件1"),
    needs=("base",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the blank cell."""
    base = case.filing.base
    assert base is not None
    cell = base["economy_measures"]["text"]
    if cell.value in (Gap.BLANK, Gap.NOT_APPLICABLE):
        yield hit(cell, expected="填写制度和措施", written=cell.raw.strip() or "空白")
