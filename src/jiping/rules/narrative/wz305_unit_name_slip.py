"""单位名称写错字

## 查什么
报告和各表里出现的单位全称，与本单位名称相比，有没有重复了字、漏了一个字、错了一个字。

## 为什么
单位名称要与机构编制文件和印章一致。

## 怎么改
改成单位全称。
"""

import re
from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import written
from jiping.rules.shared.text_names import slip

SHORTEST_NAME = 6


@rule(
    severity="info",
    message="单位名称写成“{stated}”，{how}，应为“{expected}”。",
    cites=("party-document-format",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for each misspelt form of the unit's own name, at its first place."""
    unit, report = squash(case.filing.unit), case.filing.report
    if len(unit) < SHORTEST_NAME:
        return
    rest = len(unit) + 4
    pattern = re.compile(
        rf"{re.escape(unit[:3])}[^,，。；;:：、《》]{{1,{rest}}}?{re.escape(unit[-2:])}"
    )
    seen: dict[str, list[Entry]] = {}
    for entry in (*(report.cover if report else ()), *written(case.filing)):
        for found in pattern.findall(squash(entry.raw)):
            if slip(found, unit):
                seen.setdefault(found, []).append(entry)
    for stated, entries in seen.items():
        how = slip(stated, unit)
        yield hit(entries[0], *entries[1:], stated=stated, expected=unit, how=how)
