"""报告所写三公经费分项、项目金额与附件1不一致

## 查什么
报告所写的公务用车、公务接待、因公出国（境）费，三公经费预算数，以及按名称写明的各个项目金额，是否等于附件1对应行的年初预算数、决算数。附件1没有这个项目的行而有项目自评表的，与附件3比较。没有写明是预算还是决算的，只要等于其中一栏就不报。

## 为什么
报告的数来自表格，两处说的是同一笔支出。

## 怎么改
以部门决算为准，改错的那一处。
"""

from collections.abc import Iterator, Mapping

from jiping.model.filing import Filing, Statement
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import chapter_of
from jiping.rules.shared.report_amounts import amount
from jiping.rules.shared.text_names import project_lines, same_project

COLUMNS = {
    "executed": ("actual",),
    "initial": ("budget",),
    "budget": ("budget",),
    "prior_actual": ("prior_actual",),
    "amount": ("actual", "budget", "prior_actual"),
}
ROWS = (
    "vehicle",
    "vehicle_purchase",
    "vehicle_running",
    "abroad",
    "reception",
    "project_business",
    "project_operation",
)
CHAPTERS = ("project", "general_budget", "")
# Columns of 附件3 that say the same as those of 附件1.
OF_PROJECT = {"actual": "executed", "budget": "initial"}


@rule(
    severity="error",
    message="报告写“{subject}”{stated}，{table}“{row}”为{expected}，相差{difference}，两处应一致。",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report", "base"),
    arithmetic=True,
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each amount of the prose that its row of the tables contradicts."""
    report = case.filing.report
    assert report is not None
    for said in report.statements:
        if amount(said) is None or said.aspect not in COLUMNS:
            continue
        table, label, cells = _cells(case.filing, said)
        known = [cell for cell in cells if cell.number is not None]
        if known and not any(_agree(said.entry, cell) for cell in known):
            own, _ = said.entry.scaled(known[0].unit)
            yield hit(
                said.entry,
                *known,
                stated=f"{said.entry.raw}{said.entry.unit if said.entry.raw[-1:].isdigit() else ''}",
                expected=f"{known[0].raw}{known[0].unit}",
                difference=f"{abs(own - (known[0].number or 0)):f}{known[0].unit}",
                subject=said.subject,
                table=table,
                row=label,
            )


def _cells(filing: Filing, said: Statement) -> tuple[str, str, tuple[Entry, ...]]:
    """The table and the row that speak of the same, and its cells for the aspect."""
    base, columns = filing.base, COLUMNS[said.aspect]
    assert base is not None
    if said.topic in ROWS or (said.topic == "three_public" and columns != ("actual",)):
        row = base[said.topic]
        return "附件1", row.label.strip(), _of(row.cells, columns)
    if said.topic or not _of_a_project(filing, said):
        return "", "", ()
    for row in project_lines(base):
        if same_project(said.subject, row.label):
            return "附件1", row.label.strip(), _of(row.cells, columns)
    wanted = tuple(OF_PROJECT[c] for c in columns if c in OF_PROJECT)
    for sheet in filing.projects:
        if same_project(said.subject, sheet.name):
            return "附件3", sheet.name, _of(sheet["total"].cells, wanted)
    return "", "", ()


def _of_a_project(filing: Filing, said: Statement) -> bool:
    report = filing.report
    assert report is not None
    for section in report.sections:
        if section.key == said.section:
            return {section.role, chapter_of(report, section).role} <= set(CHAPTERS)
    return False


def _of(cells: Mapping[str, Entry], columns: tuple[str, ...]) -> tuple[Entry, ...]:
    return tuple(cells[column] for column in columns if column in cells)


def _agree(said: Entry, cell: Entry) -> bool:
    _, span = said.scaled(cell.unit)
    return span.touches(cell.interval)
