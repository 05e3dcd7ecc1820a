"""年度总体目标的完成情况与指标的实际完成值不一致

## 查什么
“年度总体目标·实际完成情况”里写的完成数，同一套材料的三级指标有同一件事、同样的计量单位，两个数是否相等。同样的指标有几个的，等于其中一个就不报；名称写法不同的，两个数相近或数字颠倒时才报。

## 为什么
总体目标的完成情况是各项指标的概括，数要从指标来。

## 怎么改
按佐证材料核对，改错的那一处。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.results import contradicted, in_goal, measured, named


@rule(
    severity="warning",
    message="年度总体目标的完成情况写“{subject}”{stated}，指标“{row}”实际完成值为{expected}，两处应一致。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件2、附件3"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each result of a goal cell that no indicator of its name has; the
    indicators of its own table go before those of others."""
    indicators = measured(case.filing)
    for sheet in case.filing.evaluations:
        own = tuple(each for each in indicators if each.sheet.ref == sheet.ref)
        for result in in_goal(sheet):
            same = contradicted(result, named(result, own) or indicators)
            if same:
                yield hit(
                    result.entry,
                    *(each["actual"] for each in same),
                    *(each["level3"] for each in same),
                    stated=f"{result.raw}{'' if result.rate else result.unit}",
                    expected=same[0]["actual"].raw,
                    subject=result.subject,
                    row=same[0].name,
                )
