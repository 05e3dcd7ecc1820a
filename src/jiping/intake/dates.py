"""Dates and years that a text names, each as the last day of what it names."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from jiping.model.patterns import compile_late

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_TO = r"(?:-|~|—+|至|到)"
_BEFORE = r"(?:截止到?|截至到?|于|在|≤|≦|<=|不晚于|不迟于)?"
_AFTER = (
    r"(?:(?:底|末|份|初|上旬|中旬|下旬)*"
    r"(?:之前|以前|前|为止|止|之内|以内|内)?(?:全部|按时|按期)?(?:完成|完工)?)"
)
# The more a pattern names the earlier it stands: the first that fits a place wins.
_PATTERNS = tuple(
    compile_late(rf"(?P<before>{_BEFORE})(?<!\d)(?:{core})(?P<after>{_AFTER})")
    for core in (
        rf"{_YEAR}年度?{_MONTH}月{_DAY}(?:日|号|(?!\d))",
        rf"{_YEAR}(?P<mark>[./-]){_MONTH}(?P=mark){_DAY}(?!\d)",
        rf"{_YEAR}年度?(?:\d{{1,2}}月?{_TO})?{_MONTH}月",
        rf"{_YEAR}[/-]{_MONTH}(?:月|(?!\d))",
        rf"{_YEAR}\.(?P<month>1[0-2]|0[1-9])(?![\d.万元%])",
        rf"{_YEAR}年?度?第?(?P<quarter>[一二三四1-4])季度",
        rf"{_YEAR}年?度?(?P<half>[上下])半年",
        rf"{_YEAR}年(?:度|全年)?",
        rf"{_MONTH}月{_DAY}[日号]",
        rf"(?:\d{{1,2}}月?{_TO})?{_MONTH}月(?!度)",
        rf"(?:每个?|当|次|本|下)月{_DAY}[日号]",
        rf"{_DAY}[日号](?=(?:之|以)?前)",
        r"(?:当年|本年|全年|年)度?(?=底|末|内|以内|之内|前)",
        r"(?:^(?:当年|本年|全年)度?$)",
    )
)
# What every date has: most cells have none, and need not be tried with each pattern.
_HINT = compile_late(r"[年月]|(?:19|20)\d\d[./-]|[日号][之以]?前")
_DEADLINE = compile_late(r"截|≤|≦|<|不晚|不迟|前|止|内|底|末")
_RANGE = compile_late(_TO)
_QUARTERS = {mark: 3 * (place % 4 + 1) for place, mark in enumerate("一二三四1234")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A date at ``[start:end)``. ``last_day`` is ``YYYY-MM-DD``, ``""`` without a year;
    ``deadline`` tells 12月底前 from 12月."""

    start: int
    end: int
    last_day: str
    deadline: bool


def named_dates(text: str) -> tuple[Named, ...]:
    """Every date in a folded text without spaces, in order, none overlapping another.

    A month without a year is of the year named before it; 1月至12月 is one date, its end.
    """
    if not _HINT.search(text):
        return ()
    found: list[re.Match[str]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if all(
                match.end() <= one.start() or one.end() <= match.start()
                for one in found
            ):
                found.append(match)
    return _joined(text, sorted(found, key=re.Match.start))


def _joined(text: str, matches: Iterable[re.Match[str]]) -> tuple[Named, ...]:
    dates: list[Named] = []
    year = ""
    for match in matches:
        parts = match.groupdict()
        year = parts.get("year") or year
        named = Named(
            start=match.start(),
            end=match.end(),
            last_day=_last_day(year, parts),
            deadline=bool(_DEADLINE.search(parts["before"] + parts["after"])),
        )
        if dates and _RANGE.fullmatch(text, dates[-1].end, named.start):
            named = replace(named, start=dates.pop().start)
        dates.append(named)
    return tuple(dates)


def _last_day(year: str, parts: dict[str, str]) -> str:
    if not year:
        return ""
    month = int(parts.get("month") or 12)
    if quarter := parts.get("quarter"):
        month = _QUARTERS[quarter]
    if parts.get("half") == "上":
        month = 6
    longest = calendar.monthrange(int(year), month)[1]
    day = min(int(parts.get("day") or longest), longest)
    return f"{year}-{month:02}-{day:02}"
