"""别的格都填了，应填的一格空白

## 查什么
- 附件1人员情况三格、楼堂馆所六格，填了一部分、空白一部分；
- 三公经费、项目支出、公用经费合计，办公经费和水费、电费、差旅费，三栏中有的有数、有的空白；政府采购金额的预算、决算只填了一栏；
- 三公经费、项目支出某一栏的合计与各分项之和不符，而分项有空白的；
- 附件2按支出性质分的基本支出、项目支出，填了一项、另一项空白而两者对不上全年执行数；按收入性质分的各项全部空白；
- 自评表“总分”行的分值空白；一级指标有的印了分值、有的没有。

会议费、培训费三栏中空了一栏的，可能确实没有发生，作为提示。一张表合并报一次。

## 为什么
这些数要与别的表和报告核对，合计和得分也从这里来。空白会按0计，后面都对不上。

## 怎么改
补填；确实没有发生的填0。
"""

from collections.abc import Iterator

from jiping.model.filing import Row, Sheet
from jiping.model.finding import Case, Hit, Severity
from jiping.model.terms import COLUMNS
from jiping.model.values import CENT, ZERO, Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import indicators
from jiping.rules.shared.narrative import shortened
from jiping.rules.shared.scores import class_name

YEARS = ("prior_actual", "budget", "actual")
# Rows of 附件1 that every unit has a figure for, once one column has; and those where
# a year without is likely.
ALWAYS = (
    "three_public",
    "project_total",
    "public_total",
    "public_office",
    "public_utilities_travel",
)
TOLERATED = ("public_meeting_training",)
WHOLES = ("three_public", "project_total")
INCOME = (
    "general_budget",
    "government_fund",
    "state_capital",
    "special_account",
    "other_income",
)
NATURE = ("basic", "project_spending")
Blank = tuple[str, Entry]


@rule(
    severity="warning",
    message="{names}空白，而有关的格都填了，请补填，没有发生的填0。",
    cites=("hunan-self-evaluation-forms", "mof-2020-10"),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for the cells of a table, and one for those that may well be 0."""
    for sheet in case.filing.sheets:
        if sheet.form == "base":
            yield from _hits(_of_base(sheet), None)
            yield from _hits(_partly(sheet[key], YEARS) for key in TOLERATED)
        elif sheet.form in ("overall", "project"):
            yield from _hits(_of_evaluation(sheet), None)


def _hits(
    found: Iterator[tuple[list[Blank], list[Entry]]],
    severity: Severity | None = Severity.INFO,
) -> Iterator[Hit]:
    blanks: list[Blank] = []
    beside: list[Entry] = []
    for lacking, filled in found:
        blanks += lacking
        beside += filled if lacking else []
    if blanks:
        names = list(dict.fromkeys(name for name, _ in blanks))
        yield hit(
            blanks[0][1],
            *(entry for _, entry in blanks[1:]),
            *beside,
            stated="（空白）",
            expected="填数，没有发生的填0",
            severity=severity.value if severity else None,
            names="、".join(names[:6])
            + (f"等{len(names)}格" if len(names) > 6 else ""),
        )


def _of_base(sheet: Sheet) -> Iterator[tuple[list[Blank], list[Entry]]]:
    for key in ("staff", "building"):
        counted = (c for c, cell in sheet[key].cells.items() if cell.unit)
        yield _partly(sheet[key], tuple(counted))
    for key in ALWAYS:
        yield _partly(sheet[key], YEARS)
    yield _partly(sheet["procurement"], ("budget", "actual"))
    for key in WHOLES:
        parts = [row for row in sheet.rows if row.parent == key]
        for column in YEARS:
            yield _of_parts(sheet[key][column], parts, column)


def _of_parts(
    whole: Entry, parts: list[Row], column: str
) -> tuple[list[Blank], list[Entry]]:
    """The blank parts of a whole that the others do not make up: those that have a
    figure in another column, else the first."""
    cells = [(row, row[column]) for row in parts if column in row]
    blanks = [(row, cell) for row, cell in cells if cell.blank]
    summed = sum((cell.number or ZERO for _, cell in cells), ZERO)
    if not whole.number or not blanks or abs(whole.number - summed) <= CENT:
        return [], []
    likely = [(r, c) for r, c in blanks if any(e.number for e in r.cells.values())]
    if not likely and summed:
        return [], []
    return [_named(r, c, column) for r, c in likely or blanks[:1]], [whole]


def _partly(row: Row, columns: tuple[str, ...]) -> tuple[list[Blank], list[Entry]]:
    """The blank cells of a row, where another of its cells holds more than 0."""
    cells = [(column, row[column]) for column in columns if column in row]
    filled = [cell for _, cell in cells if cell.number is not None]
    if not any(cell.number for cell in filled):
        return [], []
    return [_named(row, cell, column) for column, cell in cells if cell.blank], filled


def _named(row: Row, entry: Entry, column: str) -> Blank:
    return f"“{shortened(row.label, 16)}”{COLUMNS.get(column, '')}", entry


def _of_evaluation(sheet: Sheet) -> Iterator[tuple[list[Blank], list[Entry]]]:
    rows = [each for each in indicators(sheet) if each.used]
    total = sheet["score_total"]
    if total["weight"].blank and any(each.weight is not None for each in rows):
        yield [_named(total, total["weight"], "weight")], []
    printed = {
        row.key for row in sheet.of_kind("class") if row["weight"].number is not None
    }
    lacking: dict[str, Blank] = {}
    unprinted = {each.level1 for each in rows} - printed if printed else set()
    for each in indicators(sheet):
        if each.level1 in unprinted and "level1" in each.row:
            name = f"“{class_name(each.level1)}”的一级指标名称和分值"
            lacking.setdefault(each.level1, (name, each["level1"]))
    yield list(lacking.values()), []
    yield from _of_split(sheet)


def _of_split(sheet: Sheet) -> Iterator[tuple[list[Blank], list[Entry]]]:
    spent = sheet["total"]["executed"]
    if not spent.number:
        return
    nature = [(sheet[key], sheet[key]["executed"]) for key in NATURE if key in sheet]
    stated = [cell.number for _, cell in nature if cell.number is not None]
    if stated and sum(stated) != spent.number:
        yield [_named(r, cell, "") for r, cell in nature if cell.blank], [spent]
    income = [(sheet[key], sheet[key]["executed"]) for key in INCOME if key in sheet]
    if income and all(cell.blank for _, cell in income):
        yield [_named(*income[0], "")], [spent]
