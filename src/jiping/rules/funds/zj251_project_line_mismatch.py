"""项目自评表与基础数据表的项目行不符

## 查什么
附件3每张项目表的“全年执行数”，是否等于附件1同名项目行的决算数；附件1有没有这个项目的行。名称按去掉编号和“经费、费用、支出、项目、资金”等字样后比较。

## 为什么
同一个项目在两张表上只能有一个数。名称对得上、金额对不上，或者金额挂在别的项目行上，项目支出就说不清用在了哪里。

## 怎么改
按项目支出明细账核对：金额填错行的挪到本项目的行；附件1没有这个项目的增加一行；名称以批复的项目名称为准。
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jiping.intake.text import squash
from jiping.model.filing import Row, Sheet
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.model.values import Agreement, Entry, compare, exactly
from jiping.rules.registry import hit, rule
from jiping.rules.shared.text_names import items_below, project_lines

_NUMBER = compile_late(r"^(其中[:：])?[（(]?\d+[、.．)）]")
_GENERIC = compile_late(r"工作经费|专项经费|经费|费用|支出|项目|资金|工作|专项|费$")


@rule(
    severity="error",
    cites=("hunan-self-evaluation-forms#附件3", "mof-2020-10"),
    needs=("base", "project"),
    arithmetic=True,
    message="项目“{project}”全年执行数为{stated}，附件1“{line}”决算数为{expected}，相差{difference}，两表应一致。",
)
def check(case: Case) -> Iterator[Hit]:
    base = case.filing.base
    assert base is not None
    lines = project_lines(base)
    for sheet in case.filing.projects:
        executed = sheet["total"]["executed"]
        named = [row for row in lines if core(row.label) == core(sheet.name)]
        if executed.number is None or not executed.number or not core(sheet.name):
            continue
        for row in named[:1]:
            cells = _stated(base, row)
            total = sum((_scaled(executed, cell) for cell in cells), Decimal(0))
            if not _agrees(executed, cells):
                yield hit(
                    executed,
                    *cells,
                    base["project_total"]["actual"],
                    expected=f"{total:f}" if len(cells) > 1 else cells[0].raw or "空白",
                    difference=f"{abs(executed.number - total):f}{executed.unit}",
                    project=sheet.name,
                    line=row.label,
                )


def _stated(base: Sheet, row: Row) -> tuple[Entry, ...]:
    """What a line says was spent; of one left empty, what the lines it heads say."""
    if any(not cell.blank for cell in row.cells.values()):
        return (row["actual"],)
    items = [each["actual"] for each in items_below(base, row)]
    stated = tuple(cell for cell in items if cell.number is not None)
    return stated or (row["actual"],)


def _scaled(executed: Entry, cell: Entry) -> Decimal:
    """The amount of a cell in the unit of the project's table, a blank as 0."""
    return cell.scaled(executed.unit)[0] if cell.number is not None else Decimal(0)


def core(name: str) -> str:
    """What is left of a project's name without number and generic words, or all of it
    where it consists of nothing else."""
    plain = _NUMBER.sub("", squash(name)).rstrip(":：")
    plain = re.sub(r"[（(].*?[)）]", "", plain)
    return _GENERIC.sub("", plain) or plain


def _agrees(executed: Entry, cells: Sequence[Entry]) -> bool:
    if executed.number is None or any(cell.number is None for cell in cells):
        return False
    number, span = Decimal(0), exactly(Decimal(0))
    for cell in cells:
        value, interval = cell.scaled(executed.unit)
        number, span = number + value, span + interval
    outcome = compare(executed.number, executed.interval, number, span)
    return outcome is not Agreement.DIFFERENT
