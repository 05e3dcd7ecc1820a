"""各附件单位名称不一致

## 查什么
附件1、附件2的单位名称，报告题目和封面的单位名称，与本套材料的单位是否一致。用简称的不算错。漏字、错字、颠倒的按写错字报；附件3的主管部门和实施单位另有规则。

## 为什么
单位不同，表就可能是别的单位的。

## 怎么改
改成本单位全称，并核对表中数字是不是本单位的。
"""

from collections.abc import Iterator

from jiping.intake.owners import unit_in_title
from jiping.intake.text import squash
from jiping.model.filing import Report
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import spot
from jiping.rules.shared.text_bodies import kind_of
from jiping.rules.shared.text_names import shortens, slip

_COVER = compile_late(
    r"(?:部门|单位)(?:[(]单位[)])?名称:(?P<unit>[^:]{4,40}?)(?:[(](?:盖章|公章|印章)[)])?"
)


@rule(
    severity="error",
    message="{form}的单位名称是“{stated}”，其他附件是“{expected}”。",
    cites=("hunan-self-evaluation-forms",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each name of the unit that is neither it nor a part of its name."""
    filing, unit = case.filing, squash(case.filing.unit)
    rows = (row for sheet in filing.sheets for row in sheet.of_kind("header"))
    for cell in (row["name"] for row in rows if row.key.partition("#")[0] == "unit"):
        stated = squash(cell.text)
        if not unit or not stated or stated == unit or slip(stated, unit):
            continue
        abridged = stated in unit or unit in stated
        yield hit(cell, expected=unit, severity="info" if abridged else None)
    for entry, stated in _of_report(filing.report) if filing.report else ():
        if unit and kind_of(stated) and not _same(stated, unit):
            yield hit(entry, stated=stated, expected=unit, severity="warning")


def _of_report(report: Report) -> Iterator[tuple[Entry, str]]:
    """The names that the report's title and its cover give."""
    yield spot(report.ref, report.title), squash(unit_in_title(report.title))
    for entry in report.cover:
        found = _COVER.fullmatch(squash(entry.raw))
        if found:
            yield entry, found["unit"]


def _same(stated: str, unit: str) -> bool:
    return shortens(stated, unit) or shortens(unit, stated) or bool(slip(stated, unit))
