"""各类编制或人员之和与总数不符

## 查什么
同一句话里写了编制总数或在职总数，又写了行政、事业、工勤各多少的，加起来是不是总数。

## 为什么
总数要与附件1一致，分项加不起来，总数就没有根据。

## 怎么改
按机构编制文件和年末人员名册核对，改错的那个数；另有类别的补写。
"""

from collections.abc import Iterator
from decimal import Decimal

from jiping.model.filing import Report, Statement
from jiping.model.finding import Case, Hit
from jiping.rules.registry import hit, rule

MOST_CLASSES = 8
TOTALS = {"authorised_posts": "编制", "staff_in_post": "在职人员"}


@rule(
    severity="warning",
    message="报告写{name}{stated}，各类合计{arithmetic}，相差{difference}。",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report",),
    arithmetic=True,
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each total whose classes, two or more in its sentence, add to another."""
    report = case.filing.report
    assert report is not None
    for total in report.statements:
        if total.topic not in TOTALS or total.aspect != "count":
            continue
        parts = [
            part
            for part in report.statements
            if part.topic.startswith(f"{total.topic}.")
            and (part.section, part.sentence) == (total.section, total.sentence)
            and part.entry.number is not None
        ]
        numbers = [part.entry.number or Decimal(0) for part in parts]
        stated = total.entry.number
        if (
            len(parts) < 2
            or stated is None
            or _reached(stated - sum(numbers), report, total)
        ):
            continue
        yield hit(
            total.entry,
            *(part.entry for part in parts),
            stated=f"{total.entry.number}人",
            expected=f"{sum(numbers)}人",
            difference=f"{abs((total.entry.number or 0) - sum(numbers))}人",
            arithmetic=f"{'+'.join(map(str, numbers))}={sum(numbers)}",
            name=TOTALS[total.topic],
        )


def _reached(rest: Decimal, report: Report, total: Statement) -> bool:
    """Whether what is missing are further classes under names of their own."""
    others = [
        part.entry.number
        for part in report.statements
        if part.part_of == total.topic
        and not part.topic
        and part.sentence == total.sentence
        and part.entry.number is not None
    ]
    sums = {Decimal(0)}
    for other in others[:MOST_CLASSES]:
        sums |= {known + other for known in sums}
    return rest in sums
