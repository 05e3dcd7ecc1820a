"""报告所写占比、增减幅度或完成比例计算有误

## 查什么
报告同一段话里写了金额又写了比例的，比例是否算得对：
- 占比：部分÷整体，如“公用经费……占基本支出的……”；
- 增减幅度：增减额÷增减前的数，如“比上年增加……增长……”；
- 完成比例：决算数÷年初预算数（或预算数），如“完成年初预算的……”。

按所写比例的末位小数比较，四舍五入、截尾都不报。

## 为什么
同一段话里的数要算得通；算不通，不是金额错就是比例错。

## 怎么改
先核对金额，再按公式重算比例。
"""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from jiping.intake.lexis import AMOUNTS, unquoted
from jiping.model.filing import Statement
from jiping.model.finding import Case, Hit
from jiping.model.values import CENT, SCALE_OF_UNIT
from jiping.rules.registry import hit, rule

_LESS = re.compile(r"减|降|节|压|少")
_ANOTHER_YEAR = re.compile(r"上年|去年|预算")
_BASES = {"rate_of_initial": ("initial",), "rate_of_budget": ("budget", "initial")}


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
        if said.entry.unit != "%" or said.entry.number is None or not said.topic:
            continue
        before = [s for s in report.statements[:index] if s.section == said.section]
        parts = _operands(said, before)
        if parts is None:
            continue
        top, bottom, used = parts
        expected = top / bottom * 100
        if not _printed_as(expected, said.entry.number):
            shown = expected.quantize(CENT, ROUND_HALF_UP)
            yield hit(
                said.entry,
                *(s.entry for s in used),
                expected=f"{shown}%",
                arithmetic=f"{top:f}÷{bottom:f}×100%={shown}%",
                difference=f"{abs(shown - said.entry.number)}个百分点",
            )


def _operands(
    said: Statement, before: Sequence[Statement]
) -> tuple[Decimal, Decimal, tuple[Statement, ...]] | None:
    """Dividend, divisor (万元, never 0) and the statements they come from."""
    if said.aspect == "share":
        return _of_share(said, before)
    if said.aspect == "change":
        return _of_change(said, before)
    spent = _last(before, said.topic, "executed")
    base = _last(before, said.topic, *_BASES.get(said.aspect, ()))
    return _quotient(spent, base)


def _of_share(
    said: Statement, before: Sequence[Statement]
) -> tuple[Decimal, Decimal, tuple[Statement, ...]] | None:
    part = before[-1] if before and before[-1].topic == said.topic else None
    if part is None or _ANOTHER_YEAR.search(said.subject):
        return None
    named = AMOUNTS.find(unquoted(said.subject))
    topic = named[-1].key if named else part.part_of
    if topic == part.topic:
        return None
    return _quotient(part, _last(before, topic, part.aspect))


def _of_change(
    said: Statement, before: Sequence[Statement]
) -> tuple[Decimal, Decimal, tuple[Statement, ...]] | None:
    """The difference stands right before its ratio, the new amount before that."""
    change = before[-1] if before else None
    if change is None or (change.topic, change.aspect) != (said.topic, "change"):
        return None
    spent = _last(before, said.topic, "executed")
    top, now = _amount(change), _amount(spent)
    if spent is None or top is None or now is None or spent.sentence != said.sentence:
        return None
    bottom = now + top if _LESS.search(change.subject + said.subject) else now - top
    return (top, bottom, (change, spent)) if bottom > 0 else None


def _quotient(
    top: Statement | None, bottom: Statement | None
) -> tuple[Decimal, Decimal, tuple[Statement, ...]] | None:
    over, under = _amount(top), _amount(bottom)
    if top is None or bottom is None or over is None or not under:
        return None
    return over, under, (top, bottom)


def _last(before: Sequence[Statement], topic: str, *aspects: str) -> Statement | None:
    """The last amount stated of this topic, of the first aspect that any has."""
    for aspect in aspects:
        for said in reversed(before):
            if (said.topic, said.aspect) == (topic, aspect) and not said.negative:
                return said if _amount(said) is not None else None
    return None


def _amount(said: Statement | None) -> Decimal | None:
    if (
        said is None
        or said.entry.unit not in SCALE_OF_UNIT
        or said.entry.number is None
    ):
        return None
    return said.entry.scaled("万元")[0]


def _printed_as(value: Decimal, printed: Decimal) -> bool:
    """Whether a ratio, rounded or cut off at the digits printed, is what is printed;
    the amounts themselves are rounded, which may move it by a hundredth."""
    exponent = printed.as_tuple().exponent
    unit = Decimal(1).scaleb(min(int(exponent), 0))
    return printed - unit / 2 - CENT <= value < printed + max(unit, CENT * 2)
