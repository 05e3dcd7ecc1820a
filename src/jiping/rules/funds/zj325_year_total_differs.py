"""报告所写全年收支总数与附件2不一致

## 查什么
报告所写的全年支出、年初预算总额、全年预算总额，是否等于附件2“年度资金总额”的对应栏。写的其实是一般公共预算，或者是基本支出与项目支出之和，等于这些数的不报。

## 为什么
总数是读者最先看的数，文字与表不一样，其余的数都没有人信。

## 怎么改
以部门决算为准，改错的那一处。
"""

from collections.abc import Iterator

from jiping.model.filing import Sheet
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.report_amounts import amount

COLUMNS = {
    "executed": ("executed",),
    "initial": ("initial",),
    "revised": ("revised",),
    "budget": ("initial", "revised"),
}
# What a unit may mean by its spending, beside the total.
PARTS = ("general_budget", "income_total", "expenditure_total")


@rule(
    severity="error",
    message="报告写“{subject}”{stated}，附件2“年度资金总额”为{expected}，相差{difference}，两处应一致。",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report", "overall"),
    arithmetic=True,
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each total of the prose that 附件2 does not have."""
    report, overall = case.filing.report, case.filing.overall
    assert report is not None and overall is not None
    for said in report.statements:
        if said.topic != "overall" or said.aspect not in COLUMNS or said.part_of:
            continue
        cells = [overall["total"][column] for column in COLUMNS[said.aspect]]
        known = [cell for cell in cells if cell.number]
        if amount(said) is None or not known or _said_of(said.entry, overall, known):
            continue
        own, _ = said.entry.scaled(known[0].unit)
        yield hit(
            said.entry,
            *known,
            stated=f"{own:f}{known[0].unit}",
            expected=f"{known[0].raw}{known[0].unit}",
            difference=f"{abs(own - (known[0].number or 0)):f}{known[0].unit}",
            subject=said.subject,
        )


def _said_of(said: Entry, overall: Sheet, known: list[Entry]) -> bool:
    """Whether the amount is the total's, or that of something it may stand for."""
    parts = [overall[row]["executed"] for row in PARTS]
    cells = [*known, *(cell for cell in parts if cell.number)]
    if any(said.scaled(cell.unit)[1].touches(cell.interval) for cell in cells):
        return True
    both = [overall[row]["executed"] for row in ("basic", "project_spending")]
    if any(cell.number is None for cell in both):
        return False
    span = both[0].interval + both[1].interval
    return said.scaled(both[0].unit)[1].touches(span)
