"""报告所写预算数、执行率与自评表不一致

## 查什么
- 全部支出都是一般公共预算的单位（附件2其他来源为0或空白），报告所写一般公共预算的年初预算数、全年预算数、执行率，是否等于附件2“年度资金总额”一行；报告写明是全年总支出的，各种来源的单位都比较；
- 报告所写项目支出的全年预算数（另写了政府性基金全年预算数的加上），是否等于全部附件3“年度资金总额”全年预算数之和。各附件3执行数之和与附件1项目支出对不上（缺表）的不比较；
- 报告所写基本支出的追加数，是否等于附件1“部门基本支出预算调整”。

执行率按所写的小数位比较。

## 为什么
报告的数来自表格，两处说的是同一笔钱。

## 怎么改
以批复的预算和部门决算为准，改错的那一处；两处口径不同的，在报告里写明口径。
"""

from collections.abc import Iterator
from decimal import Decimal

from jiping.model.filing import Filing, Sheet, Statement
from jiping.model.finding import Case, Hit
from jiping.model.values import SCALE_OF_UNIT, ZERO, Entry, exactly, last_digit
from jiping.rules.registry import hit, rule

COLUMNS = {
    "initial": "initial",
    "revised": "revised",
    "rate": "rate",
    "rate_of_budget": "rate",
}
OTHER_SOURCES = (
    "government_fund",
    "state_capital",
    "special_account",
    "other_income",
)
CHAPTERS = ("general_budget", "finance", "performance", "evaluation", "profile", "")


@rule(
    severity="warning",
    message="报告写“{subject}”{stated}，{where}为{expected}，相差{difference}，两处应一致。",
    cites=("hunan-self-evaluation-forms",),
    needs=("report",),
    arithmetic=True,
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each statement that its table contradicts."""
    yield from _of_whole(case.filing)
    yield from _of_projects(case.filing)
    yield from _of_adjustment(case.filing)


def _of_whole(filing: Filing) -> Iterator[Hit]:
    report, overall = filing.report, filing.overall
    if report is None or overall is None:
        return
    alone = not any(overall[key]["executed"].number for key in OTHER_SOURCES)
    roles = {section.key: section.role for section in report.sections}
    topics = ("general_budget", "overall") if alone else ("overall",)
    for said in report.statements:
        column = COLUMNS.get(said.aspect)
        if said.topic not in topics or column is None or said.part_of:
            continue
        if said.topic == "overall" and column != "rate":
            continue  # ZJ325
        cell = overall["total"][column]
        if roles.get(said.section, "") in CHAPTERS and cell.number is not None:
            yield from _against(said, (cell,), cell.number, "附件2“年度资金总额”")


def _of_projects(filing: Filing) -> Iterator[Hit]:
    report, base, sheets = filing.report, filing.base, filing.projects
    if report is None or not sheets or not _complete(sheets, base):
        return
    cells = tuple(sheet["total"]["revised"] for sheet in sheets)
    if any(cell.number is None for cell in cells):
        return
    summed = sum((cell.scaled("万元")[0] for cell in cells), ZERO)
    of_fund = _amount(report.stating("government_fund", "revised"))
    spends_fund = _amount(report.stating("government_fund", "executed"))
    if spends_fund and of_fund is None:
        return
    for said in report.stating("project", "revised"):
        rest = summed - (of_fund or ZERO)
        yield from _against(said, cells, rest, "附件3“年度资金总额”全年预算数", "万元")


def _complete(sheets: tuple[Sheet, ...], base: Sheet | None) -> bool:
    """Whether the project tables make up all project spending."""
    whole = base["project_total"]["actual"] if base else None
    if whole is None or whole.number is None or any("#" in s.key for s in sheets):
        return False
    spent = [sheet["total"]["executed"] for sheet in sheets]
    if any(cell.number is None for cell in spent):
        return False
    summed = sum((cell.scaled(whole.unit)[0] for cell in spent), ZERO)
    return abs(summed - whole.number) <= max(whole.slack, Decimal("0.005")) * 2


def _of_adjustment(filing: Filing) -> Iterator[Hit]:
    report, base, overall = filing.report, filing.base, filing.overall
    if report is None or base is None:
        return
    roles = {section.key: section.role for section in report.sections}
    told = [
        said
        for said in report.statements
        if roles.get(said.section) == "basic"
        and said.topic in ("basic", "")
        and said.aspect in ("added", "reduced")
    ]
    row = base["basic_adjustment"]
    cells = [row[c] for c in ("budget", "actual") if row[c].number]
    totals = overall is not None and any(
        cell.number == overall["basic"]["executed"].number for cell in cells
    )
    # A row filled with totals has a fault of its own.
    if len(told) != 1 or not cells or totals or told[0].aspect == "reduced":
        return
    hits = [
        list(_against(told[0], (c,), c.number or ZERO, "附件1“部门基本支出预算调整”"))
        for c in cells
    ]
    if all(hits):
        yield hits[0][0]


def _amount(said: tuple[Statement, ...]) -> Decimal | None:
    known = [s.entry for s in said if s.entry.unit in SCALE_OF_UNIT and not s.negative]
    amounts = [entry.scaled("万元")[0] for entry in known if entry.number is not None]
    return amounts[0] if amounts else None


def _against(
    said: Statement,
    cells: tuple[Entry, ...],
    expected: Decimal,
    where: str,
    unit: str = "",
) -> Iterator[Hit]:
    """The hit where a statement is another figure than its cells come to."""
    unit = unit or cells[0].unit
    if said.entry.number is None or (said.entry.unit == "%") != (unit == "%"):
        return
    if unit != "%" and said.entry.unit not in SCALE_OF_UNIT:
        return
    own, span = said.entry.scaled(unit)
    slack = sum((cell.slack for cell in cells), ZERO)
    if unit == "%":
        slack = max(last_digit(own), last_digit(expected)) / 2
    known = exactly(expected)
    if span.low <= known.high + slack and known.low - slack <= span.high:
        return
    printed = said.entry.raw
    yield hit(
        said.entry,
        *cells,
        stated=printed if not printed[-1:].isdigit() else f"{printed}{said.entry.unit}",
        expected=f"{expected:f}{unit}",
        difference=f"{abs(own - expected):f}{'个百分点' if unit == '%' else unit}",
        subject=said.subject,
        where=where,
    )
