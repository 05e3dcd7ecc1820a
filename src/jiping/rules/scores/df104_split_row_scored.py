"""资金分项行重复填了分值、得分

## 查什么
“其中：当年财政拨款”等分项行填了分值或得分。

## 为什么
预算执行率只在年度资金总额一行计分。分项行再填，合计时容易多算。

## 怎么改
分项行的分值、得分留空或填“/”，执行率可以填。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule


@rule(
    severity="info",
    message="“{row}”是分项行，不计分，填了分值{points}、得分{score}，与年度资金总额行重复。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件3"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Points on the rows that the total is made of."""
    for sheet in case.filing.evaluations:
        total = sheet["total"]
        for row in sheet.of_kind("fund"):
            scored = [row[name] for name in ("weight", "score") if row[name].number]
            if scored and row.key != "total" and total["weight"].number is not None:
                yield hit(
                    *scored,
                    row["rate"],
                    total["weight"],
                    total["score"],
                    expected="（空白）",
                    points=row["weight"].raw or "（空白）",
                    score=row["score"].raw or "（空白）",
                )
