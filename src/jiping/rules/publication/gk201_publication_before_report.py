"""所写公开时间早于报告时间

## 查什么
报告说自评结果已于某日公开的，这个日期是否早于自评年度结束，或者早于填报日期、封面日期。是否按期公开，要看决算批复时间和公开网址，资料里没有，不作判断。

## 为什么
报告还没有写成，不可能已经公开。多半是沿用上年的文字。

## 怎么改
改成实际公开的日期，或写“将于何时公开”。
"""

from collections.abc import Iterator

from jiping.intake.dates import named_dates
from jiping.intake.text import closed_up, squash
from jiping.model.filing import Filing, Report
from jiping.model.finding import Case, Hit, Skipped
from jiping.model.patterns import compile_late
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import paragraphs, sentences

_PUBLISHED = compile_late(r"已[^,。]{0,40}(?:公开|公示|公布)")


@rule(
    severity="warning",
    message="报告称已于{stated}公开，早于{expected}。",
    cites=("budget-law#第十四条", "mof-2016-143"),
    needs=("report",),
)
def check(case: Case) -> Iterator[Hit | Skipped]:
    """One hit at each claimed publication that came too early; lateness cannot be told."""
    report = case.filing.report
    assert report is not None
    claimed = list(_claimed(report))
    earliest = _earliest(case.filing) if claimed else ""
    for entry, day in claimed:
        if earliest and day < earliest:
            yield hit(entry, stated=day, expected=f"报告或年末日期{earliest}")
    yield Skipped(reason="是否按期公开，需要决算批复时间、公开时间和网址")


def _claimed(report: Report) -> Iterator[tuple[Entry, str]]:
    """The days on which the report says it was published."""
    for section, entry in paragraphs(report):
        if section.role != "use":
            continue
        for sentence in sentences(squash(entry.raw)):
            days = [d.last_day for d in named_dates(sentence) if d.last_day]
            if days and _PUBLISHED.search(sentence):
                yield entry, days[0]


def _earliest(filing: Filing) -> str:
    """The latest date that a publication must follow: year's end, or when it was signed."""
    if filing.year is None:
        return ""
    dates = [f"{filing.year}-12-31"]
    for sheet in filing.sheets:
        for row in sheet.of_kind("signature"):
            dates += [d.last_day for d in named_dates(closed_up(row["date"].raw))]
    return max(dates)
