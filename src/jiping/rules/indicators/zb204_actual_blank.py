"""有目标和得分，实际完成值空白

## 查什么
指标行填了年度指标值，“实际完成值”却空着。整张表大半没有填的合并报一次。

## 为什么
没有完成情况就没有得分的根据。

## 怎么改
补填核实后的实际完成值，并附佐证材料；未实施的写明原因，得分填0。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import gathered, indicators


@rule(
    severity="error",
    message="“{row}”{others}没有填实际完成值，得分{score}分没有根据。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件2、附件3"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Actual values left blank in rows that have a target."""
    for sheet in case.filing.evaluations:
        rows = [each for each in indicators(sheet) if each.used]
        lacking = [r for r in rows if r["actual"].blank and r["target"].text]
        for each, *others in gathered(lacking, rows):
            yield hit(
                each["actual"],
                each["level3"],
                each["target"],
                each["score"],
                *(other["actual"] for other in others),
                expected="核实后的实际完成值",
                others=f"等{len(others) + 1}行" if others else "",
                score=each["score"].raw or "（空白）",
            )
