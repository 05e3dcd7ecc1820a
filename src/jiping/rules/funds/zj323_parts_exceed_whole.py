"""报告所列各部分之和大于总数

## 查什么
报告写了项目支出或三公经费的总数，又用“其中”列出各部分金额的，各部分之和是否大于总数。“其中”可以不列全，小于总数的不报。

## 为什么
部分之和不可能大于整体。

## 怎么改
按支出明细账核对各部分和总数，改错的那一个。
"""

from collections.abc import Iterator
from decimal import Decimal

from jiping.intake.lexis import PARTS
from jiping.model.filing import Report, Statement
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.report_amounts import amount

WHOLES = ("project", "three_public")
ASPECTS = ("executed", "initial", "budget")
TOLERANCE = Decimal("0.01")


@rule(
    severity="error",
    message="报告所列{names}之和{expected}（{arithmetic}），大于“{subject}”{stated}，多{difference}。",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report",),
    arithmetic=True,
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each whole that its listed parts exceed."""
    report = case.filing.report
    assert report is not None
    for index, whole in enumerate(report.statements):
        if whole.topic not in WHOLES or whole.aspect not in ASPECTS:
            continue
        stated, parts = amount(whole), _parts(report, index)
        if len(parts) < 2 or stated is None:
            continue
        sizes = [part.entry.scaled("万元")[0] for part in parts]
        over = sum(sizes, Decimal(0)) - stated
        if over > TOLERANCE * len(parts):
            yield hit(
                whole.entry,
                *(part.entry for part in parts),
                stated=f"{stated:f}万元",
                expected=f"{sum(sizes, Decimal(0)):f}万元",
                arithmetic="+".join(f"{size:f}" for size in sizes),
                difference=f"{over:f}万元",
                names="、".join(part.subject for part in parts),
                subject=whole.subject,
            )


def _parts(report: Report, index: int) -> list[Statement]:
    """The parts listed behind a whole, without parts of parts."""
    whole = report.statements[index]
    found: list[Statement] = []
    for said in report.statements[index + 1 :]:
        if said.section != whole.section or said.topic == whole.topic:
            break
        same = said.part_of == whole.topic and said.aspect == whole.aspect
        if same and amount(said) is not None:
            found.append(said)
    nested = {topic for part in found for topic in PARTS.get(part.topic, ())}
    return [part for part in found if part.topic not in nested]
