"""报告里的金额、人数写成了负数

## 查什么
报告和年度总体目标里，金额、人数、件数、比率、得分前面有没有多出一个减号，如“公用经费-31.92万元”“在职-24人”。说增减、变动、差额的（增长-5%、结余-2万元）不报，“1-6月”“3-5次”一类的起止数不算。

## 为什么
这些数不会小于0，负号多半是破折号或者多打的，读的人会以为是冲减。

## 怎么改
去掉减号；想用破折号的，改用“——”或者“为”。
"""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.intake.units import UNIT
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.narrative import told

_NEGATIVE = compile_late(
    rf"(?P<before>[^,，。；;、:：\d]{{1,16}})(?<=[\u4e00-\u9fff])"
    rf"(?P<figure>-\d[\d,]*(?:\.\d+)?[万亿]?(?:{UNIT}|分|元))(?!度)"
)
_DATED = compile_late(r"(?:年|月|日|号|周|季度|学期)$")
_OF_CHANGE = compile_late(r"增|减|降|变|差|比|净|温|余|负|利润|损益|结转|盈|亏|调整|冲")


@rule(
    severity="warning",
    message="“{stated}”是负数，请核对是否多了一个减号。",
    cites=("hunan-self-evaluation-forms#附件4",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each passage with a figure below 0 that cannot be."""
    for entry in told(case.filing):
        for found in _NEGATIVE.finditer(squash(entry.raw)):
            if _OF_CHANGE.search(found["before"]) or _DATED.search(found["figure"]):
                continue
            yield hit(
                entry,
                stated=f"{found['before'][-8:]}{found['figure']}",
                expected=found["figure"].removeprefix("-"),
            )
            break
