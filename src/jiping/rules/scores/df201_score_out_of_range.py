"""得分高于分值，或者是负数

## 查什么
每一行的得分是否在0分和该行分值之间。

## 为什么
得分最高为分值，最低为0。超出的部分会虚增总分。

## 怎么改
重算该行得分；分值写错的改分值。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.scoring.marks import plain


@rule(
    severity="error",
    message="“{row}”得分{stated}分，应在0至{points}分之间。",
    cites=("mof-2020-10",),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Scores above the row's points or below 0."""
    for sheet in case.filing.evaluations:
        for row in sheet.of_kind("fund", "indicator", "total"):
            weight, score = row["weight"].number, row["score"].number
            if score is None or not (
                score < 0 or (weight is not None and score > weight)
            ):
                continue
            most = plain(weight) if weight is not None else "分值"
            yield hit(
                row["score"],
                row["weight"],
                expected=f"0至{most}",
                points=most,
            )
