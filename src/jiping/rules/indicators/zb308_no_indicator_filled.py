"""有资金的自评表一个指标都没有填

## 查什么
附件2、附件3填了资金，而指标部分的年度指标值、实际完成值、得分全部空白，三级指标空着或者还是“指标1：”“……”一类的模板字样。资金也没有填的按空表报。

## 为什么
没有指标就没有评价：钱花了多少是清楚的，买到什么、值多少分都没有说，总分不能成立。

## 怎么改
按批复的绩效目标填列指标、指标值、完成值和分值，再计算得分和总分。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.text_left import placeholder
from jiping.rules.shared.unfilled import unmeasured


@rule(
    severity="error",
    message="{form}填了资金，{count}行指标却没有一行填了指标值、完成值和得分，{what}总分不能成立。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件2、附件3"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each table with amounts and not one indicator."""
    for sheet in case.filing.evaluations:
        rows = unmeasured(sheet)
        if not rows:
            continue
        aims = sheet["objective"]
        cells = [aims[column] for column in ("expected", "actual")]
        unsaid = [
            cell for cell in cells if cell.blank or placeholder(cell.raw, prose=True)
        ]
        yield hit(
            rows[0]["level3"],
            *(each["level3"] for each in rows[1:]),
            *(cell for cell in unsaid if cell.blank),
            sheet["score_total"]["score"],
            stated="没有指标",
            expected="填列指标、分值和得分",
            count=len(rows),
            what="年度总体目标也没有填全，" if unsaid else "",
        )
