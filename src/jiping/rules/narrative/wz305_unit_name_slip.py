"""单位名称写错字

## 查什么
报告题目、封面和正文，各表表头和文字栏里出现的单位全称，与本单位名称相比，有没有重复了字、漏了一个字、错了一个字、前后颠倒。正文里的作为提示，题目、封面和表头上的作为警告。

## 为什么
单位名称要与机构编制文件和印章一致。

## 怎么改
改成单位全称。
"""

import re
from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.filing import Filing
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import spot, written
from jiping.rules.shared.text_names import slip

SHORTEST_NAME = 6


@rule(
    severity="info",
    message="单位名称写成“{stated}”，{how}，应为“{expected}”。",
    cites=("party-document-format",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for each misspelt form of the unit's own name, at its first place."""
    unit = squash(case.filing.unit)
    if len(unit) < SHORTEST_NAME:
        return
    rest = len(unit) + 4
    pattern = re.compile(
        rf"{re.escape(unit[:3])}[^,，。；;:：、《》]{{1,{rest}}}?{re.escape(unit[-2:])}"
    )
    named, told = _names(case.filing), tuple(written(case.filing))
    seen: dict[str, list[Entry]] = {}
    for entry in (*named, *told):
        for found in pattern.findall(squash(entry.raw)):
            if slip(found, unit):
                seen.setdefault(found, []).append(entry)
    for stated, entries in seen.items():
        yield hit(
            entries[0],
            *entries[1:],
            stated=stated,
            expected=unit,
            how=slip(stated, unit),
            severity="warning" if entries[0] in named else None,
        )


def _names(filing: Filing) -> tuple[Entry, ...]:
    """Where the unit's name stands as a name: headers of tables, title and cover."""
    headers = (
        cell
        for sheet in filing.sheets
        for row in sheet.of_kind("header")
        for cell in row.cells.values()
    )
    report = filing.report
    if report is None:
        return tuple(headers)
    return *headers, spot(report.ref, report.title), *report.cover
