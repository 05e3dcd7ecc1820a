"""报告所写占比、增减幅度或完成比例计算有误

## 查什么
报告同一段话里写了金额又写了比例的，比例是否算得对：
- 占比：部分÷整体，如“公用经费……占基本支出的……”；几个部分“各占”“分别占”的，依次对应；
- 增减幅度：增减额÷增减前的数，如“比上年增加……增长……”；没有写增减额的，用所写的上年数、预算数，或附件1同一行的上年决算数；
- 完成比例：决算数÷年初预算数（或预算数、全年预算数），如“完成年初预算的……”。

按所写比例的末位小数比较，四舍五入、截尾都不报；同一段里另有金额能算出所写比例的，不报。

## 为什么
同一段话里的数要算得通；算不通，不是金额错就是比例错。

## 怎么改
先核对金额，再按公式重算比例。
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from jiping.intake.lexis import AMOUNTS, PARTS, unquoted
from jiping.model.filing import Filing, Report, Statement
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.model.values import CENT, Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.report_amounts import (
    amount,
    in_base,
    last,
    nearby,
    printed_as,
)

_LESS = compile_late(r"减|降|节|压|少")
_ANOTHER_YEAR = compile_late(r"上年|去年|预算")
_EACH = compile_late(r"各占|分别占|依次占")
_COMPARED = compile_late(r"[比较与]|上年|去年|同期")
_LAST_YEAR = compile_late(r"上年|去年|同比|同期|20\d\d年(?!.*预算)")
_BUDGET = compile_late(r"预算|年初")
_BASES = {
    "rate_of_initial": ("initial",),
    "rate_of_budget": ("budget", "initial"),
    "rate": ("revised", "budget"),
}
_COMPARED_WITH = ("prior_actual", "initial", "budget")
# What was spent, as far as the words tell.
_SPENT = ("executed", "amount")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """``top`` ÷ ``bottom`` × 100%, in 万元; ``less`` is taken from the top first."""

    top: Decimal
    bottom: Decimal
    used: tuple[Entry, ...]
    less: Decimal | None = None

    @property
    def percent(self) -> Decimal:
        """The ratio, without a sign."""
        return abs(self.top - (self.less or 0)) / self.bottom * 100

    @property
    def words(self) -> str:
        """The dividend and the divisor."""
        over = f"{self.top:f}" if self.less is None else self._difference
        return f"{over}÷{self.bottom:f}×100%"

    @property
    def _difference(self) -> str:
        assert self.less is not None
        return f"({max(self.top, self.less):f}-{min(self.top, self.less):f})"


@rule(
    severity="error",
    message="所写比例{stated}，按所写金额应为{expected}（{arithmetic}）。",
    cites=("hunan-self-evaluation-forms#附件4",),
    needs=("report",),
    arithmetic=True,
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each ratio that the amounts of its own passage do not give."""
    report = case.filing.report
    assert report is not None
    for index, said in enumerate(report.statements):
        if said.entry.unit != "%" or said.entry.number is None:
            continue
        sum_ = _sum(case.filing, report, index)
        if sum_ is None or printed_as(sum_.percent, said.entry.number):
            continue
        if not _given_otherwise(report, said, sum_):
            shown = sum_.percent.quantize(CENT, ROUND_HALF_UP)
            yield hit(
                said.entry,
                *sum_.used,
                expected=f"{shown}%",
                arithmetic=f"{sum_.words}={shown}%",
                difference=f"{abs(shown - said.entry.number)}个百分点",
            )


def _sum(filing: Filing, report: Report, index: int) -> Sum | None:
    """How the ratio follows from what is stated; None where nothing tells."""
    said = report.statements[index]
    before = [s for s in report.statements[:index] if s.section == said.section]
    if said.aspect == "share":
        return _of_share(said, _part(report.statements, index, before), before)
    if said.aspect == "change":
        return _of_change(filing, said, before)
    if said.aspect == "rate" and said.topic == "project":
        return None  # ZJ311
    if said.aspect not in _BASES or not said.topic:
        return None
    return _quotient(
        last(before, said.topic, *_SPENT),
        last(before, said.topic, *_BASES[said.aspect]),
    )


def _part(
    said: Sequence[Statement], index: int, before: Sequence[Statement]
) -> Statement | None:
    """The amount that a share is a share of: the one named (项目支出占…), else the one
    before it, or of several amounts with their shares behind them the one in the same
    place."""
    own = unquoted(said[index].subject).partition("占")[0]
    if named := AMOUNTS.find(own):
        return last(before, named[-1].key, *_SPENT)
    start, end = index, index + 1
    while start and _same_run(said[start - 1], said[index]):
        start -= 1
    while end < len(said) and _same_run(said[end], said[index]):
        end += 1
    length = end - start
    several = length > 1 or _EACH.search(said[index].subject)
    if not several:
        return said[index - 1] if index else None
    inside = [s for s in said[:start] if s.sentence == said[index].sentence]
    topics = {each.topic for each in inside if each.topic}
    # 人员经费149.88万元（工资138.26万元）、公用经费20.87万元: without parts of parts.
    parts = [each for each in inside if each.part_of not in topics][-length:]
    sure = len(parts) == length and all(amount(p) is not None for p in parts)
    return parts[index - start] if sure else None


def _same_run(one: Statement, other: Statement) -> bool:
    return one.aspect == other.aspect == "share" and one.sentence == other.sentence


def _of_share(
    said: Statement, part: Statement | None, before: Sequence[Statement]
) -> Sum | None:
    if part is None or amount(part) is None or _ANOTHER_YEAR.search(said.subject):
        return None
    named = AMOUNTS.find(unquoted(said.subject).rpartition("占")[2])
    topic = named[-1].key if named else part.part_of
    if topic and topic == part.topic:
        return None
    if not topic and part.topic:
        wholes = [w for w in reversed(before) if part.topic in PARTS.get(w.topic, ())]
        topic = next((w.topic for w in wholes if w.aspect == part.aspect), "")
    if topic:
        return _quotient(part, last(before, topic, part.aspect))
    return _quotient(part, _whole_of_others(said, before))


def _whole_of_others(said: Statement, before: Sequence[Statement]) -> Statement | None:
    """What other shares of the passage are shares of: a list of
    projects, each with its share of the spending named at its head."""
    shares = [
        (part_size, share.entry.number)
        for part, share in pairwise(before)
        if share.aspect == "share"
        and share.entry.number is not None
        and (part_size := amount(part)) is not None
    ]
    for whole in before:
        size = amount(whole)
        if not size or whole.aspect not in _SPENT or not whole.topic:
            continue
        if any(printed_as(part / size * 100, share) for part, share in shares):
            return whole
    return None


def _of_change(
    filing: Filing, said: Statement, before: Sequence[Statement]
) -> Sum | None:
    """Of a difference that stands right before its ratio, or of the amounts compared."""
    difference = before[-1] if before else None
    if difference is not None and (difference.topic, difference.aspect) != (
        said.topic,
        "change",
    ):
        difference = None
    own = said.subject.rpartition(",")[2]
    if difference is None or amount(difference) is None or _COMPARED.search(own):
        return _of_compared(filing, said, own, before)
    return _of_difference(said, difference, before[:-1])


def _of_difference(
    said: Statement, difference: Statement, before: Sequence[Statement]
) -> Sum | None:
    top = amount(difference)
    against = before[-1] if before else None
    if against is not None and against.sentence == said.sentence:
        base = amount(against) if against.aspect in _COMPARED_WITH else None
        if top is not None and base and against.topic == said.topic:
            new = last(before, said.topic, *_SPENT, sentence=said.sentence)
            if new is not None and (size := amount(new)) is not None:
                # The stated difference may be wrong itself (ZJ324).
                used = (new.entry, against.entry)
                return Sum(top=size, less=base, bottom=base, used=used)
            return Sum(top=top, bottom=base, used=(difference.entry, against.entry))
    spent = last(before, said.topic, *_SPENT, sentence=said.sentence)
    now = amount(spent)
    if spent is None or top is None or now is None:
        return None
    less = _LESS.search(difference.subject + said.subject)
    bottom = now + top if less else now - top
    if bottom <= 0:
        return None
    return Sum(top=top, bottom=bottom, used=(difference.entry, spent.entry))


def _of_compared(
    filing: Filing, said: Statement, words: str, before: Sequence[Statement]
) -> Sum | None:
    """比上年下降30.43%, with this year's amount and last year's stated somewhere."""
    spent = last(before, said.topic, *_SPENT, sentence=said.sentence)
    now = amount(spent)
    if spent is None or now is None or not said.topic:
        return None
    against = _against(filing, spent, words, before)
    if against is None:
        return None
    then, cell = against
    return Sum(top=now, less=then, bottom=then, used=(spent.entry, cell))


def _against(
    filing: Filing, spent: Statement, words: str, before: Sequence[Statement]
) -> tuple[Decimal, Entry] | None:
    """What is compared with (万元, not 0), from the prose or the base table."""
    if _LAST_YEAR.search(words):
        aspects: tuple[str, ...] = ("prior_actual",)
        column = "prior_actual"
    elif _BUDGET.search(words):
        aspects, column = ("initial", "budget"), "budget"
    else:
        return None
    told = last(before, spent.topic, *aspects, sentence=spent.sentence)
    stated = amount(told)
    if told is not None and stated:
        return stated, told.entry
    cell = in_base(filing, spent, column)
    return (cell.scaled("万元")[0], cell) if cell else None


def _quotient(top: Statement | None, bottom: Statement | None) -> Sum | None:
    over, under = amount(top), amount(bottom)
    if top is None or bottom is None or over is None or not under:
        return None
    return Sum(top=over, bottom=under, used=(top.entry, bottom.entry))


def _given_otherwise(report: Report, said: Statement, sum_: Sum) -> bool:
    """Whether other amounts of the section give the ratio that is printed: what it is a
    ratio of was read otherwise than it was meant. An increase as a share of the new
    amount is the usual fault, so what was used does not count."""
    printed = said.entry.number
    assert printed is not None
    top = abs(sum_.top - (sum_.less or 0))
    around = list(nearby(report, said))
    spent = [s for s in around if s.sentence == said.sentence and s.aspect in _SPENT]
    together = sum((amount(each) or Decimal(0) for each in spent), Decimal(0))
    now = (said.topic, "executed") if said.aspect == "change" else None
    new = {amount(each) for each in around if (each.topic, each.aspect) == now}
    others = [s for s in around if s.entry not in sum_.used and amount(s) not in new]
    pairs = [(top, amount(each)) for each in others]
    pairs += [(together, sum_.bottom)] if len(spent) > 1 else []
    return any(size and printed_as(over / size * 100, printed) for over, size in pairs)
