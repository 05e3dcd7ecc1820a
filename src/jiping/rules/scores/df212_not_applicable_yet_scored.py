"""标明不适用的指标仍然计分

## 查什么
三级指标或年度指标值写“不适用”“/”的行，仍填了得分。

## 为什么
不适用就没有完成情况，得分没有根据，会虚增总分。

## 怎么改
该行分值、得分写“/”，分值由同类的其他指标承担；确实适用的，补填指标值和完成值。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.model.values import Gap
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import used


@rule(
    severity="error",
    message="“{level2}”标明不适用，却得了{stated}分。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件2、附件3"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Scores in rows that say they do not apply."""
    for each in used(case.filing):
        marked = (each["level3"].value, each["target"].value)
        if Gap.NOT_APPLICABLE in marked and not each["target"].text and each.score:
            yield hit(
                each["score"],
                each["level3"],
                each["target"],
                each["weight"],
                expected="/",
                level2=each["level2"].raw.replace("\n", "") or each.name or "该指标",
            )
