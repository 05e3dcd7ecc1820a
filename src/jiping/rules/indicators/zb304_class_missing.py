"""缺少效益、产出或满意度指标

## 查什么
自评表里产出、效益、满意度三类一级指标，是否整类没有指标，也没有注明“不适用”。

## 为什么
自评要反映产出、效益和服务对象满意度。整类缺失又不说明，分值结构不完整，也看不出钱花的效果。

## 怎么改
补设该类指标。确实没有服务对象可以调查的，在满意度行写“不适用”，分值调整到效益指标。
"""

from collections.abc import Iterator

from jiping.model.filing import Sheet
from jiping.model.finding import Case, Hit
from jiping.model.terms import ROWS
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import classed, indicators
from jiping.rules.shared.narrative import sheet_spot

CLASSES = ("output", "benefit", "satisfaction")


@rule(
    severity="warning",
    message="{form}{tables}没有设{missing}，也没有注明不适用。",
    cites=("mof-2020-10", "mof-2021-101", "yueyang-procedure#附件5"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Level-1 classes without any indicator, each once for all tables that lack it;
    tables with no indicator at all are not asked."""
    sheets = [sheet for sheet in case.filing.evaluations if classed(sheet)]
    for name in CLASSES:
        lacking = [sheet for sheet in sheets if not _said(sheet, name)]
        if lacking:
            yield hit(
                *(place for sheet in lacking for place in _places(sheet, name)),
                stated="（无）",
                expected=f"设{ROWS[name]}，或注明不适用",
                missing=ROWS[name],
                tables=f"等{len(lacking)}张表" if len(lacking) > 1 else "",
            )


def _said(sheet: Sheet, name: str) -> bool:
    return any(e.level1 == name and not e.blank for e in indicators(sheet))


def _places(sheet: Sheet, name: str) -> list[Entry]:
    """The blank rows of the class, or the table where it has none."""
    rows = [each["level3"] for each in indicators(sheet) if each.level1 == name]
    return rows or [sheet_spot(sheet)]
