"""年度总体目标里留有填表说明

## 查什么
预期目标或实际完成情况里留有写给填表人看的话，如“该指标主要考察……”“（100字以内）”“请简要说明”。整格只有提示语的另有规则。

## 为什么
填表说明不是目标，说明是从表样或指标库里照抄过来的。

## 怎么改
删去说明语，只写本单位的目标和完成情况。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators_goals import objectives
from jiping.rules.shared.indicators_words import words
from jiping.rules.shared.text_left import placeholder


@rule(
    severity="info",
    message="{column}里留有填表说明“{stated}”，请删去。",
    cites=("hunan-self-evaluation-forms#附件2、附件3",),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Words of instruction among what was filled in."""
    for _, *pair in objectives(case.filing):
        for cell in pair:
            found = words("instruction").search(squash(cell.text))
            if found and not placeholder(cell.raw, prose=True):
                yield hit(cell, stated=found[0], expected="删去填表说明")
