"""拟公开的材料里有个人信息

## 查什么
各表签字栏、备注和报告里，有没有手机号码、固定电话、身份证号、银行卡号、电子邮箱，以及与电话写在一起的填表人姓名。提示中的号码已经遮盖。

## 为什么
自评材料要向社会公开。个人信息保护法要求公开前取得同意或者去除个人信息。

## 怎么改
报送财政的版本保留，公开的版本隐去姓名和号码。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.filing import Filing, Row
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.model.values import Entry
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import Entries, found_in_filed
from jiping.rules.shared.text_personal import masked, personal

# A cell, the kind of number in it, and the number masked.
Number = tuple[Entry, str, str]
# A name of two to four characters, not a word that says it was taken out.
_NAME = compile_late(r"(?!.*[隐略见已签])[\u4e00-\u9fff]{2,4}")


@rule(
    severity="warning",
    message="材料中有{stated}，公开的版本应隐去。",
    cites=(
        "personal-information-protection-law",
        "open-government-information-regulation",
    ),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit for all places, the numbers masked."""
    found = [*_numbers(case.filing), *_short_numbers(case.filing)]
    if not found:
        return
    names = [(e, "填表人姓名", f"{squash(e.raw)[:1]}*") for e in _names(case.filing)]
    told = dict.fromkeys(f"{kind}{shown}" for _, kind, shown in (*found, *names))
    yield hit(
        *dict.fromkeys(entry for entry, _, _ in (*found, *names)),
        stated="、".join(list(told)[:6]),
        expected="公开版本隐去",
    )


def _numbers(filing: Filing) -> Iterator[Number]:
    """Numbers anywhere; a landline in the prose is the unit's own."""
    return found_in_filed(filing, _numbers_of)


def _numbers_of(entries: Entries) -> tuple[Number, ...]:
    return tuple(
        (entry, kind, shown)
        for entry in entries
        for kind, shown in personal(entry.raw)
        if kind != "固定电话" or entry.ref.form != "report"
    )


def _short_numbers(filing: Filing) -> Iterator[Number]:
    """Numbers in the telephone field that carry no area code."""
    for row in _signatures(filing):
        number = squash(row["phone"].raw)
        if number.isdigit() and len(number) in (7, 8):
            yield row["phone"], "固定电话", masked(number)


def _names(filing: Filing) -> Iterator[Entry]:
    for row in _signatures(filing):
        if _NAME.fullmatch(squash(row["preparer"].text)):
            yield row["preparer"]


def _signatures(filing: Filing) -> Iterator[Row]:
    for sheet in filing.sheets:
        yield from sheet.of_kind("signature")
