"""有实际完成值或分值，年度指标值空白

## 查什么
指标行填了名称、实际完成值或分值，“年度指标值”却空着。整张表大半没有填的合并报一次。

## 为什么
年度指标值是打分的尺子。没有它，不能判断是否达标，得分不能成立。

## 怎么改
按年初申报的绩效目标补填年度指标值。这一行确实不适用的，各栏写“不适用”，分值写“/”。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import gathered, indicators


@rule(
    severity="error",
    message="“{row}”{others}没有填年度指标值，分值{points}分、得分{score}分没有根据。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件2、附件3"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Targets left blank in rows that are in use."""
    for sheet in case.filing.evaluations:
        rows = [each for each in indicators(sheet) if each.used]
        lacking = [
            each
            for each in rows
            if each["target"].blank and (each["actual"].text or each.weight)
        ]
        for each, *others in gathered(lacking, rows):
            yield hit(
                each["target"],
                each["level3"],
                each["actual"],
                each["weight"],
                each["score"],
                *(other["target"] for other in others),
                expected="年初申报的目标值",
                others=f"等{len(others) + 1}行" if others else "",
                points=each["weight"].raw or "0",
                score=each["score"].raw or "0",
            )
