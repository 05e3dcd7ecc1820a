"""表样的行不见了

## 查什么
认出了表式的，附件1、附件2、附件3有没有缺少表样印好的行，如三公经费、项目支出、公用经费及其中各行、政府采购金额、人员情况、年度资金总额、资金来源、总分。一张表合并报一次：缺年度资金总额或总分的报错误；缺合计、人员、政府采购等行的报警告；只缺分项行的，各单位常把没有发生额的行删去，作为提示。

认不出表式的、整张表大半的行都对不上的，不报；各类指标（产出、效益、满意度）有没有齐另有规则。

## 为什么
表样的行是汇总的口径。删了一行，读表的人分不清是没有发生还是漏报，上级汇总时也会串行。

## 怎么改
按表样补上这一行；没有发生额的填0。
"""

from collections.abc import Iterator

from jiping.intake.absent import absent
from jiping.model.filing import Sheet
from jiping.model.finding import Case, Hit, Severity
from jiping.model.form import RowForm
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import sheet_spot

FORMS = ("base", "overall", "project")
# Rows that a score rests on; rows that state a total, or something nobody goes without.
SCORED = frozenset({"total", "score_total"})
STATED = frozenset(
    {
        "staff",
        "three_public",
        "project_total",
        "public_total",
        "procurement",
        "basic_adjustment",
        "building",
        "economy_measures",
        "current",
        "general_budget",
        "basic",
        "project_spending",
    }
)
BY_NAME = frozenset({"special_funds", "transfer"})
# Whether these are there is asked elsewhere.
ELSEWHERE = frozenset({"unit", "project", "objective"})


@rule(
    severity="warning",
    message="{form}缺少表样的{expected}，请补上，没有发生额的填0。",
    cites=("hunan-self-evaluation-forms", "mof-2020-10"),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each table that lacks rows of its form."""
    for sheet in case.filing.sheets:
        if sheet.form in FORMS:
            yield from _of_sheet(sheet, absent(case.filing, sheet))


def _of_sheet(sheet: Sheet, missing: tuple[RowForm, ...]) -> Iterator[Hit]:
    own = any(row.key.startswith("project_added") for row in sheet.rows)
    lost = [
        row
        for row in missing
        if row.key not in ELSEWHERE
        and row.kind != "class"
        # 一个专项一行: rows under their own names stand for it.
        and not (own and row.key in BY_NAME)
    ]
    if not lost:
        return
    keys = {row.key for row in lost}
    severity = Severity.INFO
    if keys & SCORED:
        severity = Severity.ERROR
    elif keys & STATED:
        severity = Severity.WARNING
    yield hit(
        sheet_spot(sheet),
        stated="（无此行）",
        expected="、".join(f"“{row.printed.rstrip('：:')}”" for row in lost),
        severity=severity,
    )
