"""年度总体目标里写了别的单位的职责

## 查什么
预期目标的条目以另一个单位为主语（“某局负责……”），或者是两个单位之间的职责分工。该单位不是本单位，也不包含在本单位名称里。

## 为什么
别人的职责不是本单位的绩效目标，多半是从机构方案里整段照抄的。

## 怎么改
删去这些条目，改写本单位当年要完成的事。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.filing import Filing
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators_goals import items, objectives
from jiping.rules.shared.indicators_words import words
from jiping.rules.shared.narrative import shortened

BODY = rf"(?P<body>[\u4e00-\u9fff]{{0,18}}?(?:{words('body').pattern}))"
OTHER_DOES = compile_late(rf"{BODY}(?:主要)?(?:负责|承担|主管|牵头)")
DIVISION = compile_late(
    rf"(?:关于)?(?:与|和|同){BODY}.{{0,20}}(?:职责分工|职能分工|分工)"
)
OURS = compile_late(r"^(?:[本我全各由对向在为]|上级|有关|相关)")
# An office or a centre without a place in its name is mostly one of the unit's own.
OUTSIDE = compile_late(
    r"[省市县区州旗镇乡国]|街道|.{2,}(?:局|委员会|厅|法院|检察院|公司|银行)$"
)


@rule(
    severity="warning",
    message="预期目标写了“{body}”的职责（“{stated}”），不是本单位的年度目标。",
    cites=("mof-2020-10", "mof-2021-101"),
    needs=("evaluation",),
)
def check(case: Case) -> Iterator[Hit]:
    """Items of a goal that another body answers for."""
    unit, known = squash(case.filing.unit), _own_offices(case.filing)
    for _, expected, _actual in objectives(case.filing):
        found = [(goal, _other_body(goal, unit, known)) for goal in items(expected.raw)]
        foreign = [(goal, body) for goal, body in found if body]
        if foreign:
            goal, body = foreign[-1]
            yield hit(
                expected,
                stated=shortened(goal, 40),
                expected="本单位的年度目标",
                body=body,
            )


def _own_offices(filing: Filing) -> str:
    """What the report says of the unit's offices and subordinate bodies."""
    if filing.report is None:
        return ""
    sections = filing.report.of_role("organisation", "profile")
    return squash("".join(section.text for section in sections))


def _other_body(goal: str, unit: str, known: str) -> str:
    """The other body that the item is about, or nothing."""
    match = OTHER_DOES.match(goal) or DIVISION.match(goal)
    if match is None or OURS.match(match["body"]) or not OUTSIDE.search(match["body"]):
        return ""
    body, rest = match["body"], iter(unit)
    # 区政府办 is the 区人民政府办公室: a short name keeps the order of the long one.
    short = all(mark in rest for mark in body)
    return "" if short or body in known else body
