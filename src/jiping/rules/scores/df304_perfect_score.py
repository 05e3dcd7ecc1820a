"""自评满分，报告却写了问题

## 查什么
附件2各项得分全满、总分100分，而自评报告“存在的问题”一节写了具体问题。

## 为什么
有问题而一分不扣，自评与事实不符；满分本身也是复核的重点。

## 怎么改
把问题对应到指标上酌情扣分，或者说明问题为什么不影响指标完成。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import body
from jiping.rules.shared.scores import points
from jiping.rules.shared.scores_limits import limit
from jiping.scoring.marks import plain

LEAST_WORDS = 15


@rule(
    severity="info",
    message="自评{stated}，各项全部满分，报告却写了存在的问题，请对应到指标扣分或说明。",
    cites=("mof-2020-10", "house"),
    needs=("overall", "report"),
    years=(2016, None),
)
def check(case: Case) -> Iterator[Hit]:
    """Full marks beside a chapter of problems."""
    overall, report = case.filing.overall, case.filing.report
    assert overall is not None and report is not None
    total = overall["score_total"]["score"]
    full = limit(case, "weights.total")
    problems = [
        entry
        for section in report.of_role("problems")
        for entry in body(report, section)
        if len(entry.raw) >= LEAST_WORDS
    ]
    if problems and total.number == full == points(overall, "score").whole:
        yield hit(
            total,
            *problems,
            stated=f"{plain(full)}分",
            expected="对存在问题的指标酌情扣分或说明",
        )
