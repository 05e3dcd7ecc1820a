"""报告所写完成数与自评表不一致

## 查什么
报告写了某项工作的完成数，自评表（附件2或附件3）有同一件事的三级指标、同样的计量单位，两个数是否相等。同样的指标有几个的，等于其中一个就不报；名称写法不同的（如“完成高标准农田建设”与“新建高标准农田”），两个数相近或数字颠倒时才报。约数、上年数、目标数不比较，写成“万”的按所写位数比较。

## 为什么
报告和自评表说的是同一件事，完成数只能有一个。

## 怎么改
按佐证材料核对，改错的那一处；确实是两件事的，把名称写清楚。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.results import contradicted, in_report, measured

ELSEWHERE = frozenset({"problems", "improvement", "use", "duties", "objectives"})


@rule(
    severity="warning",
    message="报告写“{subject}”{stated}，自评表“{row}”实际完成值为{expected}，两处应一致。",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report", "evaluation"),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each result of the prose that no indicator of its name has."""
    report = case.filing.report
    assert report is not None
    indicators = measured(case.filing)
    for result in in_report(report, ELSEWHERE):
        same = contradicted(result, indicators)
        if same:
            yield hit(
                result.entry,
                *(each["actual"] for each in same),
                *(each["level3"] for each in same),
                expected=same[0]["actual"].raw,
                subject=result.subject,
                row=same[0].name,
            )
