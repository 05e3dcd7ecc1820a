"""填报日期早于年末或晚于次年

## 查什么
表尾填报日期和报告封面日期，是否早于自评年度的12月31日，或者晚于次年年底。其他表的日期在次年的，一并列出；报告封面与各表矛盾的作为错误。是否逾期报送要对照财政部门通知的时间，资料里没有，不作判断。

## 为什么
年度没有结束不能有全年执行数；晚于次年，多半是年份写错。

## 怎么改
改成实际填报的日期。
"""

from collections.abc import Iterator

from jiping.intake.dates import named_dates
from jiping.intake.text import closed_up, squash
from jiping.model.filing import Filing
from jiping.model.finding import Case, Hit, Skipped
from jiping.model.patterns import compile_late
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule

_DATE_ALONE = compile_late(
    r"(?:报告|填报|报送|自评)?(?:日期|时间)?:?(?:19|20)\d\d[年.\-/]\d{1,2}[月.\-/]?(?:\d{1,2}日?)?"
)


@rule(
    severity="warning",
    message="填报日期“{stated}”{fault}，自评年度为{year}年{others_dated}。",
    cites=("mof-2020-10", "yueyang-procedure#附件5"),
)
def check(case: Case) -> Iterator[Hit | Skipped]:
    """One hit at each date outside the year after; lateness itself cannot be told."""
    year = case.filing.year
    dated = [
        (entry, day)
        for entry in _dates(case.filing)
        if year is not None and (day := _day(entry))
    ]
    wrong = {entry: fault for entry, day in dated if (fault := _fault(day, year or 0))}
    right = [(entry, day) for entry, day in dated if entry not in wrong]
    for entry, fault in wrong.items():
        usual = right[0][1][:4] if right else ""
        contradicts = usual and entry.ref.form == "report"
        yield hit(
            entry,
            *(other for other, _ in right),
            expected=f"{(year or 0) + 1}年内",
            severity="error" if contradicts else None,
            fault=fault,
            year=year,
            others_dated=f"，其他各表是{usual}年" if usual else "",
        )
    yield Skipped(reason="是否逾期报送，需要财政部门通知规定的报送时间和实际收到时间")


def _day(entry: Entry) -> str:
    days = [named.last_day for named in named_dates(closed_up(entry.raw))]
    return days[-1] if days else ""


def _fault(day: str, year: int) -> str:
    if day < f"{year}-12-31":
        return "早于年末"
    return "晚于次年年底" if day > f"{year + 1}-12-31" else ""


def _dates(filing: Filing) -> Iterator[Entry]:
    for sheet in filing.sheets:
        for row in sheet.of_kind("signature"):
            yield row["date"]
    if filing.report is not None:
        for entry in (*filing.report.cover, *filing.report.closing):
            if _DATE_ALONE.fullmatch(squash(entry.raw)):
                yield entry
