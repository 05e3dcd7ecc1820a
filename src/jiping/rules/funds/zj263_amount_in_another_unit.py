"""金额填错了单位

## 查什么
附件1、附件2、附件3的金额格，填的数是不是同一行其他栏、所属合计、所含分项的一万倍左右，除以一万以后又与它们相当（万元表里按元填了）；按元编列的表反过来查。格里写明“元”的不算错，已经换算。

由这一格引起的合计、比率、超预算等问题列在它下面，改好这一格再看。

## 为什么
一个格的单位错了，合计、执行率、与别的表的核对全都跟着错，金额放大或缩小一万倍。

## 怎么改
按表头的单位改填，如28500元在万元表里填2.85。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.units_mixed import mistyped


@rule(
    severity="error",
    message="“{row}”{column}填{stated}，本表单位是{of_table}，疑按{typed}填列，应为{expected}{of_table}，请核对。",
    cites=("hunan-self-evaluation-forms", "mof-2020-10"),
    explains=True,
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each amount in another unit than its table's."""
    for sheet in case.filing.sheets:
        for each in mistyped(sheet):
            yield hit(
                each.cell,
                *each.witnesses,
                expected=f"{each.meant.normalize():f}",
                typed=each.typed,
                of_table=sheet.unit,
            )
