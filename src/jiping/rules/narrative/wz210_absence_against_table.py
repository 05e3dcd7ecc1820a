"""报告说没有的支出表上有数

## 查什么
报告说没有（未发生、未安排）三公经费、公务接待、公务用车、出国、政府采购支出，附件1同一行的决算数是不是0。

## 为什么
文字和表格必有一处是错的，公开后最容易被质疑。

## 怎么改
以部门决算为准，改错的那一处。
"""

from collections.abc import Iterator

from jiping.model import terms
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule

TOPICS = (
    "three_public",
    "reception",
    "abroad",
    "vehicle",
    "vehicle_purchase",
    "vehicle_running",
    "procurement",
)


@rule(
    severity="error",
    message="报告称“{stated}”，附件1“{label}”决算数为{expected}，文表相反。",
    cites=("thrift-regulation", "hunan-self-evaluation-forms#附件1"),
    needs=("report", "base"),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each stated absence whose row in the base table holds an amount."""
    report, base = case.filing.report, case.filing.base
    assert report is not None and base is not None
    for statement in report.statements:
        actual = base[statement.topic]["actual"]
        denied = statement.negative and statement.aspect != "count"
        if denied and statement.topic in TOPICS and actual.number:
            yield hit(
                statement.entry,
                actual,
                stated=statement.subject or statement.sentence,
                expected=f"{actual.number}{actual.unit}",
                difference=f"{actual.number}{actual.unit}",
                label=terms.ROWS[statement.topic],
            )
