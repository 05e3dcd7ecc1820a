"""报告所写增减额、节约额计算有误

## 查什么
报告同一句话里写了两个金额，又写了它们相差多少的，差额是否算得对：
- 今年与上年：决算数与上年数之差；
- 决算与预算：决算数与年初预算数（或预算数、全年预算数）之差，如“节约……”“比预算少支……”。

没有写上年数的，用附件1同一行的上年决算数。同一段里另有两个金额相差这么多的，不报。

## 为什么
两个数都写在纸上，差额一减就知道对不对；算不通，三个数里必有一个是错的。

## 怎么改
先核对两个金额，再重算差额，同一句的增减幅度一并改。
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from jiping.model.filing import Filing, Report, Statement
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.report_amounts import amount, in_base, last, nearby

_LAST_YEAR = compile_late(r"上年|去年|同比|同期|20\d\d年")
_BUDGET = compile_late(r"预算|年初")
_SAVED = compile_late(r"节约|节省|结余")
_SPENT = ("executed", "amount")
# Amounts that are tried in pairs: many sentences must not cost many times as much.
MOST, MOST_EARLIER = 24, 8
_BUDGETS = ("initial", "budget", "revised")


@rule(
    severity="error",
    message="所写{subject}{stated}，按所写金额应为{expected}（{arithmetic}），相差{difference}。",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report",),
    arithmetic=True,
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each difference that the two amounts of its sentence do not give."""
    report = case.filing.report
    assert report is not None
    for index, said in enumerate(report.statements):
        stated = amount(said)
        if said.aspect != "change" or stated is None:
            continue
        pair = _compared(case.filing, report, index)
        if pair is None:
            continue
        now, then = pair
        gap = abs(now.scaled("万元")[0] - then.scaled("万元")[0])
        if not _agree(said.entry, now, then) and not _given_otherwise(report, said):
            high, low = sorted((now, then), key=lambda e: -e.scaled("万元")[0])
            yield hit(
                said.entry,
                now,
                then,
                stated=f"{stated:f}万元",
                expected=f"{gap:f}万元",
                arithmetic=f"{high.scaled('万元')[0]:f}-{low.scaled('万元')[0]:f}={gap:f}",
                difference=f"{abs(gap - stated):f}万元",
                subject=f"“{said.subject}”" if said.subject else "差额",
            )


def _compared(filing: Filing, report: Report, index: int) -> tuple[Entry, Entry] | None:
    """What was spent, and what it is compared with."""
    said = report.statements[index]
    before = [s for s in report.statements[:index] if s.sentence == said.sentence]
    spent = last(before, said.topic, *_SPENT)
    if spent is None:
        return None
    if _LAST_YEAR.search(said.subject):
        then = last(before, said.topic, "prior_actual")
        if then is not None:
            return spent.entry, then.entry
        cell = in_base(filing, spent, "prior_actual") if said.topic else None
        return (spent.entry, cell) if cell else None
    if _BUDGET.search(said.subject) or _SAVED.search(said.subject):
        return _budgeted(spent, said, before)
    return None


def _budgeted(
    spent: Statement, said: Statement, before: Sequence[Statement]
) -> tuple[Entry, Entry] | None:
    """Spending and its budget: of several the one that stands last."""
    told = [s for s in before if s.topic == said.topic and s.aspect in _BUDGETS]
    known = [s for s in told if amount(s) is not None]
    return (spent.entry, known[-1].entry) if known and said.topic else None


def _agree(said: Entry, now: Entry, then: Entry) -> bool:
    gap = now.scaled("万元")[1] - then.scaled("万元")[1]
    stated = said.scaled("万元")[1]
    low, high = sorted((abs(gap.low), abs(gap.high)))
    crosses = gap.low <= 0 <= gap.high
    return (0 if crosses else low) <= stated.high and stated.low <= high


def _given_otherwise(report: Report, said: Statement) -> bool:
    """Whether two other amounts of the sentence, or of what was said last before it,
    differ by as much."""
    around = [each for each in nearby(report, said) if each is not said]
    close = [each for each in around if each.sentence == said.sentence]
    earlier = around[: around.index(close[0])] if close else around
    sizes = [*close, *earlier[-MOST_EARLIER:]][:MOST]
    return any(
        _agree(said.entry, one.entry, other.entry)
        for one, other in combinations(sizes, 2)
    )
