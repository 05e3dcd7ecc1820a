"""同一张表出现两次

## 查什么
附件1、附件2、附件5是否出现了两张；附件3有没有项目名称相同的两张。

## 为什么
一个单位一个年度只有一张附件1和附件2。两张的数不同时，不知道以哪一张为准。

## 怎么改
留下正确的一张，删去另一张。
"""

from collections.abc import Iterator

from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import sheet_spot


@rule(
    severity="error",
    message="{form}出现了{count}张，应只有一张。",
    cites=("hunan-self-evaluation-forms",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at the second table of each kind that may stand only once."""
    tables: dict[tuple[str, str], list[int]] = {}
    sheets = case.filing.sheets
    for place, sheet in enumerate(sheets):
        name = sheet.key.partition("#")[0]
        tables.setdefault((sheet.form, name), []).append(place)
    for (form, name), places in tables.items():
        single = form in ("base", "overall", "rubric") or (form == "project" and name)
        if single and len(places) > 1:
            yield hit(
                sheet_spot(sheets[places[1]]),
                *(sheet_spot(sheets[place]) for place in places if place != places[1]),
                stated=f"{len(places)}张",
                expected="1张",
                count=len(places),
            )
