"""同一句话里的个数与比率算不通

## 查什么
报告和“实际完成情况”的同一句话里写了总数、其中办成的数和比率的（“受理工单4200件，办结4127件，办结率98.9%”“发放问卷600份，收回582份，回收率97%”），比率是否等于后一个数除以前一个数；收回的问卷是否比发放的多。按所写的小数位比较，四舍五入、截尾都不报。

只查比率的名称与后一个数的动词相同的（办结—办结率、收回—回收率）；说的不是一件事的不查。

## 为什么
三个数在一句话里，读的人一除就知道对不对。

## 怎么改
按台账核对三个数，改错的那一个。
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jiping.intake.text import squash
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.model.values import CENT, half_up, last_digit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import sentences, told

_COUNT = compile_late(
    r"(?P<words>[\u4e00-\u9fff]{1,16}?)(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>万?[\u4e00-\u9fff])"
)
_RATE = compile_late(
    r"(?P<verb>[\u4e00-\u9fff]{2})率(?:达到?|为)?(?P<number>\d+(?:\.\d+)?)%"
)
_SENT = compile_late(
    r"发放[^\d,。]{0,8}?(?P<sent>\d[\d,]*)份[^。]{0,12}?(?:收回|回收)[^\d,。]{0,8}?(?P<back>\d[\d,]*)份"
)
# The words of a rate's own name in front of its verb.
_OWN = compile_late(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{1,16}$")
PAIR = 2
_NO_COUNT = compile_late(r"[年月日元分]")


@rule(
    severity="error",
    message="{what}（{arithmetic}），这里写的是{stated}。",
    cites=("hunan-self-evaluation-forms#附件4",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each passage whose counts do not give its rate."""
    for entry in told(case.filing):
        for sentence in sentences(squash(entry.raw)):
            for what, stated, expected, arithmetic in _faults(sentence):
                yield hit(
                    entry,
                    stated=stated,
                    expected=expected,
                    arithmetic=arithmetic,
                    what=what,
                )


def _faults(sentence: str) -> Iterator[tuple[str, str, str, str]]:
    found = _SENT.search(sentence)
    if found and _number(found["back"]) > _number(found["sent"]):
        back, sent = found["back"], found["sent"]
        yield (
            "收回的问卷比发放的多",
            f"收回{back}份",
            f"不多于{sent}份",
            f"{back}>{sent}",
        )
        return
    counts = [
        each for each in _COUNT.finditer(sentence) if not _NO_COUNT.search(each["unit"])
    ]
    for rate in _RATE.finditer(sentence):
        yield from _against(rate, [c for c in counts if c.end() <= rate.start()])


def _against(
    rate: re.Match[str], counts: list[re.Match[str]]
) -> Iterator[tuple[str, str, str, str]]:
    if len(counts) < PAIR:
        return
    whole, part = counts[-2:]
    alike = whole["unit"] == part["unit"] and set(rate["verb"]) <= set(part["words"])
    top, bottom = _number(part["number"]), _number(whole["number"])
    if not alike or set(rate["verb"]) <= set(whole["words"]) or bottom <= 0:
        return
    before = rate.string[: rate.start()]
    own = _OWN.search(before)
    if own and not set(own[0]) <= set(part["words"] + whole["words"]):
        return  # 危重病人送医救治率 is a rate of others than those counted.
    printed = Decimal(rate["number"])
    unit = last_digit(printed)
    exact = top / bottom * 100
    if not printed - unit / 2 <= exact < printed + unit:
        shown = f"{half_up(exact, min(unit, CENT))}%"
        yield (
            f"{rate['verb']}率应为{shown}",
            f"{rate['number']}%",
            shown,
            f"{top:f}÷{bottom:f}×100%={shown}",
        )


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
