"""扣了分没有写原因

## 查什么
得分低于分值，“偏差原因分析及改进措施”却空白。已达到目标而扣分的，由另一条规则报出，这里不再报。

## 为什么
偏差原因和改进措施是自评的结果，也是下年改进的依据。扣分不写原因，等于白扣。

## 怎么改
写明没有达到目标的原因和准备采取的措施。
"""

from collections.abc import Iterator

from jiping.intake.text import absence
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import met, used
from jiping.scoring.marks import plain


@rule(
    severity="warning",
    message="“{row}”{points}分得{score}分，扣{difference}，没有写偏差原因和改进措施。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件2、附件3"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Points lost and nothing said about it."""
    for each in used(case.filing):
        weight, score, note = each.weight, each.score, each["deviation_note"]
        if not weight or score is None or not 0 <= score < weight or not note.ref.form:
            continue
        if absence(note.raw) is not None and not met(case, each):
            yield hit(
                note,
                each["level3"],
                each["target"],
                each["actual"],
                each["weight"],
                each["score"],
                expected="填写偏差原因及改进措施",
                difference=f"{plain(weight - score)}分",
                arithmetic=f"{plain(weight)}-{plain(score)}={plain(weight - score)}",
                points=plain(weight),
                score=plain(score),
            )
