"""成本控制得满分，支出却大大超出年初预算

## 查什么
成本指标说的是控制在预算内，得了满分，而同一张表的全年执行数超出年初预算数的比例达到参数规定的限度（20%）。预算年中调增的，要看有没有说明。

## 为什么
年中追加了预算再说“控制在预算内”，成本控制就没有意义。是否合理要看追加的依据。

## 怎么改
按年初预算口径评价；追加有批复依据的，在偏差原因里写明追加金额和依据。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.model.values import half_up
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import indicators, reason_given
from jiping.rules.shared.indicators_words import words
from jiping.rules.shared.scores_limits import limit
from jiping.scoring.marks import plain


@rule(
    severity="warning",
    message="“{row}”得满分{stated}分，全年执行数{spent}却是年初预算数{initial}的{share}%，应扣分或说明追加依据。",
    cites=("mof-2020-10", "mof-2021-101", "house"),
    needs=("evaluation",),
    years=(2016, None),
)
def check(case: Case) -> Iterator[Hit]:
    """Cost kept within budget, they say, after the budget was raised."""
    most = 1 + limit(case, "adjustment.warn_ratio")
    for sheet in case.filing.evaluations:
        initial, spent = sheet["total"]["initial"], sheet["total"]["executed"]
        if not initial.number or spent.number is None:
            continue
        share = spent.number / initial.number
        for each in indicators(sheet):
            claimed = words("within_budget").search(each.name + each["target"].text)
            full = each.weight and each.score == each.weight
            explained = reason_given(each["deviation_note"])
            if each.cost and claimed and full and not explained and share >= most:
                yield hit(
                    each["score"],
                    each["level3"],
                    each["target"],
                    initial,
                    spent,
                    expected="按年初预算口径未达标，应扣分或说明",
                    arithmetic=f"{spent.raw}÷{initial.raw}×100={plain(half_up(share * 100))}",
                    spent=spent.raw,
                    initial=initial.raw,
                    share=plain(half_up(share * 100)),
                )
