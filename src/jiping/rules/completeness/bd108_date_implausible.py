"""填报日期早于年末或晚于次年

## 查什么
表尾填报日期和报告封面日期，是否早于自评年度的12月31日，或者晚于次年年底。是否逾期报送要对照财政部门通知的时间，资料里没有，不作判断。

## 为什么
年度没有结束不能有全年执行数；晚于次年，多半是年份写错。

## 怎么改
改成实际填报的日期。
"""

import re
from collections.abc import Iterator

from jiping.intake.dates import named_dates
from jiping.intake.text import closed_up, squash
from jiping.model.filing import Filing
from jiping.model.finding import Case, Hit, Skipped
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule

_DATE_ALONE = re.compile(
    r"(?:报告|填报|报送|自评)?(?:日期|时间)?:?(?:19|20)\d\d[年.\-/]\d{1,2}[月.\-/]?(?:\d{1,2}日?)?"
)


@rule(
    severity="warning",
    message="填报日期“{stated}”{fault}，自评年度为{year}年。",
    cites=("mof-2020-10", "yueyang-procedure#附件5"),
)
def check(case: Case) -> Iterator[Hit | Skipped]:
    """One hit at each date outside the year after; lateness itself cannot be told."""
    filing = case.filing
    for entry in _dates(filing):
        days = [named.last_day for named in named_dates(closed_up(entry.raw))]
        if filing.year is None or not days or not days[-1]:
            continue
        written = days[-1]
        early = written < f"{filing.year}-12-31"
        if early or written > f"{filing.year + 1}-12-31":
            yield hit(
                entry,
                expected=f"{filing.year + 1}年内",
                fault="早于年末" if early else "晚于次年年底",
                year=filing.year,
            )
    yield Skipped(reason="是否逾期报送，需要财政部门通知规定的报送时间和实际收到时间")


def _dates(filing: Filing) -> Iterator[Entry]:
    for sheet in filing.sheets:
        for row in sheet.of_kind("signature"):
            yield row["date"]
    if filing.report is not None:
        for entry in (*filing.report.cover, *filing.report.closing):
            if _DATE_ALONE.fullmatch(squash(entry.raw)):
                yield entry
